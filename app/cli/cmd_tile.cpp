// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/model/model.h"
#include "core/model/writers.h"
#include "core/workflow/matrices.h"
#include "core/workflow/run_inputs.h"

#include <algorithm>
#include <charconv>
#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path model, input, output;
  std::string which = "head", layer_name;
  std::int64_t tile_size = 512;
};

RowReader matrix_of(const Options& options) {
  if (options.model.empty() == options.input.empty()) {
    throw Error(ErrorCode::usage, "say what is to be cut", {}, {}, "either --model or --input");
  }
  if (!options.input.empty()) return open_matrix(options.input, options.layer_name);
  const Model model = open_model(options.model);
  return options.which == "head" ? model.head(options.layer_name) : model.input_embedding(options.layer_name);
}

std::string name_of_tile(std::int64_t id) {
  return fmt::format("tile_{:06}.npy", id);
}

/// Writes the tiles of one row of the grid out of its block of rows.
void write_tiles(const std::vector<float>& block, std::int64_t count, std::int64_t cols, std::int64_t size,
                 std::int64_t first_id, const std::filesystem::path& folder) {
  for (std::int64_t begin = 0; begin < cols; begin += size) {
    const std::int64_t width = std::min(size, cols - begin);
    TensorToWrite tile;
    tile.name = "tile";
    tile.shape = {count, width};
    tile.rows = [&](std::int64_t first, std::int64_t rows, float* out) {
      for (std::int64_t r = 0; r < rows; ++r) {
        std::copy_n(block.begin() + (first + r) * cols + begin, width, out + r * width);
      }
    };
    write_npy(folder / name_of_tile(first_id + begin / size), tile);
  }
}

/// Removes the tiles that an earlier cut into this folder left, finished or not: those its index names.
void remove_earlier(const std::filesystem::path& folder, const std::filesystem::path& index) {
  std::error_code ignored;
  if (!std::filesystem::exists(index, ignored)) return;
  const auto tiles = json_field<std::int64_t>(read_json_file(index), "tiles", index);
  std::vector<std::filesystem::path> old;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    std::int64_t id = -1;
    if (!name.starts_with("tile_") || !name.ends_with(".npy")) continue;
    const char* end = name.data() + name.size() - 4;
    const auto [stop, failed] = std::from_chars(name.data() + 5, end, id);
    if (failed == std::errc() && stop == end && id >= 0 && id < tiles && name == name_of_tile(id)) {
      old.push_back(entry.path());
    }
  }
  for (const auto& file : old) std::filesystem::remove(file, ignored);
}

Answer cut(Context& context, const Options& options) {
  const RowReader rows = matrix_of(options);
  const std::int64_t size = options.tile_size;
  const std::int64_t grid_rows = (rows.rows() + size - 1) / size;
  const std::int64_t grid_cols = (rows.cols() + size - 1) / size;
  const std::int64_t height = std::min(size, rows.rows());
  std::int64_t bytes = 0;
  if (__builtin_mul_overflow(height, rows.cols() * 4, &bytes)) {
    throw Error(ErrorCode::memory, "tiles of this size need more than any memory", {}, {},
                "a smaller --tile-size");
  }
  require_memory(static_cast<std::uint64_t>(bytes), "a row of tiles");
  std::vector<float> block(static_cast<std::size_t>(height * rows.cols()));
  const std::filesystem::path index = options.output / "tiles.json";
  require_writable(index);
  remove_earlier(options.output, index);
  Answer answer;
  answer.json = {{"tiles", grid_rows * grid_cols},
                 {"grid_rows", grid_rows},
                 {"grid_cols", grid_cols},
                 {"tile_size", size},
                 {"rows", rows.rows()},
                 {"cols", rows.cols()},
                 {"output", options.output.string()}};
  // The index stands there from the beginning, so that the next cut knows these tiles whatever happens to
  // this one.
  const auto write_index = [&](bool finished) {
    Json json = answer.json;
    json["finished"] = finished;
    write_file(index, dump_json(json, 1) + "\n");
  };
  write_index(false);
  for (std::int64_t r = 0; r < grid_rows; ++r) {
    context.control.check();
    context.control.progress("tile", static_cast<double>(r * grid_cols),
                             static_cast<double>(grid_rows * grid_cols), "tiles");
    const std::int64_t count = std::min(size, rows.rows() - r * size);
    rows.read(r * size, count, block.data());
    write_tiles(block, count, rows.cols(), size, r * grid_cols, options.output);
    rows.forget(r * size, count);
  }
  write_index(true);
  note_input(context.record, options.model.empty() ? options.input : options.model);
  note_output(context.record, index);
  answer.text = fmt::format("{} tiles of up to {}×{} ({} × {}) in {}\n", grid_rows * grid_cols, size, size,
                            grid_rows, grid_cols, options.output.string());
  return answer;
}

}  // namespace

void add_tile(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("tile", "Cut a matrix into square tiles, straight from the model");
  command->add_option("--model", options->model, "Model folder or file");
  command->add_option("--input,--input-head,--input-embed", options->input, "Matrix file");
  command->add_option("--tile-size", options->tile_size, "Side of a tile")->check(CLI::Range(1, 1 << 20));
  command->add_option("--output,--output-dir", options->output, "Folder for tile_000000.npy and so on")
      ->required();
  command->add_option("--which", options->which, "head or embedding")
      ->check(CLI::IsMember({"head", "embedding"}));
  command->add_option("--layer-name", options->layer_name, "Tensor to take instead of the one found");
  commands.on(command, [options](Context& context) { return cut(context, *options); });
}

}  // namespace prism::cli
