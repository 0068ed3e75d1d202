// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/open_benchmark.h"

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/base/memory.h"
#include "core/base/random.h"
#include "core/base/text_format.h"
#include "core/model/model.h"
#include "core/text/tokenizer.h"
#include "core/text/vocabulary_map.h"
#include "core/workflow/base64.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fmt/format.h>
#include <limits>
#include <set>
#include <unistd.h>

namespace prism::cli {
namespace {

namespace fs = std::filesystem;

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// A folder of its own under the system's temporary one, removed at the end.
class Scratch {
 public:
  Scratch() : m_path(fs::temp_directory_path() / fmt::format("prismoe-benchmark-{}", ::getpid())) {
    fs::create_directories(m_path);
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] fs::path operator/(const std::string& name) const { return m_path / name; }

 private:
  fs::path m_path;
};

double seconds_of(const auto& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// A safetensors file of 5 GB whose tensors are holes: only the header takes room on disk.
void write_sparse_model(const fs::path& file) {
  constexpr std::int64_t kLayers = 21, kWidth = 3072, kInner = 8192, kVocabulary = 32000;
  Json header = Json::object();
  std::uint64_t offset = 0;
  const auto add = [&](const std::string& name, std::int64_t rows, std::int64_t cols) {
    const auto bytes = static_cast<std::uint64_t>(rows * cols) * 2;
    header[name] = {{"dtype", "BF16"}, {"shape", {rows, cols}}, {"data_offsets", {offset, offset + bytes}}};
    offset += bytes;
  };
  add("model.embed_tokens.weight", kVocabulary, kWidth);
  for (std::int64_t layer = 0; layer < kLayers; ++layer) {
    const std::string front = fmt::format("model.layers.{}.", layer);
    for (const char* name : {"q_proj", "k_proj", "v_proj", "o_proj"}) {
      add(front + "self_attn." + name + ".weight", kWidth, kWidth);
    }
    for (const char* name : {"gate_proj", "up_proj", "down_proj"}) {
      add(front + "mlp." + name + ".weight", kWidth, kInner);
    }
  }
  add("lm_head.weight", kVocabulary, kWidth);
  std::string text = dump_json(header);
  text.resize((text.size() + 7) / 8 * 8, ' ');
  std::string length(8, '\0');
  for (std::size_t i = 0; i < 8; ++i) length[i] = static_cast<char>(text.size() >> (8 * i));
  write_file(file, length + text);
  fs::resize_file(file, 8 + text.size() + offset);
}

BenchmarkRow measure_list(const Scratch& scratch) {
  const fs::path file = scratch / "model.safetensors";
  write_sparse_model(file);
  const std::uint64_t before = resident_bytes();
  std::uint64_t after = before;
  std::size_t tensors = 0;
  const double seconds = seconds_of([&] {
    const Model model = open_model(file);
    tensors = model.tensors.tensors.size();
    after = resident_bytes();
  });
  return {"open.list", seconds, seconds / 0.15, kNone,
          fmt::format("{} tensors, {}, {} more memory", tensors, format_bytes(fs::file_size(file)),
                      format_bytes(after > before ? after - before : 0))};
}

/// `count` tokens in tiktoken's form: all single bytes, then words; words before `shared` are the same for
/// every seed.
void write_vocabulary(const fs::path& file, std::size_t count, std::size_t shared, std::uint64_t seed) {
  std::set<std::string> known;
  std::string text;
  const auto add = [&](const std::string& token) {
    if (known.insert(token).second) text += base64(token) + " " + std::to_string(known.size() - 1) + "\n";
  };
  for (int byte = 0; byte < 256; ++byte) add(std::string(1, static_cast<char>(byte)));
  Random random(0);
  Random own(seed);
  while (known.size() < count) {
    Random& source = known.size() < shared ? random : own;
    std::string token(source.below(2), ' ');
    const std::uint64_t length = 3 + source.below(9);
    for (std::uint64_t i = 0; i < length; ++i) token += static_cast<char>('a' + source.below(26));
    add(token);
  }
  write_file(file, text);
}

/// Real vocabularies: $PRISM_TEST_DATA, else the folder of test data beside the source tree.
fs::path data_folder() {
  if (const char* folder = std::getenv("PRISM_TEST_DATA"); folder != nullptr && *folder != '\0')
    return folder;
  return fs::path(PRISM_SOURCE_FOLDER).parent_path() / "shared" / "data";
}

BenchmarkRow measure_map(const Scratch& scratch) {
  std::error_code ignored;
  fs::path upper_file = data_folder() / "vocab/llama3/tokenizer.model";
  fs::path lower_file = data_folder() / "vocab/qwen2/qwen.tiktoken";
  std::string what = "Llama 3 × Qwen 2";
  if (!fs::exists(upper_file, ignored) || !fs::exists(lower_file, ignored)) {
    upper_file = scratch / "upper.tiktoken";
    lower_file = scratch / "lower.tiktoken";
    write_vocabulary(upper_file, 128'000, 110'000, 1);
    write_vocabulary(lower_file, 151'643, 110'000, 2);
    what = "synthetic vocabularies";
  }
  VocabularyMap map;
  const double seconds = seconds_of([&] {
    const Vocabulary upper = load_vocabulary(upper_file);
    const Vocabulary lower = load_vocabulary(lower_file);
    map = map_vocabularies(upper, lower);
  });
  return {"open.map_tokens", seconds, seconds / 0.5, kNone,
          fmt::format("{}: {} of {} tokens exact, reading included", what,
                      map.counts[static_cast<std::size_t>(TokenClass::exact)], map.upper_size)};
}

BenchmarkRow measure_encoding(const Scratch& scratch) {
  constexpr std::size_t kBytes = 1'000'000;
  std::error_code ignored;
  fs::path vocabulary = data_folder() / "vocab/llama3/tokenizer.model";
  const fs::path novel = data_folder() / "llm/books-text.txt";
  std::string text, what = "a novel by Llama 3";
  if (fs::exists(vocabulary, ignored) && fs::exists(novel, ignored)) {
    text = read_file(novel);
  } else {
    what = "made-up words by a synthetic vocabulary";
    vocabulary = scratch / "words.tiktoken";
    write_vocabulary(vocabulary, 128'000, 128'000, 0);
    Random random(0);
    while (text.size() < kBytes) {
      text += ' ';
      for (std::uint64_t i = random.below(12); i > 0; --i) text += static_cast<char>('a' + random.below(26));
    }
  }
  text.resize(std::min(text.size(), kBytes));
  const auto tokenizer = Tokenizer::load(vocabulary, "llama3");
  std::size_t tokens = 0;
  const double seconds = seconds_of([&] { tokens = tokenizer->encode(text).size(); });
  const double megabytes = static_cast<double>(text.size()) / 1e6;
  return {"text.encode", seconds, seconds / (megabytes / 5), kNone,
          fmt::format("{}: {} in {} tokens, {:.1f} MB/s", what, format_bytes(text.size()), tokens,
                      megabytes / seconds)};
}

}  // namespace

void measure_text(const BenchmarkSink& sink, const RunControl& control) {
  if (!sink.wants("text.encode")) return;
  control.check();
  control.progress("benchmark text.encode", 0, 0);
  sink.add(measure_encoding(Scratch()));
}

void measure_opening(const BenchmarkSink& sink, const RunControl& control) {
  const Scratch scratch;
  control.progress("benchmark open.list", 0, 0);
  if (sink.wants("open.list")) sink.add(measure_list(scratch));
  control.check();
  control.progress("benchmark open.map_tokens", 0, 0);
  if (sink.wants("open.map_tokens")) sink.add(measure_map(scratch));
}

}  // namespace prism::cli
