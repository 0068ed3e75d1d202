// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/llm_benchmark.h"

#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/llm/decoder_torch.h"
#include "core/llm/plain_forward.h"
#include "core/model/writers.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fmt/format.h>
#include <functional>
#include <limits>
#include <memory>
#include <unistd.h>

#include <ATen/ATen.h>

namespace prism::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kWidth = 256, kFeed = 704, kKeys = 128, kVocabulary = 4096, kLayers = 4;

/// A folder with a model of random weights; it goes away with the object.
class MadeModel {
 public:
  MadeModel() : m_folder(fs::temp_directory_path() / fmt::format("prismoe-decode-{}", ::getpid())) {
    fs::create_directories(m_folder);
    const Json config{{"architectures", {"LlamaForCausalLM"}},
                      {"hidden_size", kWidth},
                      {"intermediate_size", kFeed},
                      {"num_hidden_layers", kLayers},
                      {"num_attention_heads", 8},
                      {"num_key_value_heads", 4},
                      {"vocab_size", kVocabulary},
                      {"max_position_embeddings", 256},
                      {"rms_norm_eps", 1e-5},
                      {"tie_word_embeddings", false}};
    write_file(m_folder / "config.json", config.dump());
    add("model.embed_tokens.weight", {kVocabulary, kWidth});
    add("lm_head.weight", {kVocabulary, kWidth});
    add("model.norm.weight", {kWidth});
    for (std::int64_t layer = 0; layer < kLayers; ++layer) {
      const std::string at = fmt::format("model.layers.{}.", layer);
      add(at + "input_layernorm.weight", {kWidth});
      add(at + "post_attention_layernorm.weight", {kWidth});
      add(at + "self_attn.q_proj.weight", {kWidth, kWidth});
      add(at + "self_attn.k_proj.weight", {kKeys, kWidth});
      add(at + "self_attn.v_proj.weight", {kKeys, kWidth});
      add(at + "self_attn.o_proj.weight", {kWidth, kWidth});
      add(at + "mlp.gate_proj.weight", {kFeed, kWidth});
      add(at + "mlp.up_proj.weight", {kFeed, kWidth});
      add(at + "mlp.down_proj.weight", {kWidth, kFeed});
    }
    write_safetensors(m_folder / "model.safetensors", m_tensors);
  }
  ~MadeModel() {
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
  }
  MadeModel(const MadeModel&) = delete;
  MadeModel& operator=(const MadeModel&) = delete;

  [[nodiscard]] const fs::path& folder() const noexcept { return m_folder; }
  /// Weights that every token takes: all but the embedding, of which it takes a row.
  [[nodiscard]] double active_bytes() const noexcept { return m_elements * 4 - kVocabulary * kWidth * 4; }

 private:
  void add(const std::string& name, std::vector<std::int64_t> shape) {
    TensorToWrite tensor;
    tensor.name = name;
    tensor.dtype = DType::bf16;
    tensor.shape = std::move(shape);
    const std::int64_t cols = tensor.shape.back();
    m_elements += static_cast<double>(tensor.shape.size() == 1 ? cols : tensor.shape[0] * cols);
    auto random = std::make_shared<Random>(m_tensors.size());
    const double scale = 1 / std::sqrt(static_cast<double>(cols));
    tensor.rows = [random, scale, cols](std::int64_t, std::int64_t count, float* out) {
      for (std::int64_t i = 0; i < count * cols; ++i) out[i] = static_cast<float>(random->normal() * scale);
    };
    m_tensors.push_back(std::move(tensor));
  }

  fs::path m_folder;
  std::vector<TensorToWrite> m_tensors;
  double m_elements = 0;
};

/// One way of decoding: `reset` begins anew, `step` gives the next id.
struct Way {
  std::function<void()> reset;
  std::function<std::int32_t(std::int32_t)> step;
  double seconds = std::numeric_limits<double>::infinity();  ///< a token, the best of the runs
  std::int32_t last = -1;
};

void run(Way& way, int tokens) {
  way.reset();
  way.last = 1;
  const auto start = Clock::now();
  for (int token = 0; token < tokens; ++token) way.last = way.step(way.last);
  way.seconds = std::min(way.seconds, std::chrono::duration<double>(Clock::now() - start).count() / tokens);
}

std::int32_t likeliest(const float* logits, std::int64_t count) {
  return static_cast<std::int32_t>(std::max_element(logits, logits + count) - logits);
}

Way plain_way(const Model& model) {
  const auto loops = std::make_shared<PlainForward>(model);
  Way way;
  way.reset = [loops] { loops->reset(); };
  way.step = [loops](std::int32_t id) {
    const std::vector<float>& logits = loops->step(id);
    return likeliest(logits.data(), static_cast<std::int64_t>(logits.size()));
  };
  return way;
}

Way decoder_way(const Model& model, const char* dtype, const RunControl& control) {
  ModelOptions options;
  options.dtype = dtype;
  const auto decoder = Decoder::load(model, options, control);
  const auto cache = std::make_shared<KvCache>();
  Way way;
  way.reset = [cache] { cache->truncate(0); };
  way.step = [decoder, cache](std::int32_t id) {
    const at::Tensor state = decoder->forward(decoder->embed(at::full({1, 1}, id, at::kLong)), cache.get());
    const at::Tensor logits = decoder->logits(state);
    return likeliest(logits.data_ptr<float>(), logits.numel());
  };
  return way;
}

}  // namespace

void measure_decoding(const MachineLimits& machine, bool quick, const BenchmarkSink& sink,
                      const RunControl& control) {
  if (!sink.wants("llm.decode") && !sink.wants("llm.plain_c")) return;
  control.progress("decoding", 0, 0);
  const MadeModel made;
  const Model model = open_model(made.folder());
  std::vector<Way> ways;
  ways.push_back(plain_way(model));
  ways.push_back(decoder_way(model, "f32", control));
  ways.push_back(decoder_way(model, "auto", control));
  const int runs = quick ? 4 : 12, tokens = quick ? 64 : 128;
  // In turns: others who use the machine slow all of them alike.
  for (int turn = 0; turn < runs; ++turn) {
    for (Way& way : ways) {
      control.check();
      run(way, tokens);
    }
  }
  const Way &plain = ways[0], &f32 = ways[1], &own = ways[2];
  if (plain.last != f32.last || plain.last != own.last) {
    throw Error(ErrorCode::numeric, "the decoder and the plain loops do not agree");
  }
  // The limit of f32 loops; bf16 weights are half of it.
  const double limit = made.active_bytes() / (machine.memory_gb_s * 1e9);
  const auto add = [&](const char* name, double seconds, const std::string& note) {
    if (!sink.wants(name)) return;
    BenchmarkRow row;
    row.name = name;
    row.seconds = seconds;
    row.ratio_to_limit = seconds / limit;
    row.note = note;
    sink.add(row);
  };
  add("llm.decode", own.seconds,
      fmt::format("{:.0f} tokens a second, {:.2f} times the plain loops ({:.2f} times with f32 weights)",
                  1 / own.seconds, plain.seconds / own.seconds, plain.seconds / f32.seconds));
  add("llm.plain_c", plain.seconds,
      fmt::format("{:.0f} tokens a second by loops over f32 arrays", 1 / plain.seconds));
}

}  // namespace prism::cli
