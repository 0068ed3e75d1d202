// SPDX-License-Identifier: GPL-3.0-or-later
// Every form, scaling and file layout against plain loops in double precision.
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/llm/decoder_torch.h"
#include "core/model/writers.h"
#include "tests/core/llm/tiny_model.h"
#include "tests/support/test_data.h"

#include <cmath>
#include <functional>
#include <limits>

#include <ATen/ATen.h>

// Torch declares macros of its own; Qt comes last.
#include <QTest>

using namespace prism;
using test::Layout;
using test::TinyModel;

namespace {

const std::vector<std::int64_t> kIds{3, 17, 42, 8, 8, 0, 49, 23, 5, 11, 31, 2, 17, 42};

struct Form {
  const char* name;
  const char* architecture;
  std::function<void(Json&)> change;
};

const Form kForms[] = {
    {"llama", "LlamaForCausalLM", [](Json&) {}},
    {"llama, tied, one key head", "LlamaForCausalLM",
     [](Json& config) {
       config["tie_word_embeddings"] = true;
       config["num_key_value_heads"] = 1;
     }},
    {"llama with biases", "LlamaForCausalLM", [](Json& config) { config["attention_bias"] = true; }},
    {"llama, linear", "LlamaForCausalLM",
     [](Json& config) {
       config["rope_scaling"] = {{"rope_type", "linear"}, {"factor", 4.0}};
     }},
    {"llama, llama3", "LlamaForCausalLM",
     [](Json& config) {
       config["rope_scaling"] = {{"rope_type", "llama3"},
                                 {"factor", 8.0},
                                 {"low_freq_factor", 1.0},
                                 {"high_freq_factor", 4.0},
                                 {"original_max_position_embeddings", 32}};
     }},
    {"mistral", "MistralForCausalLM", [](Json& config) { config["sliding_window"] = 4; }},
    {"mistral without window", "MistralForCausalLM",
     [](Json& config) { config["sliding_window"] = nullptr; }},
    {"qwen2", "Qwen2ForCausalLM", [](Json&) {}},
    {"qwen3", "Qwen3ForCausalLM", [](Json&) {}},
};

const Form& form(const QString& name) {
  for (const Form& candidate : kForms) {
    if (name == candidate.name) return candidate;
  }
  throw std::logic_error("no such form");
}

TinyModel made(const Form& form) {
  Json config = test::tiny_config(form.architecture);
  form.change(config);
  return test::random_model(config, 7);
}

at::Tensor ids_of(const std::vector<std::int64_t>& ids) {
  return at::tensor(ids, at::kLong).unsqueeze(0);
}

double off(const at::Tensor& states, const std::vector<double>& expected) {
  const at::Tensor known = at::tensor(expected, at::kDouble).view(states.sizes());
  return (states.to(at::kDouble) - known).norm().item<double>() / known.norm().item<double>();
}

/// Both ways through the network: all positions at once, and each alone with a cache.
void compare(const Decoder& decoder, const TinyModel& model, double tolerance) {
  const std::vector<double> expected = test::reference_states(model, kIds);
  const at::Tensor start = decoder.embed(ids_of(kIds));
  const at::Tensor states = decoder.forward(start);
  QVERIFY2(off(states, expected) < tolerance, std::to_string(off(states, expected)).c_str());
  KvCache cache;
  std::vector<at::Tensor> steps;
  for (std::int64_t i = 0; i < start.size(1); ++i) {
    steps.push_back(decoder.forward(start.narrow(1, i, 1), &cache));
  }
  QVERIFY(off(at::cat(steps, 1), expected) < tolerance);
  KvCache pieces;
  const at::Tensor head = decoder.forward(start.narrow(1, 0, 6), &pieces);
  const at::Tensor tail = decoder.forward(start.narrow(1, 6, start.size(1) - 6), &pieces);
  QVERIFY(off(at::cat({head, tail}, 1), expected) < tolerance);
  const at::Tensor last = states.select(1, states.size(1) - 1);
  const std::vector<double> logits =
      test::reference_logits(model, expected.data() + (kIds.size() - 1) * expected.size() / kIds.size());
  QVERIFY(off(decoder.logits(last), logits) < tolerance);
  QVERIFY(off(decoder.logits(states).select(1, states.size(1) - 1), logits) < tolerance);
}

/// The message of the error that loading gives.
QString refusal(const std::filesystem::path& path, ErrorCode code) {
  try {
    static_cast<void>(Decoder::load(open_model(path), {}));
  } catch (const Error& error) {
    return error.code() == code ? error.what()
                                : QString("code %1: ").arg(name_of(error.code())) + error.what();
  }
  return "nothing was refused";
}

}  // namespace

