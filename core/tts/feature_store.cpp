// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tts/feature_store.h"

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/model/tensor_file.h"
#include "core/model/writers.h"
#include "core/tts/feature_file.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <system_error>

namespace prism {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFormat = "prism-speech-features";
constexpr int kVersion = 1;
constexpr std::int64_t kWidest = 1 << 20;
constexpr std::int64_t kCounts = 4;      ///< tokens, frames, units, and nothing yet
constexpr std::int64_t kUnitFields = 5;  ///< frames, token, word, label, silence

std::string field(const TensorFile& file, const std::string& key, const fs::path& path) {
  const auto found = file.metadata.find(key);
  if (found != file.metadata.end()) return found->second;
  throw Error(ErrorCode::format, "field is missing", path, fmt::format("__metadata__ \"{}\"", key),
              "a file of speech features");
}

/// The elements of a tensor with these axes, as they stand.
template <typename T>
std::span<const T> view(const TensorFile& file, const std::string& name, DType dtype, std::int64_t cols,
                        const fs::path& path) {
  const TensorInfo* tensor = file.find(name);
  const auto refuse = [&](const std::string& reason) {
    throw Error(ErrorCode::format, reason, path, "\"" + name + "\"");
  };
  if (tensor == nullptr) refuse("tensor is missing");
  if (tensor->dtype != dtype) refuse(fmt::format("is {}, not {}", name_of(tensor->dtype), name_of(dtype)));
  if (cols > 0 && (tensor->shape.size() != 2 || tensor->shape[1] != cols))
    refuse(fmt::format("has other columns than {}", cols));
  const auto bytes = file.data(*tensor);
  if (reinterpret_cast<std::uintptr_t>(bytes.data()) % alignof(T) != 0)
    refuse("does not begin on whole numbers");
  return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
}

class MappedStore final : public FeatureStore {
 public:
  explicit MappedStore(const fs::path& path) : m_path(path), m_file(open_safetensors(path)) {
    const auto format = m_file.metadata.find("format");
    if (format == m_file.metadata.end() || format->second != kFormat)
      refuse("is not a file of speech features", "__metadata__ \"format\"");
    const Json about = parse_json(field(m_file, "about", path), path);
    const auto version = json_field<std::int64_t>(about, "version", path);
    if (version < 1 || version > kVersion) {
      throw Error(ErrorCode::unsupported, fmt::format("was written by a later program: version {}", version),
                  path, "\"version\"", fmt::format("at most {}", kVersion));
    }
    m_contract = mel_contract_of(parse_json(field(m_file, "contract", path), path), path);
    m_front_end = front_end_of(parse_json(field(m_file, "front_end", path), path), path);
    m_model = json_field<std::string>(about, "model", path);
    m_layer = json_field<int>(about, "layer", path);
    m_key = json_field<std::string>(about, "key", path);
    m_codebook_size = json_field<int>(about, "codebook_size", path);
    m_labels = json_field<std::vector<std::string>>(about, "labels", path);
    m_llm_width = json_field<std::int64_t>(about, "llm_width", path);
    m_target_width = json_field<std::int64_t>(about, "target_width", path);
    if (m_llm_width < 1 || m_target_width < 1 || std::max(m_llm_width, m_target_width) > kWidest ||
        m_codebook_size < 0)
      refuse("has widths that cannot be", "about");
    m_tokens = view<float>(m_file, "token_features", DType::f32, m_llm_width, path);
    m_targets = view<float>(m_file, "target", DType::f32, m_target_width, path);
    m_units = view<std::int32_t>(m_file, "units", DType::i32, kUnitFields, path);
    m_times = view<float>(m_file, "unit_times", DType::f32, 2, path);
    m_counts = view<std::int32_t>(m_file, "utterances", DType::i32, kCounts, path);
    const auto index = view<char>(m_file, "index", DType::u8, 0, path);
    m_index = parse_json({index.data(), index.size()}, path);
    check();
  }

  [[nodiscard]] std::int64_t size() const override { return static_cast<std::int64_t>(m_places.size()); }
  [[nodiscard]] const MelContract& contract() const override { return m_contract; }
  [[nodiscard]] const FrontEnd& front_end() const override { return m_front_end; }
  [[nodiscard]] std::int64_t llm_width() const override { return m_llm_width; }
  [[nodiscard]] std::int64_t target_width() const override { return m_target_width; }
  [[nodiscard]] int codebook_size() const override { return m_codebook_size; }
  [[nodiscard]] const fs::path& model() const override { return m_model; }
  [[nodiscard]] int layer() const override { return m_layer; }
  [[nodiscard]] const std::string& key() const override { return m_key; }

