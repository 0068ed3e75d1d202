// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/tts/reference_hifigan.h"

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/model/writers.h"

#include <cmath>
#include <fmt/format.h>

namespace prism::test {
namespace {

constexpr std::int64_t kMels = 5, kChannels = 8;
const std::vector<std::int64_t> kRates{4, 2}, kUpKernels{8, 5}, kKernels{3, 5};
const std::vector<std::vector<std::int64_t>> kDilations{{1, 3}, {1, 2}};

double leaky(double x, double slope) {
  return x > 0 ? x : slope * x;
}

}  // namespace

ReferenceHifigan::ReferenceHifigan(int resblock) : m_resblock(resblock) {
  add("conv_pre", {kChannels, kMels, 7});
  std::int64_t channels = kChannels;
  for (std::size_t i = 0; i < kRates.size(); ++i) {
    add(fmt::format("ups.{}", i), {channels, channels / 2, kUpKernels[i]});
    channels /= 2;
    for (std::size_t k = 0; k < kKernels.size(); ++k) {
      for (std::size_t d = 0; d < kDilations[k].size(); ++d) {
        const std::string block = fmt::format("resblocks.{}", i * kKernels.size() + k);
        add(fmt::format("{}.{}.{}", block, resblock == 1 ? "convs1" : "convs", d),
            {channels, channels, kKernels[k]});
        if (resblock == 1) add(fmt::format("{}.convs2.{}", block, d), {channels, channels, kKernels[k]});
      }
    }
  }
  add("conv_post", {1, channels, 7});
}

void ReferenceHifigan::add(const std::string& name, std::vector<std::int64_t> shape) {
  Random random(m_state++);
  Tensor weight{shape, {}}, bias{{name.starts_with("ups") ? shape[1] : shape[0]}, {}};
  for (std::int64_t i = 0; i < shape[0] * shape[1] * shape[2]; ++i)
    weight.values.push_back(static_cast<float>(0.6 * (random.uniform() - 0.5)));
  for (std::int64_t i = 0; i < bias.shape[0]; ++i)
    bias.values.push_back(static_cast<float>(random.uniform() - 0.5));
  m_tensors[name + ".weight"] = weight;
  m_tensors[name + ".bias"] = bias;
}

MelContract ReferenceHifigan::contract() const {
  MelContract contract;
  contract.sample_rate = 8000;
  contract.fft = contract.window = 16;
  contract.hop = 8;
  contract.mels = kMels;
  contract.fmax = 4000;
  return contract;
}

ReferenceHifigan::Signal ReferenceHifigan::convolve(const Signal& x, const std::string& name,
                                                    std::int64_t dilation) const {
  const Tensor& weight = m_tensors.at(name + ".weight");
  const std::int64_t out = weight.shape[0], in = weight.shape[1], kernel = weight.shape[2];
  const auto time = static_cast<std::int64_t>(x.front().size());
  Signal y(static_cast<std::size_t>(out), std::vector<double>(static_cast<std::size_t>(time)));
  for (std::int64_t o = 0; o < out; ++o) {
    for (std::int64_t t = 0; t < time; ++t) {
      double sum = m_tensors.at(name + ".bias").values[static_cast<std::size_t>(o)];
      for (std::int64_t i = 0; i < in; ++i) {
        for (std::int64_t k = 0; k < kernel; ++k) {
          const std::int64_t from = t + (k - kernel / 2) * dilation;
          if (from < 0 || from >= time) continue;
          sum += static_cast<double>(weight.values[static_cast<std::size_t>((o * in + i) * kernel + k)]) *
                 x[static_cast<std::size_t>(i)][static_cast<std::size_t>(from)];
        }
      }
      y[static_cast<std::size_t>(o)][static_cast<std::size_t>(t)] = sum;
    }
  }
  return y;
}

ReferenceHifigan::Signal ReferenceHifigan::upsample(const Signal& x, const std::string& name,
                                                    std::int64_t rate) const {
  const Tensor& weight = m_tensors.at(name + ".weight");
  const std::int64_t in = weight.shape[0], out = weight.shape[1], kernel = weight.shape[2];
  const std::int64_t padding = (kernel - rate) / 2;
  const auto time = static_cast<std::int64_t>(x.front().size());
  const std::int64_t length = (time - 1) * rate - 2 * padding + kernel;
  Signal y(static_cast<std::size_t>(out));
  for (std::int64_t o = 0; o < out; ++o)
    y[static_cast<std::size_t>(o)].assign(static_cast<std::size_t>(length),
                                          m_tensors.at(name + ".bias").values[static_cast<std::size_t>(o)]);
  for (std::int64_t i = 0; i < in; ++i) {
    for (std::int64_t t = 0; t < time; ++t) {
      for (std::int64_t o = 0; o < out; ++o) {
        for (std::int64_t k = 0; k < kernel; ++k) {
          const std::int64_t to = t * rate + k - padding;
          if (to < 0 || to >= length) continue;
          y[static_cast<std::size_t>(o)][static_cast<std::size_t>(to)] +=
              static_cast<double>(weight.values[static_cast<std::size_t>((i * out + o) * kernel + k)]) *
              x[static_cast<std::size_t>(i)][static_cast<std::size_t>(t)];
        }
      }
    }
  }
  return y;
}

std::vector<float> ReferenceHifigan::speak(const FrameFeatures& mel) const {
  const auto rectified = [](Signal x, double slope) {
    for (auto& row : x) {
      for (double& value : row) value = leaky(value, slope);
    }
    return x;
  };
  const auto plus = [](Signal x, const Signal& y) {
    for (std::size_t i = 0; i < x.size(); ++i) {
      for (std::size_t t = 0; t < x[i].size(); ++t) x[i][t] += y[i][t];
    }
    return x;
  };
  Signal x(static_cast<std::size_t>(mel.dim));
  for (std::int64_t t = 0; t < mel.frames; ++t) {
    for (std::int64_t m = 0; m < mel.dim; ++m) x[static_cast<std::size_t>(m)].push_back(mel.row(t)[m]);
  }
  x = convolve(x, "conv_pre", 1);
  for (std::size_t i = 0; i < kRates.size(); ++i) {
    x = upsample(rectified(x, 0.1), fmt::format("ups.{}", i), kRates[i]);
    Signal sum(x.size(), std::vector<double>(x.front().size()));
    for (std::size_t k = 0; k < kKernels.size(); ++k) {
      const std::string block = fmt::format("resblocks.{}", i * kKernels.size() + k);
      Signal y = x;
      for (std::size_t d = 0; d < kDilations[k].size(); ++d) {
        const char* first = m_resblock == 1 ? "convs1" : "convs";
        Signal z = convolve(rectified(y, 0.1), fmt::format("{}.{}.{}", block, first, d), kDilations[k][d]);
        if (m_resblock == 1) z = convolve(rectified(z, 0.1), fmt::format("{}.convs2.{}", block, d), 1);
        y = plus(y, z);
      }
      sum = plus(sum, y);
    }
    for (auto& row : sum) {
      for (double& value : row) value /= static_cast<double>(kKernels.size());
    }
    x = sum;
  }
  x = convolve(rectified(x, 0.01), "conv_post", 1);
  std::vector<float> sound;
  for (std::int64_t t = 0; t < mel.frames * contract().hop; ++t)
    sound.push_back(static_cast<float>(std::tanh(x.front()[static_cast<std::size_t>(t)])));
  return sound;
}

void ReferenceHifigan::write(const std::filesystem::path& folder, int form) const {
  const MelContract mel = contract();
  const Json config{{"resblock", std::to_string(m_resblock)},
                    {"upsample_rates", kRates},
                    {"upsample_kernel_sizes", kUpKernels},
                    {"upsample_initial_channel", kChannels},
                    {"resblock_kernel_sizes", kKernels},
                    {"resblock_dilation_sizes", kDilations},
                    {"num_mels", mel.mels},
                    {"n_fft", mel.fft},
                    {"hop_size", mel.hop},
                    {"win_size", mel.window},
                    {"sampling_rate", mel.sample_rate},
                    {"fmin", mel.fmin},
                    {"fmax", mel.fmax}};
  write_file(folder / "config.json", dump_json(config));
  const std::string prefix = form == 3 ? "generator." : "";
  std::map<std::string, Tensor> written;
  for (const auto& [name, tensor] : m_tensors) {
    const std::size_t dot = name.rfind(".weight");
    if (form == 0 || dot == std::string::npos) {
      written[prefix + name] = tensor;
      continue;
    }
    const std::string module = prefix + name.substr(0, dot);
    Tensor g{{tensor.shape[0], 1, 1}, {}}, v = tensor;
    const auto width = static_cast<std::size_t>(tensor.shape[1] * tensor.shape[2]);
    for (std::size_t row = 0; row < static_cast<std::size_t>(tensor.shape[0]); ++row) {
      double square = 0;
      for (std::size_t i = 0; i < width; ++i) {
        square += std::pow(tensor.values[row * width + i], 2);
        v.values[row * width + i] *= static_cast<float>(row + 2);  // its length means nothing
      }
      g.values.push_back(static_cast<float>(std::sqrt(square)));
    }
    const bool parametrized = form == 2;
    written[module + (parametrized ? ".parametrizations.weight.original0" : ".weight_g")] = g;
    written[module + (parametrized ? ".parametrizations.weight.original1" : ".weight_v")] = v;
  }
  std::vector<TensorToWrite> tensors;
  for (const auto& [name, tensor] : written) {
    tensors.push_back({name, DType::f32, tensor.shape, {}, std::as_bytes(std::span(tensor.values))});
  }
  write_tensors(folder / (form == 3 ? "generator.pt" : "generator.safetensors"), tensors);
}

}  // namespace prism::test