class TestDecoderForms : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void forms_data() {
    QTest::addColumn<QString>("name");
    for (const Form& form : kForms) QTest::newRow(form.name) << form.name;
  }
  void forms() {
    QFETCH(QString, name);
    const TinyModel model = made(form(name));
    const test::TemporaryFolder folder;
    test::write_folder(model, folder.path());
    compare(*Decoder::load(open_model(folder.path()), {}), model, 2e-6);
  }

  void bf16_weights_are_widened_exactly() {
    TinyModel model = made(form("qwen2"));
    const test::TemporaryFolder folder;
    test::write_folder(model, folder.path());
    ModelOptions options;
    options.dtype = "bf16";
    const auto decoder = Decoder::load(open_model(folder.path()), options);
    QCOMPARE(decoder->weight_dtype(), at::kBFloat16);
    QCOMPARE(decoder->dtype(), at::kFloat);
    // Matrices are rounded, norms and biases stay as they are, and so does the embedding that is looked up.
    for (auto& [name, tensor] : model.tensors) {
      if (tensor.shape.size() != 2 || name == "model.embed_tokens.weight") continue;
      const at::Tensor values = at::tensor(tensor.values, at::kFloat).to(at::kBFloat16).to(at::kFloat);
      std::copy_n(values.data_ptr<float>(), values.numel(), tensor.values.begin());
    }
    compare(*decoder, model, 2e-6);
  }

  void layouts_data() { forms_data(); }
  void layouts() {
    QFETCH(QString, name);
    const TinyModel model = made(form(name));
    const test::TemporaryFolder sharded, pytorch;
    test::write_folder(model, sharded.path(), Layout::sharded);
    test::write_folder(model, pytorch.path(), Layout::pytorch);
    compare(*Decoder::load(open_model(sharded.path()), {}), model, 2e-6);
    compare(*Decoder::load(open_model(pytorch.path()), {}), model, 2e-6);
    if (name.contains("llama3")) return;  // GGUF has no such kind: converters write factors instead
    test::write_gguf_file(model, sharded / "model.gguf");
    compare(*Decoder::load(open_model(sharded / "model.gguf"), {}), model, 2e-6);
  }

  void gguf_rope_factors() {
    TinyModel model = made(form("llama"));
    const test::TemporaryFolder folder;
    test::write_gguf_file(model, folder / "model.gguf", {4, 4, 4, 4});
    model.config["rope_scaling"] = {{"rope_type", "linear"}, {"factor", 4.0}};
    compare(*Decoder::load(open_model(folder / "model.gguf"), {}), model, 2e-6);
    test::write_gguf_file(model, folder / "bad.gguf", {4, 4});
    QVERIFY(refusal(folder / "bad.gguf", ErrorCode::mismatch).contains("rope_freqs.weight"));
  }

  void refused_configurations_data() {
    QTest::addColumn<QString>("architecture");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    const auto row = [](const char* name, const char* field, const char* value, const char* code,
                        const char* words, const char* architecture = "LlamaForCausalLM") {
      QTest::newRow(name) << architecture << field << value << code << words;
    };
    row("no width", "hidden_size", "0", "format", "hidden_size");
    row("a fraction", "hidden_size", "24.5", "format", "hidden_size");
    row("a million layers", "num_hidden_layers", "1000000", "format", "num_hidden_layers");
    row("more layers than there are", "num_hidden_layers", "3", "mismatch", "num_hidden_layers");
    row("key heads", "num_key_value_heads", "3", "format", "num_key_value_heads");
    row("heads and shapes", "num_attention_heads", "8", "mismatch", "q_proj");
    row("another head", "head_dim", "6", "mismatch", "head_dim");
    row("an odd head", "head_dim", "7", "format", "head_dim");
    row("another feed-forward", "intermediate_size", "41", "mismatch", "intermediate_size");
    row("no feed-forward", "intermediate_size", "null", "format", "intermediate_size");
    row("no context", "max_position_embeddings", "null", "format", "max_position_embeddings");
    row("activation", "hidden_act", "\"gelu\"", "unsupported", "gelu");
    row("scaling", "rope_scaling", R"({"rope_type":"yarn","factor":2})", "unsupported", "yarn");
    row("scaling of old files", "rope_scaling", R"({"type":"dynamic","factor":2})", "unsupported", "dynamic");
    row("no factor", "rope_scaling", R"({"type":"linear"})", "format", "factor");
    row("part of a head", "partial_rotary_factor", "0.5", "unsupported", "partial_rotary_factor");
    row("architecture", "architectures", R"(["GemmaForCausalLM"])", "unsupported", "GemmaForCausalLM");
    row("epsilon", "rms_norm_eps", "-1", "format", "rms_norm_eps");
    row("theta", "rope_theta", "\"big\"", "format", "rope_theta");
    row("qwen without biases", "architectures", R"(["Qwen2ForCausalLM"])", "not_found", "q_proj.bias");
    row("qwen without norms", "architectures", R"(["Qwen3ForCausalLM"])", "not_found", "q_norm");
    row("norms of another form", "architectures", R"(["LlamaForCausalLM"])", "unsupported", "q_norm",
        "Qwen3ForCausalLM");
    row("windows in some layers", "layer_types", R"(["full_attention","sliding_attention"])", "unsupported",
        "layer_types", "MistralForCausalLM");
  }
  void refused_configurations() {
    QFETCH(QString, architecture);
    QFETCH(QString, field);
    QFETCH(QString, value);
    QFETCH(QString, code);
    QFETCH(QString, words);
    Json config = test::tiny_config(architecture.toStdString());
    if (architecture == "MistralForCausalLM") config["sliding_window"] = 4;
    TinyModel model = test::random_model(config, 7);
    model.config[field.toStdString()] = Json::parse(value.toStdString());
    const test::TemporaryFolder folder;
    test::write_folder(model, folder.path());
    for (const ErrorCode candidate :
         {ErrorCode::format, ErrorCode::mismatch, ErrorCode::unsupported, ErrorCode::not_found}) {
      if (code != name_of(candidate)) continue;
      const QString message = refusal(folder.path(), candidate);
      QVERIFY2(message.contains(words) && !message.startsWith("code "), qPrintable(message));
    }
  }

  void missing_parts() {
    TinyModel model = made(form("llama"));
    const test::TemporaryFolder folder;
    // A missing head is fine when the embeddings are tied, or the file does not say.
    model.tensors.erase("lm_head.weight");
    test::write_folder(model, folder.path());
    QVERIFY(refusal(folder.path(), ErrorCode::not_found).contains("lm_head"));
    model.config["tie_word_embeddings"] = true;
    test::write_folder(model, folder.path());
    compare(*Decoder::load(open_model(folder.path()), {}), model, 2e-6);
    model.tensors.erase("model.layers.1.mlp.up_proj.weight");
    test::write_folder(model, folder.path());
    QVERIFY(refusal(folder.path(), ErrorCode::not_found).contains("layers.1.mlp.up_proj.weight"));
    std::filesystem::remove(folder / "config.json");
    QVERIFY(refusal(folder.path(), ErrorCode::not_found).contains("config.json"));
  }

  void weights_that_are_not_finite_are_warned_about() {
    TinyModel model = made(form("llama"));
    model.tensors["model.layers.1.input_layernorm.weight"].values[3] =
        std::numeric_limits<float>::quiet_NaN();
    const test::TemporaryFolder folder;
    test::write_folder(model, folder.path());
    std::string lines;
    const LogSink before = set_log_sink([&](LogLevel, const std::string& line) { lines += line; });
    static_cast<void>(Decoder::load(open_model(folder.path()), {}));
    set_log_sink(before);
    QVERIFY(lines.find("model.layers.1.input_layernorm.weight") != std::string::npos);
  }

  void wrong_calls_are_refused() {
    const TinyModel model = made(form("llama"));
    const test::TemporaryFolder folder;
    test::write_folder(model, folder.path());
    const auto decoder = Decoder::load(open_model(folder.path()), {});
    const auto refused = [&](const std::function<void()>& call) {
      try {
        call();
      } catch (const Error& error) {
        return error.code() == ErrorCode::usage;
      }
      return false;
    };
    QVERIFY(refused([&] { static_cast<void>(decoder->embed(ids_of({50}))); }));
    QVERIFY(refused([&] { static_cast<void>(decoder->embed(ids_of({-1}))); }));
    const at::Tensor start = decoder->embed(ids_of(kIds));
    QVERIFY(refused([&] { static_cast<void>(decoder->forward(start.repeat({1, 5, 1}))); }));
    QVERIFY(refused([&] { static_cast<void>(decoder->forward(start.narrow(2, 0, 8))); }));
    QVERIFY(refused([&] { static_cast<void>(decoder->forward(start, nullptr, 2, 1)); }));
    QVERIFY(refused([&] { static_cast<void>(decoder->forward(start, nullptr, 0, 3)); }));
    KvCache cache;
    static_cast<void>(decoder->forward(start, &cache, 0, 1));
    QVERIFY(refused([&] { static_cast<void>(decoder->forward(start.repeat({2, 1, 1}), &cache, 0, 1)); }));
    QVERIFY(refused([&] { static_cast<void>(decoder->forward(start, &cache, 1, 2)); }));
    cache.truncate(0);
    static_cast<void>(decoder->forward(start.repeat({2, 1, 1}), &cache, 0, 1));
    for (const char* dtype : {"f16", "int8"}) {
      ModelOptions options;
      options.dtype = dtype;
      QVERIFY(refused([&] { static_cast<void>(Decoder::load(open_model(folder.path()), options)); }));
    }
  }
};

QTEST_GUILESS_MAIN(TestDecoderForms)
#include "tst_decoder_forms.moc"
