// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/context.h"
#include "app/cli/text_table.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/text/encodings.h"
#include "core/text/tokenizer.h"

#include <fmt/format.h>
#include <memory>

namespace prism::cli {
namespace {

struct Options {
  std::filesystem::path model, file;
  std::string text, pattern;
  std::vector<std::int32_t> ids;
  bool from_text = false, from_file = false;
  bool plain = false, parse_special = false, offsets = false;
};

constexpr std::size_t kRowsForPeople = 200;

Answer tokenize(const Context& context, const Options& options) {
  const auto tokenizer = Tokenizer::load(options.model, options.pattern);
  context.control.check();
  Answer answer;
  std::vector<std::int32_t> ids = options.ids;
  if (options.from_text || options.from_file) {
    const std::string text = options.from_file ? read_file(options.file) : options.text;
    Json offsets = Json::array();
    for (const TextToken& token : tokenizer->tokens(text, {!options.plain, options.parse_special})) {
      ids.push_back(token.id);
      if (options.offsets) offsets.push_back({token.begin, token.end});
    }
    if (options.offsets) answer.json["offsets"] = std::move(offsets);
  }
  std::vector<std::vector<std::string>> table{{"id", "piece"}};
  Json pieces = Json::array();
  for (const std::int32_t id : ids) {
    const std::string bytes = tokenizer->bytes_of(id);
    pieces.push_back(escape_bytes(bytes));
    if (table.size() <= kRowsForPeople) table.push_back({fmt::format("{}", id), printable(bytes)});
  }
  const std::string text = tokenizer->decode(ids);
  answer.json["ids"] = ids;
  answer.json["pieces"] = std::move(pieces);
  answer.json["text"] = text;
  answer.json["tokenizer"] = tokenizer->kind();
  answer.text = fmt::format("{} tokens by {}\n{}", ids.size(), tokenizer->kind(), aligned(table));
  if (ids.size() > kRowsForPeople)
    answer.text += fmt::format("and {} more; --json gives all\n", ids.size() - kRowsForPeople);
  if (!options.from_text && !options.from_file) answer.text += text + "\n";
  return answer;
}

}  // namespace

void add_tokenize(Commands& commands) {
  auto options = std::make_shared<Options>();
  CLI::App* command = commands.add("tokenize", "Text to token ids, or ids to text, as a model does it");
  command->add_option("--model", options->model, "Model or vocabulary file")->required();
  CLI::Option_group* source = command->add_option_group("source", "What to encode or decode");
  const CLI::Option* text = source->add_option("--text", options->text, "A text");
  const CLI::Option* file = source->add_option("--file", options->file, "A file, whatever its bytes");
  source->add_option("--ids", options->ids, "Ids to decode, as 1,2,3")->delimiter(',');
  source->require_option(1);
  command->add_option("--pattern", options->pattern,
                      "Pre-tokeniser by name where the file names none, as llama3, qwen2 or gpt2");
  command->add_flag("--plain", options->plain, "Without the tokens that a text begins or ends with");
  command->add_flag("--parse-special", options->parse_special, "Special tokens written in the text count");
  command->add_flag("--offsets", options->offsets, "The bytes of the text that each token stands for");
  commands.on(command, [options, text, file](Context& context) {
    options->from_text = text->count() > 0;
    options->from_file = file->count() > 0;
    return tokenize(context, *options);
  });
}

}  // namespace prism::cli
