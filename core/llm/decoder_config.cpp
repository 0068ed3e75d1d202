// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/decoder_config.h"

#include "core/base/error.h"
#include "core/llm/tensor_names.h"
#include "core/model/close_names.h"
#include "core/model/gguf_metadata.h"
#include "core/model/model_config.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <utility>

namespace prism {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kMostLayers = 4096;
constexpr std::int64_t kLargestSize = std::int64_t{1} << 31;

constexpr std::array kForms{
    std::pair<std::string_view, DecoderForm>{"LlamaForCausalLM", DecoderForm::llama},
    std::pair<std::string_view, DecoderForm>{"MistralForCausalLM", DecoderForm::mistral},
    std::pair<std::string_view, DecoderForm>{"Qwen2ForCausalLM", DecoderForm::qwen2},
    std::pair<std::string_view, DecoderForm>{"Qwen3ForCausalLM", DecoderForm::qwen3},
    std::pair<std::string_view, DecoderForm>{"llama", DecoderForm::llama},
    std::pair<std::string_view, DecoderForm>{"mistral", DecoderForm::mistral},
    std::pair<std::string_view, DecoderForm>{"qwen2", DecoderForm::qwen2},
    std::pair<std::string_view, DecoderForm>{"qwen3", DecoderForm::qwen3},
};

std::string quoted(std::string_view key) {
  return fmt::format("\"{}\"", key);
}

/// Fields of a configuration, checked one by one; null counts as absent.
class Fields {
 public:
  Fields(const Json& config, fs::path source) : m_config(config), m_source(std::move(source)) {}

  [[nodiscard]] const Json* find(const char* key) const {
    const auto found = m_config.find(key);
    return found == m_config.end() || found->is_null() ? nullptr : &*found;
  }
  [[nodiscard]] std::optional<std::int64_t> size(const char* key, std::int64_t most = kLargestSize) const {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    const std::string expected = fmt::format("a whole number from 1 to {}", most);
    // Unsigned numbers beyond the signed range wrap to negative ones, which are refused as well.
    const std::int64_t size = value->is_number_integer() ? value->get<std::int64_t>() : 0;
    if (size < 1 || size > most) refuse(ErrorCode::format, key, *value, expected);
    return size;
  }
  [[nodiscard]] std::int64_t need(const char* key, std::int64_t most = kLargestSize) const {
    if (const auto value = size(key, most)) return *value;
    throw Error(ErrorCode::format, "field is missing", m_source, quoted(key), "a whole number");
  }
  [[nodiscard]] std::optional<double> number(const char* key) const {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    const double number = value->is_number() ? value->get<double>() : std::nan("");
    if (!std::isfinite(number) || number <= 0) refuse(ErrorCode::format, key, *value, "a positive number");
    return number;
  }
  [[nodiscard]] double need_number(const char* key) const {
    if (const auto value = number(key)) return *value;
    throw Error(ErrorCode::format, "field is missing", m_source, quoted(key), "a positive number");
  }
  [[nodiscard]] std::optional<std::string> word(const char* key) const {
    const Json* value = find(key);
    if (value == nullptr) return std::nullopt;
    if (!value->is_string()) refuse(ErrorCode::format, key, *value, "a word");
    return value->get<std::string>();
  }
  [[nodiscard]] bool flag(const char* key) const { return config_flag(m_config, key).value_or(false); }
  [[noreturn]] void refuse(ErrorCode code, const char* key, const Json& value,
                           const std::string& expected) const {
    throw Error(code, "is " + shown(dump_json(value)), m_source, quoted(key), expected);
  }
  [[nodiscard]] const fs::path& source() const noexcept { return m_source; }

