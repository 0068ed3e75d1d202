// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/tts/decoders.h"
#include "core/tts/device_torch.h"
#include "core/tts/torchscript_decoder_torch.h"

#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <mutex>
#include <utility>
#include <vector>

#include <ATen/ATen.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/serialization/import.h>

namespace prism {
namespace {

namespace fs = std::filesystem;

/// One of two words; the first when the field is absent.
bool second_word(const Json& json, const char* key, const char* first, const char* second, bool required,
                 const fs::path& file) {
  if (!required && !json.contains(key)) return false;
  const auto word = json_field<std::string>(json, key, file);
  if (word == first) return false;
  if (word == second) return true;
  throw Error(ErrorCode::format, "unknown word \"" + word + "\"", file, fmt::format("\"{}\"", key),
              fmt::format("{} or {}", first, second));
}

class LoadedModule final : public TorchScriptDecoder {
 public:
  LoadedModule(fs::path path, TorchScriptForm form, const at::Device& device)
      : m_path(std::move(path)), m_form(std::move(form)), m_device(device) {
    try {
      m_module = torch::jit::load(m_path.string(), device);
      m_module.eval();
      (void)m_module.get_method("forward");
    } catch (const c10::Error& error) {
      throw Error(ErrorCode::format, std::string("it cannot be loaded: ") + error.what_without_backtrace(),
                  m_path, {}, "a module saved by torch.jit.save with a method forward");
    }
  }

  [[nodiscard]] const TorchScriptForm& form() const override { return m_form; }

  [[nodiscard]] at::Tensor operator()(const at::Tensor& features) const override {
    at::Tensor input = features.to(m_device).unsqueeze(0);
    // Codecs count codebooks before frames.
    if (m_form.input == TorchScriptForm::Input::codes) input = input.to(at::kLong).transpose(1, 2);
    at::Tensor output;
    try {
      const std::scoped_lock lock(m_mutex);
      const c10::IValue result = m_module.forward({input});
      if (result.isTensor()) output = result.toTensor();
    } catch (const c10::Error& error) {
      throw Error(ErrorCode::internal, std::string("the module failed: ") + error.what_without_backtrace(),
                  m_path);
    } catch (const std::runtime_error& error) {  // what TorchScript's own "raise" becomes
      throw Error(ErrorCode::internal, std::string("the module failed: ") + error.what(), m_path);
    }
    if (!output.defined() || !output.is_floating_point())
      throw Error(ErrorCode::mismatch, "forward gives no tensor of floats", m_path);
    return in_form(output);
  }

  [[nodiscard]] bool allows_gradients() const override {
    if (m_form.input == TorchScriptForm::Input::codes) return false;
    const at::AutoGradMode with_gradients(true);
    try {
      const at::Tensor probe = at::zeros({4, m_form.dim}).requires_grad_(true);
      return (*this)(probe).requires_grad();
    } catch (const Error&) {
      return false;
    }
  }

 private:
  /// Without the batch of one that modules give.
  [[nodiscard]] at::Tensor in_form(const at::Tensor& output) const {
    const auto shape = output.sizes();
    if (m_form.output == TorchScriptForm::Output::waveform) {
      if (output.numel() > 0 && output.numel() == shape.back()) return output.flatten();
    } else {
      if (output.dim() == 3 && shape[0] == 1) return output[0];
      if (output.dim() == 2) return output;
    }
    const bool mel = m_form.output == TorchScriptForm::Output::mel;
    throw Error(ErrorCode::mismatch, fmt::format("forward gives the shape [{}]", fmt::join(shape, ", ")),
                m_path, {}, mel ? "[1, frames, mels]" : "[1, samples] or [1, 1, samples]");
  }

