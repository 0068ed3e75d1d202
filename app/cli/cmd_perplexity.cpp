// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/base/text_format.h"
#include "core/llm/language_model.h"

#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path model, text;
  PerplexityOptions perplexity;
  ModelOptions arithmetic;
};

Answer run_perplexity(const Context& context, Options options) {
  const std::string text = read_file(options.text, std::uint64_t{1} << 30);
  options.arithmetic.device = context.global.device;
  const auto model = LanguageModel::open(options.model, options.arithmetic, context.control);
  const Perplexity found = perplexity(*model, text, options.perplexity, context.control);
  Answer answer;
  answer.json = {
      {"perplexity", found.perplexity}, {"nats_per_token", found.nats_per_token}, {"tokens", found.tokens}};
  FactSheet facts;
  facts.add("perplexity", format_number(found.perplexity));
  facts.add("nats per token", format_number(found.nats_per_token));
  facts.add("tokens", std::to_string(found.tokens));
  answer.text = facts.text();
  return answer;
}

}  // namespace

void add_perplexity(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("perplexity", "How well one model predicts a text");
  command->add_option("--model", options->model, "Model directory or GGUF file")->required();
  command->add_option("--text", options->text, "Text file")->required();
  command->add_option("--window", options->perplexity.window,
                      "Tokens a window, each read without what came before (0 = the model's context)");
  command->add_option("--max-windows", options->perplexity.max_windows, "Only the first windows (0 = all)");
  command->add_option("--dtype", options->arithmetic.dtype, "Type of the weights: auto, f32, bf16")
      ->check(CLI::IsMember({"auto", "f32", "bf16", "f16"}));
  command->add_option("--tokenizer-pattern", options->arithmetic.tokenizer_pattern,
                      "Pre-tokeniser of a vocabulary file that does not tell it");
  commands.on(command, [options](Context& context) { return run_perplexity(context, *options); });
}

}  // namespace prism::cli