 private:
  const Json& m_config;
  fs::path m_source;
};

DecoderForm form_of(const Model& model, const fs::path& source) {
  for (const auto& [name, form] : kForms) {
    if (model.architecture == name) return form;
  }
  const std::string found = model.architecture.empty()
                                ? "the architecture is not told"
                                : "the architecture \"" + shown(model.architecture) + "\" cannot be run";
  throw Error(ErrorCode::unsupported, found, source, {},
              "LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM or Qwen3ForCausalLM");
}

/// The scaling as Hugging Face writes it; `parameters` is "rope_scaling" or, in newer files,
/// "rope_parameters".
RopeScaling scaling_of(const Json& parameters, const char* key, const fs::path& source) {
  RopeScaling scaling;
  if (!parameters.is_object()) throw Error(ErrorCode::format, "is no object", source, quoted(key));
  const Fields fields(parameters, source);
  const std::string kind = fields.word("rope_type").value_or(fields.word("type").value_or("default"));
  if (kind == "default" || kind == "none") return scaling;
  if (kind == "linear") {
    scaling.kind = RopeScaling::Kind::linear;
    scaling.factor = fields.need_number("factor");
    return scaling;
  }
  if (kind == "llama3") {
    scaling.kind = RopeScaling::Kind::llama3;
    scaling.factor = fields.need_number("factor");
    scaling.low_freq_factor = fields.need_number("low_freq_factor");
    scaling.high_freq_factor = fields.need_number("high_freq_factor");
    scaling.original_context = fields.need_number("original_max_position_embeddings");
    if (scaling.high_freq_factor <= scaling.low_freq_factor) {
      throw Error(ErrorCode::format, "is not above \"low_freq_factor\"", source, "\"high_freq_factor\"");
    }
    return scaling;
  }
  throw Error(ErrorCode::unsupported, "the rotary scaling \"" + shown(kind) + "\" is not known", source,
              quoted(key), "default, linear or llama3");
}

RopeScaling gguf_scaling(const TensorFile& file, const std::string& family, const fs::path& source) {
  RopeScaling scaling;
  const std::string kind = gguf_string(file, family + ".rope.scaling.type").value_or("none");
  auto factor = gguf_float(file, family + ".rope.scaling.factor");
  if (!factor) factor = gguf_float(file, family + ".rope.scale_linear");
  if (kind != "none" && kind != "linear") {
    throw Error(ErrorCode::unsupported, "the rotary scaling \"" + shown(kind) + "\" is not known", source,
                "metadata \"" + family + ".rope.scaling.type\"", "none or linear");
  }
  // Files written before the kind had a key of its own give the factor alone.
  if (factor && (kind == "linear" || file.gguf.find(family + ".rope.scaling.type") == file.gguf.end())) {
    if (!std::isfinite(*factor) || *factor <= 0) {
      throw Error(ErrorCode::format, "the rotary scaling factor is no positive number", source);
    }
    scaling.kind = RopeScaling::Kind::linear;
    scaling.factor = *factor;
  }
  return scaling;
}

/// Parts of rotary and attention that only GGUF metadata tells.
void read_gguf(const TensorFile& file, const std::string& family, const fs::path& source,
               DecoderConfig& config) {
  if (file.gguf.empty()) return;
  config.rope_scaling = gguf_scaling(file, family, source);
  for (const char* key : {".rope.dimension_count", ".attention.key_length", ".attention.value_length"}) {
    const auto width = gguf_int(file, family + key);
    if (width && *width != config.head_width) {
      throw Error(ErrorCode::unsupported,
                  fmt::format("is {}, but a head is {} wide", *width, config.head_width), source,
                  "metadata \"" + family + key + "\"", std::to_string(config.head_width));
    }
  }
}

void read_rope(const Fields& fields, DecoderConfig& config) {
  config.rope_theta = fields.number("rope_theta").value_or(10000);
  for (const char* key : {"rope_scaling", "rope_parameters"}) {
    const Json* parameters = fields.find(key);
    if (parameters == nullptr) continue;
    config.rope_scaling = scaling_of(*parameters, key, fields.source());
    if (const auto theta = Fields(*parameters, fields.source()).number("rope_theta")) {
      config.rope_theta = *theta;
    }
  }
  const auto part = fields.number("partial_rotary_factor");
  if (part && *part != 1) {
    fields.refuse(ErrorCode::unsupported, "partial_rotary_factor", *fields.find("partial_rotary_factor"),
                  "1");
  }
}

/// 0 where positions see all before them. Models that mix both kinds of layers are refused.
std::int64_t window_of(const Fields& fields, const DecoderConfig& config, bool gguf) {
  const Json* plain = fields.find("sliding_window");
  // Some files write 0 or a negative number for none.
  if (plain == nullptr || (plain->is_number_integer() && plain->get<std::int64_t>() <= 0)) return 0;
  const std::int64_t window = fields.need("sliding_window");
  if (const Json* types = fields.find("layer_types"); types != nullptr && types->is_array()) {
    const auto full = std::count(types->begin(), types->end(), Json("full_attention"));
    const auto sliding = std::count(types->begin(), types->end(), Json("sliding_attention"));
    if (full == static_cast<std::ptrdiff_t>(types->size())) return 0;
    if (sliding == static_cast<std::ptrdiff_t>(types->size())) return window;
    fields.refuse(ErrorCode::unsupported, "layer_types", *types, "the same kind of attention in all layers");
  }
  const bool qwen = config.form == DecoderForm::qwen2 || config.form == DecoderForm::qwen3;
  if (!qwen || gguf) return window;
  if (!fields.flag("use_sliding_window")) return 0;
  const Json* first = fields.find("max_window_layers");
  const std::int64_t from = first != nullptr && first->is_number_integer() ? first->get<std::int64_t>() : 0;
  if (from >= config.layers) return 0;
  if (from > 0) {
    fields.refuse(ErrorCode::unsupported, "max_window_layers", *first,
                  fmt::format("0 or at least {}: windows in all layers or in none", config.layers));
  }
  return window;
}

void add_ends(const Json& config, std::vector<std::int32_t>& ends) {
  const auto found = config.find("eos_token_id");
  if (found == config.end()) return;
  for (const Json& id : found->is_array() ? *found : Json::array({*found})) {
    if (!id.is_number_integer()) continue;
    const auto value = id.get<std::int64_t>();
    const bool fits = value >= 0 && value < kLargestSize;
    if (fits && std::find(ends.begin(), ends.end(), value) == ends.end()) {
      ends.push_back(static_cast<std::int32_t>(value));
    }
  }
}

}  // namespace

