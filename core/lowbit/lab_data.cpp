// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/lowbit/bpe.h"
#include "core/lowbit/lab_parts.h"

#include <filesystem>
#include <fmt/format.h>
#include <system_error>
#include <unistd.h>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kMostText = std::uint64_t{1} << 30;

/// A folder of our own that goes away with its holder.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "prismoe-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw system_error(errno, "cannot make a folder", name);
    m_path = name;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] const fs::path& path() const noexcept { return m_path; }

 private:
  fs::path m_path;
};

}  // namespace

LabData load_lab_data(const LowBitTrainOptions& options, const RunControl& control) {
  const std::string text = read_file(options.text, kMostText);
  LabData data;
  data.text_hash = sha256_hex(text);
  std::shared_ptr<const Tokenizer> tokenizer;
  if (options.tokenizer.empty()) {
    data.tokenizer = train_byte_bpe(text, options.vocabulary, control);
    const ScratchFolder scratch;
    write_file(scratch.path() / "tokenizer.json", data.tokenizer);
    tokenizer = Tokenizer::load(scratch.path() / "tokenizer.json");
  } else {
    tokenizer = Tokenizer::load(options.tokenizer);
    const fs::path file =
        fs::is_directory(options.tokenizer) ? options.tokenizer / "tokenizer.json" : options.tokenizer;
    std::error_code ignored;
    if (file.extension() == ".json" && fs::exists(file, ignored)) data.tokenizer = read_file(file);
  }
  data.vocabulary = tokenizer->vocabulary().size();
  data.end = tokenizer->eos();
  if (data.end < 0) data.end = static_cast<std::int32_t>(data.vocabulary - 1);
  control.progress("tokens", 0, 0);
  EncodeOptions plain;
  plain.add_special = false;
  std::vector<std::int32_t> ids = tokenizer->encode(text, plain);
  control.check();
  const auto count = static_cast<std::int64_t>(ids.size());
  const auto kept = static_cast<std::int64_t>(static_cast<double>(count) * options.validation_share);
  const std::int64_t window = options.context + 1;
  if (kept < window || count - kept < window) {
    throw Error(ErrorCode::usage,
                fmt::format("{} tokens, {} of them for validation, are too few", count, kept), options.text,
                {},
                fmt::format("at least {} of each part: a window of context and the token after it", window));
  }
  data.validation.assign(ids.end() - kept, ids.end());
  ids.resize(static_cast<std::size_t>(count - kept));
  data.train = std::move(ids);
  return data;
}

}  // namespace prism
