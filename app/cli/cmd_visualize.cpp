// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/figures_text.h"
#include "app/cli/pictures.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/workflow/matrices.h"
#include "core/workflow/run_inputs.h"

#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path file, output_dir;
  std::string tensor, prefix = "tensor";
};

Answer visualize(Context& context, const Options& options) {
  require_writable(options.output_dir / options.prefix);
  const std::vector<RowReader> slices = open_slices(options.file, options.tensor);
  if (options.prefix.find('/') != std::string::npos || options.prefix == "..") {
    throw Error(ErrorCode::usage, "\"" + options.prefix + "\" is no beginning of a file name", {}, {},
                "a prefix without /");
  }
  const TensorStatistics statistics = tensor_statistics(
      slices.size() == 1 ? slices.front() : open_matrix(options.file, slices.front().name()), 64,
      context.control);
  warn_of_not_finite(options.file.string(), statistics);
  Answer answer;
  answer.json["files"] = Json::array();
  for (const auto& file :
       draw_tensor(slices, statistics, options.output_dir, options.prefix, context.control)) {
    answer.json["files"].push_back(file.string());
    answer.text += file.string() + "\n";
    note_output(context.record, file);
  }
  note_input(context.record, options.file);
  return answer;
}

}  // namespace

void add_visualize(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("visualize", "Slices, histogram and surface of a tensor as PNG and SVG");
  command->add_option("file", options->file, "Tensor file or model")->required();
  command->add_option("--output-dir,--output", options->output_dir, "Folder for the pictures")->required();
  command->add_option("--prefix", options->prefix, "Beginning of their names");
  command->add_option("--tensor,--layer-name", options->tensor, "Tensor of a file that holds several");
  commands.on(command, [options](Context& context) { return visualize(context, *options); });
}

}  // namespace prism::cli