  fs::path m_path;
  TorchScriptForm m_form;
  at::Device m_device;
  mutable torch::jit::Module m_module;
  mutable std::mutex m_mutex;
};

class TorchScriptVocoder final : public Vocoder {
 public:
  TorchScriptVocoder(std::shared_ptr<const TorchScriptDecoder> module, std::string name,
                     std::shared_ptr<const Vocoder> after, std::int64_t mels)
      : m_module(std::move(module)), m_name(std::move(name)), m_after(std::move(after)), m_mels(mels) {}
  [[nodiscard]] std::string name() const override { return m_name; }
  [[nodiscard]] int sample_rate() const override { return m_module->form().sample_rate; }
  [[nodiscard]] Audio speak(const FrameFeatures& features, const RunControl& control) const override {
    require_features(features, m_module->form().dim, m_name);
    control.check();
    const at::NoGradGuard no_gradients;
    const at::Tensor input = at::from_blob(const_cast<float*>(features.values.data()),
                                           {features.frames, features.dim}, at::kFloat);
    const at::Tensor output = (*m_module)(input).to(at::kCPU, at::kFloat).contiguous();
    if (!at::isfinite(output).all().item<bool>())
      throw Error(ErrorCode::numeric, m_name + " gave values that are not finite");
    const float* values = output.data_ptr<float>();
    std::vector<float> all(values, values + output.numel());
    if (!m_after) return {sample_rate(), std::move(all)};
    if (output.size(1) != m_mels) {
      throw Error(ErrorCode::mismatch,
                  fmt::format("{} gives {} mels, but its vocoder takes {}", m_name, output.size(1), m_mels));
    }
    return m_after->speak({output.size(0), output.size(1), std::move(all)}, control);
  }

 private:
  std::shared_ptr<const TorchScriptDecoder> m_module;
  std::string m_name;
  std::shared_ptr<const Vocoder> m_after;  ///< null for waveforms
  std::int64_t m_mels;
};

}  // namespace

TorchScriptForm torchscript_form_of(const fs::path& file) {
  const Json json = read_json_file(file);
  TorchScriptForm form;
  form.dim = json_field<std::int64_t>(json, "D", file);
  form.frame_rate = json_field<double>(json, "frame_rate", file);
  form.sample_rate = json_field<int>(json, "sample_rate", file);
  const auto refuse = [&](const char* key, const char* expected) {
    throw Error(ErrorCode::format, "the number makes no sense", file, fmt::format("\"{}\"", key), expected);
  };
  if (form.dim < 1 || form.dim > (1 << 20)) refuse("D", "1 to 1048576 values a frame");
  if (!(form.frame_rate > 0) || !(form.frame_rate <= 1e6)) refuse("frame_rate", "frames a second");
  if (form.sample_rate < 1 || form.sample_rate > (1 << 20)) refuse("sample_rate", "hz");
  if (second_word(json, "output", "waveform", "mel", true, file)) form.output = TorchScriptForm::Output::mel;
  if (second_word(json, "input", "features", "codes", false, file))
    form.input = TorchScriptForm::Input::codes;
  if (json.contains("contract")) form.contract = mel_contract_of(json["contract"], file);
  if (json.contains("output_contract")) form.output_contract = mel_contract_of(json["output_contract"], file);
  if (json.contains("vocoder")) form.vocoder = json_field<std::string>(json, "vocoder", file);
  return form;
}

std::shared_ptr<const TorchScriptDecoder> TorchScriptDecoder::load(const fs::path& module,
                                                                   TorchScriptForm form,
                                                                   const at::Device& device) {
  return std::make_shared<LoadedModule>(module, std::move(form), device);
}

std::shared_ptr<const Vocoder> open_torchscript_decoder(const fs::path& module, const fs::path& description,
                                                        const MelContract& contract,
                                                        const std::string& device) {
  const TorchScriptForm form = torchscript_form_of(description);
  const std::string name = module.stem().string();
  if (form.contract) require_same_contract(*form.contract, "the decoder " + name, contract, "the features");
  const bool mel = form.output == TorchScriptForm::Output::mel;
  const MelContract output = form.output_contract.value_or(contract);
  if (mel && output.sample_rate != form.sample_rate) {
    throw Error(ErrorCode::mismatch,
                fmt::format("the mel it gives is of {} Hz ({}), but sample_rate is {}", output.sample_rate,
                            output.describe(), form.sample_rate),
                description, "\"sample_rate\"");
  }
  if (std::abs(form.frame_rate - contract.frames_per_second()) > 1e-3 * form.frame_rate) {
    throw Error(ErrorCode::mismatch,
                fmt::format("it takes {} frames a second, but the features have {:.4f} ({})", form.frame_rate,
                            contract.frames_per_second(), contract.describe()),
                description, "\"frame_rate\"");
  }
  std::shared_ptr<const Vocoder> after;
  if (mel) {
    const fs::path beside = description.parent_path() / form.vocoder;
    const bool file = form.vocoder != "griffin-lim" && fs::path(form.vocoder).is_relative();
    after = Vocoder::open(file ? beside.string() : form.vocoder, output, device);
  }
  return std::make_shared<TorchScriptVocoder>(TorchScriptDecoder::load(module, form, torch_device(device)),
                                              name, std::move(after), output.mels);
}

}  // namespace prism
