// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/data_options.h"

#include "core/base/error.h"
#include "core/llm/activations.h"
#include "core/text/vocabulary_map.h"

namespace prism::cli {

void add_data_options(CLI::App& command, DataOptions& data) {
  DataSpec& spec = data.spec;
  const char* kGroup = "Data";
  const auto option = [&](const std::string& names, auto& value, const std::string& description) {
    return command.add_option(names, value, description)->group(kGroup);
  };
  option("--upper,--upper-model", spec.upper, "Upper model: folder or file");
  option("--lower,--lower-model", spec.lower, "Lower model: folder or file");
  option("--upper-layer-name", spec.upper_layer, "Tensor of the upper model instead of its output head");
  option("--lower-layer-name", spec.lower_layer, "Tensor of the lower model instead of its input embedding");
  option("--overrides,--override", spec.overrides, "Edits of the vocabulary map (TSV)");
  option("--normalise", spec.normalise,
         "Rules tried in this order for tokens without an exact partner: space, nfc, nfkc, case")
      ->delimiter(',');
  option("--leave-out", spec.leave_out,
         "Flags of tokens that are not trained on: whitespace, control, not_utf8, unused, undertrained, "
         "single_byte")
      ->delimiter(',');
  command.add_flag("--use-normalised", spec.use_normalised, "Train on normalised pairs too")->group(kGroup);
  command.add_flag("--use-approximated", spec.use_approximated, "Train on means of pieces too")
      ->group(kGroup);
  option("--x,--input-head", spec.x, "Matrix of inputs, a row a sample");
  option("--z,--input-embed", spec.z, "Matrix of outputs, a row a sample");
  option("--pairs", spec.pairs, "Safetensors file with tensors x and z");
  option("--max-samples", spec.max_samples, "At most so many samples, drawn at random (0 = all)");
  option("--text", spec.text, "Text both models run over (activations)");
  option("--exit-layer", data.exit_layer, "Layer of the upper model (with --text; -1 = the last)");
  option("--entry-layer", data.entry_layer,
         "Layer of the lower model (with --text; -1 = what the target says)");
  option("--target", data.target, "With --text: next-embedding or hidden");
}

DataSpec DataOptions::checked() const {
  DataSpec checked = spec;
  if (checked.text.empty()) {
    if (exit_layer >= 0 || entry_layer >= 0 || !target.empty()) {
      throw Error(ErrorCode::usage, "layers and a target belong to a text that both models run over", {}, {},
                  "--upper, --lower and --text");
    }
  } else {
    checked.exit_layer = exit_layer;
    checked.entry_layer = entry_layer;
    // A later layer can be given nothing but its own hidden state.
    checked.target = !target.empty() ? target : entry_layer > 0 ? "hidden" : "next-embedding";
    (void)activation_target_of(checked.target);
  }
  for (const std::string& flag : checked.leave_out) (void)flag_of(flag);
  return checked;
}

}  // namespace prism::cli
