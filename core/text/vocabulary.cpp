// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/vocabulary.h"

#include "core/base/error.h"
#include "core/base/mapped_file.h"
#include "core/text/vocabulary_readers.h"

#include <algorithm>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxFileBytes = std::size_t{256} << 20;
constexpr const char* kKnown =
    "tokenizer.json, a SentencePiece tokenizer.model, a tiktoken text file or a GGUF with a vocabulary";

/// The file of a model directory that holds its vocabulary.
fs::path find_vocabulary(const fs::path& folder) {
  for (const char* name : {"tokenizer.json", "tokenizer.model"})
    if (fs::is_regular_file(folder / name)) return folder / name;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string extension = entry.path().extension();
    if ((extension == ".tiktoken" || extension == ".gguf") && entry.is_regular_file())
      found.push_back(entry.path());
  }
  if (found.empty()) throw Error(ErrorCode::not_found, "no vocabulary in this folder", folder, {}, kKnown);
  // A tiktoken file is a vocabulary and nothing else: it goes before a GGUF. Names decide among equals.
  return *std::min_element(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) {
    return std::pair(a.extension() == ".gguf", a) < std::pair(b.extension() == ".gguf", b);
  });
}

}  // namespace

VocabularyFile open_vocabulary_file(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return open_vocabulary_file(find_vocabulary(path));
  // Mapped, so that weights given by mistake are told from a vocabulary without being read.
  VocabularyFile file{path, MappedFile::open(path), {}, VocabularyFormat::gguf};
  const auto bytes = file.mapped->bytes();
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.empty()) throw Error(ErrorCode::format, "is empty", path, {}, kKnown);
  file.content = text;
  if (text.starts_with("GGUF")) return file;
  if (file.content.starts_with("\xEF\xBB\xBF")) file.content.remove_prefix(3);
  const std::size_t first = file.content.find_first_not_of(" \t\r\n");
  const bool huge = text.size() > kMaxFileBytes;
  if (!huge && first != std::string_view::npos && file.content[first] == '{') {
    file.format = VocabularyFormat::tokenizer_json;
  } else if (!huge && looks_like_tiktoken(file.content)) {
    file.format = VocabularyFormat::tiktoken;
  } else if (!huge && text.front() == '\n') {
    // A SentencePiece model begins with its first piece: field 1, of a known length.
    file.format = VocabularyFormat::sentencepiece;
    file.content = text;
  } else {
    throw Error(ErrorCode::unsupported, "is no vocabulary this program knows", path, "offset 0", kKnown);
  }
  return file;
}

Vocabulary load_vocabulary(const fs::path& path) {
  const VocabularyFile file = open_vocabulary_file(path);
  switch (file.format) {
    case VocabularyFormat::tokenizer_json:
      return read_tokenizer_json(file.content, file.path);
    case VocabularyFormat::tiktoken:
      return read_tiktoken(file.content, file.path);
    case VocabularyFormat::sentencepiece:
      return read_sentencepiece(file.content, file.path);
    case VocabularyFormat::gguf:
      break;
  }
  return read_gguf_vocabulary(file.path);
}

}  // namespace prism