  [[nodiscard]] StoredUtterance utterance(std::int64_t index) const override {
    if (index < 0 || index >= size()) {
      throw Error(ErrorCode::not_found, fmt::format("has no utterance {}", index), m_path, {},
                  fmt::format("0 to {}", size() - 1));
    }
    const Place& place = m_places[static_cast<std::size_t>(index)];
    const Json& entry = m_index[static_cast<std::size_t>(index)];
    StoredUtterance one;
    one.id = entry["id"].get<std::string>();
    one.text = entry["text"].get<std::string>();
    one.words = entry["words"].get<std::vector<std::string>>();
    one.tokens = place.tokens;
    one.frames = place.frames;
    one.token_features = m_tokens.subspan(static_cast<std::size_t>(place.first_token * m_llm_width),
                                          static_cast<std::size_t>(place.tokens * m_llm_width));
    one.target = m_targets.subspan(static_cast<std::size_t>(place.first_frame * m_target_width),
                                   static_cast<std::size_t>(place.frames * m_target_width));
    for (std::int64_t u = place.first_unit; u < place.first_unit + place.units; ++u) {
      const std::int32_t* fields = m_units.data() + u * kUnitFields;
      SpeechUnit unit;
      unit.frames = fields[0];
      unit.token = fields[1];
      unit.word = fields[2];
      unit.label = m_labels[static_cast<std::size_t>(fields[3])];
      unit.silence = fields[4] != 0;
      unit.begin = static_cast<double>(m_times[static_cast<std::size_t>(2 * u)]);
      unit.end = static_cast<double>(m_times[static_cast<std::size_t>(2 * u + 1)]);
      one.units.push_back(std::move(unit));
    }
    return one;
  }

 private:
  struct Place {
    std::int64_t first_token = 0, tokens = 0, first_frame = 0, frames = 0, first_unit = 0, units = 0;
  };

  [[noreturn]] void refuse(const std::string& reason, const std::string& position) const {
    throw Error(ErrorCode::format, reason, m_path, position);
  }

  /// Everything later calls rely on.
  void check() {
    const std::size_t count = m_counts.size() / kCounts;
    if (!m_index.is_array() || m_index.size() != count)
      refuse(fmt::format("does not name {} utterances", count), "\"index\"");
    const auto labels = static_cast<std::int64_t>(m_labels.size());
    Place next;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string where = fmt::format("utterance {}", i);
      const Json& entry = m_index[i];
      const auto is_text = [](const Json& json) { return json.is_string(); };
      if (!entry.is_object() || !is_text(entry.value("id", Json())) ||
          !is_text(entry.value("text", Json())) || !entry.value("words", Json()).is_array())
        refuse("has no id, text or words", where);
      for (const Json& word : entry["words"])
        if (!word.is_string()) refuse("has a word that is no text", where);
      const std::int32_t* counts = m_counts.data() + i * kCounts;
      next.tokens = counts[0];
      next.frames = counts[1];
      next.units = counts[2];
      if (next.tokens < 1 || next.frames < 1 || next.units < 1) refuse("is empty", where);
      if ((next.first_token + next.tokens) * m_llm_width > static_cast<std::int64_t>(m_tokens.size()) ||
          (next.first_frame + next.frames) * m_target_width > static_cast<std::int64_t>(m_targets.size()) ||
          (next.first_unit + next.units) * kUnitFields > static_cast<std::int64_t>(m_units.size()) ||
          (next.first_unit + next.units) * 2 > static_cast<std::int64_t>(m_times.size()))
        refuse("goes beyond the data", where);
      std::int64_t frames = 0;
      for (std::int64_t u = next.first_unit; u < next.first_unit + next.units; ++u) {
        const std::int32_t* fields = m_units.data() + u * kUnitFields;
        if (fields[0] < 0 || fields[1] < -1 || fields[1] >= next.tokens || fields[3] < 0 ||
            fields[3] >= labels)
          refuse(fmt::format("unit {} names a token or label that is not there", u), where);
        frames += fields[0];
      }
      if (frames != next.frames)
        refuse(fmt::format("its units have {} frames, its target {}", frames, next.frames), where);
      if (m_codebook_size > 0) check_codes(next, where);
      m_places.push_back(next);
      next.first_token += next.tokens;
      next.first_frame += next.frames;
      next.first_unit += next.units;
    }
  }

  void check_codes(const Place& place, const std::string& where) const {
    for (std::int64_t i = place.first_frame * m_target_width;
         i < (place.first_frame + place.frames) * m_target_width; ++i) {
      const float code = m_targets[static_cast<std::size_t>(i)];
      if (!(code >= 0 && code < static_cast<float>(m_codebook_size)))
        refuse(fmt::format("has the codec token {}", code), where);
    }
  }

