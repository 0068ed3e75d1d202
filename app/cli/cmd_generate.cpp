// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/llm/language_model.h"

#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <optional>

namespace prism::cli {
namespace {

/// The longest prompt file; what the context holds is checked after it is in tokens.
constexpr std::uint64_t kLargestPrompt = 64u << 20;

struct Options {
  std::filesystem::path model;
  std::string prompt;
  std::filesystem::path prompt_file;
  bool has_prompt = false;
  GenerateOptions generate;
  ModelOptions arithmetic;
};

std::string prompt_of(const Options& options) {
  if (!options.prompt_file.empty()) return read_file(options.prompt_file, kLargestPrompt);
  if (options.has_prompt) return options.prompt;
  throw Error(ErrorCode::usage, "there is nothing to go on from", {}, "--prompt", "a text, or --prompt-file");
}

Answer run_generate(const Context& context, Options options) {
  const std::string prompt = prompt_of(options);
  options.generate.seed = context.global.seed;
  options.arithmetic.device = context.global.device;
  const auto model = LanguageModel::open(options.model, options.arithmetic, context.control);
  // From here on an interrupt waits for the token being computed, so that the text so far is printed.
  context.begin_saving();
  const bool stream = !context.global.json;
  TextSink sink;
  if (stream) {
    sink = [](std::int32_t, const std::string& piece) {
      std::fputs(piece.c_str(), stdout);
      std::fflush(stdout);
    };
  }
  const RunControl quiet(context.control.stop_token());  // a progress bar would stand in the text
  const Generation made = generate(*model, prompt, options.generate, stream ? quiet : context.control, sink);
  Answer answer;
  answer.stopped = made.end == GenerationEnd::cancelled;
  answer.json = {{"text", made.text},
                 {"ids", made.ids},
                 {"tokens_per_second", made.tokens_per_second()},
                 {"prompt_tokens", made.prompt_tokens},
                 {"seconds_prompt", made.seconds_prompt},
                 {"end", name_of(made.end)}};
  answer.text = "\n";
  if (stream && !context.global.quiet) {
    std::fprintf(stderr, "\n%s\n",
                 fmt::format("{} tokens, {:.1f} a second; ended by {}", made.ids.size(),
                             made.tokens_per_second(), name_of(made.end))
                     .c_str());
  }
  return answer;
}

}  // namespace

void add_generate(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("generate", "Let one model go on with a text");
  command->add_option("--model", options->model, "Model directory or GGUF file")->required();
  CLI::Option* prompt = command->add_option("--prompt", options->prompt, "Text to go on from");
  command->add_option("--prompt-file", options->prompt_file, "The same from a file")->excludes(prompt);
  command->add_option("--max-tokens", options->generate.max_tokens, "At most so many tokens");
  command->add_option("--temperature", options->generate.temperature, "0 takes the likeliest token");
  command->add_option("--top-k", options->generate.top_k, "Draw from so many likeliest tokens (0 = all)");
  command->add_option("--top-p", options->generate.top_p, "Draw from the fewest that have this probability");
  command->add_option("--stop", options->generate.stop, "Text that ends it, not printed; may be repeated")
      ->allow_extra_args(false);
  command->add_option("--dtype", options->arithmetic.dtype, "Type of the weights: auto, f32, bf16")
      ->check(CLI::IsMember({"auto", "f32", "bf16", "f16"}));
  command->add_option("--tokenizer-pattern", options->arithmetic.tokenizer_pattern,
                      "Pre-tokeniser of a vocabulary file that does not tell it");
  commands.on(command, [options, prompt](Context& context) {
    options->has_prompt = prompt->count() > 0;
    return run_generate(context, *options);
  });
}

}  // namespace prism::cli