const char* name_of(DecoderForm form) noexcept {
  switch (form) {
    case DecoderForm::llama:
      return "llama";
    case DecoderForm::mistral:
      return "mistral";
    case DecoderForm::qwen2:
      return "qwen2";
    case DecoderForm::qwen3:
      return "qwen3";
  }
  return "";
}

DecoderConfig decoder_config(const Model& model) {
  std::error_code ignored;
  const fs::path folder = fs::is_directory(model.path, ignored) ? model.path : model.path.parent_path();
  const bool gguf = model.tensors.format == "gguf";
  const fs::path source = gguf ? model.path : folder / "config.json";
  if (model.config.empty()) {
    throw Error(ErrorCode::not_found, "has no configuration, so its sizes are not known", model.path, {},
                "config.json beside the weights");
  }
  DecoderConfig config;
  config.form = form_of(model, source);
  const Fields fields(text_config(model.config), source);

  config.width = fields.need("hidden_size");
  config.layers = fields.need("num_hidden_layers", kMostLayers);
  config.heads = fields.need("num_attention_heads");
  config.kv_heads = fields.size("num_key_value_heads").value_or(config.heads);
  if (config.heads % config.kv_heads != 0) {
    throw Error(ErrorCode::format,
                fmt::format("{} key and value heads do not divide {} heads", config.kv_heads, config.heads),
                source, "\"num_key_value_heads\"", "a divisor");
  }
  const auto head_width = fields.size("head_dim");
  if (!head_width && config.width % config.heads != 0) {
    throw Error(ErrorCode::format, fmt::format("{} heads do not divide {}", config.heads, config.width),
                source, "\"num_attention_heads\"", "a divisor of \"hidden_size\"");
  }
  config.head_width = head_width.value_or(config.width / config.heads);
  if (config.head_width % 2 != 0) {
    throw Error(ErrorCode::format, fmt::format("a head is {} wide", config.head_width), source,
                "\"head_dim\"", "an even number, whose halves rotate");
  }
  config.feed_forward = fields.need("intermediate_size");
  config.context = fields.need("max_position_embeddings");
  config.norm_epsilon = fields.number("rms_norm_eps").value_or(1e-6);
  const std::string activation = fields.word("hidden_act").value_or("silu");
  if (activation != "silu" && activation != "swish") {
    throw Error(ErrorCode::unsupported, "the activation \"" + shown(activation) + "\" is not known", source,
                "\"hidden_act\"", "silu");
  }
  if (const auto experts = fields.find("num_local_experts"); experts != nullptr && *experts != 0) {
    fields.refuse(ErrorCode::unsupported, "num_local_experts", *experts, "no experts");
  }
  read_rope(fields, config);
  config.window = window_of(fields, config, gguf);
  if (gguf) read_gguf(model.tensors, model.architecture, source, config);
  config.interleaved_rope =
      gguf && (config.form == DecoderForm::llama || config.form == DecoderForm::mistral);

  const TensorNames names(model);
  const TensorInfo& embedding = model.tensors.get(names.embedding());
  config.vocabulary = embedding.rows();
  // Without a head of its own a model is taken as tied unless it says it is not.
  const auto tied = config_flag(text_config(model.config), "tie_word_embeddings");
  config.tied = tied.value_or(model.tensors.find(names.head()) == nullptr);
  const Json* bos = fields.find("bos_token_id");
  if (bos != nullptr && bos->is_number_integer()) {
    const auto id = bos->get<std::int64_t>();
    if (id >= 0 && id < config.vocabulary) config.bos = static_cast<std::int32_t>(id);
  }
  add_ends(model.config, config.ends);
  if (fs::exists(folder / "generation_config.json", ignored) && !gguf) {
    const Json generation = read_json_file(folder / "generation_config.json");
    if (generation.is_object()) add_ends(generation, config.ends);
  }
  check_shapes(model, config);
  return config;
}

}  // namespace prism