  fs::path m_path;
  TensorFile m_file;
  MelContract m_contract;
  FrontEnd m_front_end;
  fs::path m_model;
  int m_layer = -1;
  std::string m_key;
  int m_codebook_size = 0;
  std::int64_t m_llm_width = 0, m_target_width = 0;
  std::vector<std::string> m_labels;
  Json m_index;
  std::span<const float> m_tokens, m_targets, m_times;
  std::span<const std::int32_t> m_units, m_counts;
  std::vector<Place> m_places;
};

TensorToWrite large(const char* name, std::int64_t rows, std::int64_t width, const FeatureRows& fill) {
  TensorToWrite tensor;
  tensor.name = name;
  tensor.shape = {rows, width};
  tensor.rows = fill;
  return tensor;
}

template <typename T>
TensorToWrite small(const char* name, DType dtype, std::vector<std::int64_t> shape, const T& values) {
  TensorToWrite tensor;
  tensor.name = name;
  tensor.dtype = dtype;
  tensor.shape = std::move(shape);
  tensor.raw = std::as_bytes(std::span(values.data(), values.size()));
  return tensor;
}

}  // namespace

std::shared_ptr<const FeatureStore> FeatureStore::open(const fs::path& path) {
  return std::make_shared<MappedStore>(path);
}

void write_feature_file(const fs::path& target, const FeatureFile& file, const FeatureRows& token_features,
                        const FeatureRows& frames) {
  std::map<std::string, std::int32_t> labels;
  for (std::size_t i = 0; i < file.labels.size(); ++i)
    labels.emplace(file.labels[i], static_cast<std::int32_t>(i));
  std::vector<std::int32_t> counts, units;
  std::vector<float> times;
  Json index = Json::array();
  std::int64_t tokens = 0, rows = 0;
  for (const FeatureFile::Entry& entry : file.entries) {
    counts.insert(counts.end(),
                  {static_cast<std::int32_t>(entry.tokens), static_cast<std::int32_t>(entry.frames),
                   static_cast<std::int32_t>(entry.units.size()), 0});
    tokens += entry.tokens;
    rows += entry.frames;
    for (const SpeechUnit& unit : entry.units) {
      units.insert(units.end(), {static_cast<std::int32_t>(unit.frames), unit.token, unit.word,
                                 labels.at(unit.label), unit.silence ? 1 : 0});
      times.insert(times.end(), {static_cast<float>(unit.begin), static_cast<float>(unit.end)});
    }
    index.push_back({{"id", entry.id}, {"text", entry.text}, {"words", entry.words}});
  }
  const std::string names = dump_json(index);
  const auto count = static_cast<std::int64_t>(file.entries.size());
  const auto unit_count = static_cast<std::int64_t>(times.size() / 2);
  const Json about{{"version", kVersion},
                   {"model", file.model.string()},
                   {"layer", file.layer},
                   {"key", file.key},
                   {"llm_width", file.llm_width},
                   {"target_width", file.target_width},
                   {"codebook_size", file.codebook_size},
                   {"labels", file.labels},
                   {"tokens", tokens},
                   {"frames", rows},
                   {"skipped", file.skipped},
                   {"warnings", file.warnings}};
  write_safetensors(target,
                    {large("token_features", tokens, file.llm_width, token_features),
                     large("target", rows, file.target_width, frames),
                     small("units", DType::i32, {unit_count, kUnitFields}, units),
                     small("unit_times", DType::f32, {unit_count, 2}, times),
                     small("utterances", DType::i32, {count, kCounts}, counts),
                     small("index", DType::u8, {static_cast<std::int64_t>(names.size())}, names)},
                    {{"format", kFormat},
                     {"about", dump_json(about)},
                     {"contract", dump_json(to_json(file.contract))},
                     {"front_end", dump_json(to_json(file.front_end))}});
}

bool told_before(const fs::path& path, const std::string& key, FeatureResult& result) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return false;
  try {
    const auto store = FeatureStore::open(path);
    if (store->key() != key) return false;
    const Json about = parse_json(field(open_safetensors(path), "about", path), path);
    result.file = path;
    result.utterances = store->size();
    result.skipped = json_field<std::int64_t>(about, "skipped", path);
    result.tokens = json_field<std::int64_t>(about, "tokens", path);
    result.frames = json_field<std::int64_t>(about, "frames", path);
    result.warnings = json_field<std::vector<std::string>>(about, "warnings", path);
    result.reused = true;
    return true;
  } catch (const Error& error) {
    log_warning(fmt::format("{}; the features are made anew", error.what()));
    return false;
  }
}

}  // namespace prism
