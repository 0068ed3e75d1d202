// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/mel_contract.h"

#include "core/base/error.h"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace prism {

namespace {

template <typename Enum, std::size_t N>
using Words = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Words<MelScale, 2> kScales{{{MelScale::slaney, "slaney"}, {MelScale::htk, "htk"}}};
constexpr Words<MelNorm, 2> kNorms{{{MelNorm::slaney, "slaney"}, {MelNorm::none, "none"}}};
constexpr Words<MelMagnitude, 2> kMagnitudes{
    {{MelMagnitude::magnitude, "magnitude"}, {MelMagnitude::power, "power"}}};
constexpr Words<MelPadding, 3> kPaddings{
    {{MelPadding::reflect_same, "reflect_same"}, {MelPadding::centre, "centre"}, {MelPadding::none, "none"}}};
constexpr Words<LogBase, 2> kBases{{{LogBase::natural, "natural"}, {LogBase::ten, "ten"}}};

template <typename Enum, std::size_t N>
std::string word_of(const Words<Enum, N>& words, Enum value) {
  for (const auto& [each, word] : words) {
    if (each == value) return std::string(word);
  }
  return {};
}

template <typename Enum, std::size_t N>
void read_word(const Json& json, const char* key, const Words<Enum, N>& words, Enum& value,
               const std::filesystem::path& file) {
  if (!json.contains(key)) return;
  const auto text = json_field<std::string>(json, key, file);
  std::string known;
  for (const auto& [each, word] : words) {
    if (word == text) {
      value = each;
      return;
    }
    known += (known.empty() ? "" : ", ") + std::string(word);
  }
  throw Error(ErrorCode::format, fmt::format("unknown word \"{}\"", text), file, fmt::format("\"{}\"", key),
              known);
}

template <typename T>
void read_number(const Json& json, const char* key, T& value, const std::filesystem::path& file) {
  if (json.contains(key) && !json[key].is_null()) value = json_field<T>(json, key, file);
}

void validate(const MelContract& c, const std::filesystem::path& file) {
  const auto refuse = [&](const char* field, const std::string& reason, const std::string& expected) {
    throw Error(ErrorCode::format, reason, file, fmt::format("\"{}\"", field), expected);
  };
  constexpr int kMost = 1 << 20;
  const std::array<std::pair<const char*, int>, 5> sizes{{{"sample_rate", c.sample_rate},
                                                          {"fft", c.fft},
                                                          {"hop", c.hop},
                                                          {"window", c.window},
                                                          {"mels", c.mels}}};
  for (const auto& [field, size] : sizes) {
    if (size < 1 || size > kMost) refuse(field, fmt::format("{} makes no sense", size), "1 to 1048576");
  }
  if (c.window > c.fft)
    refuse("window", "the window is longer than the FFT", fmt::format("at most {}", c.fft));
  if (c.hop > c.fft) refuse("hop", "the hop is longer than the FFT", fmt::format("at most {}", c.fft));
  if (c.mels > c.fft / 2 + 1) {
    refuse("mels", "more mel bands than FFT bins", fmt::format("at most {}", c.fft / 2 + 1));
  }
  if (!(c.fmin >= 0) || !(c.fmax > c.fmin) || !(c.fmax <= c.sample_rate / 2.0)) {
    refuse("fmax", fmt::format("the band {}–{} Hz makes no sense", c.fmin, c.fmax),
           fmt::format("0 <= fmin < fmax <= {}", c.sample_rate / 2.0));
  }
  if (!(c.floor > 0) || !std::isfinite(c.floor)) refuse("floor", "the floor is not positive", "1e-5");
}

}  // namespace

std::int64_t MelContract::frames_of(std::int64_t samples) const noexcept {
  if (padding == MelPadding::none) return samples < fft ? 0 : (samples - fft) / hop + 1;
  return samples / hop + (padding == MelPadding::centre ? 1 : 0);
}

std::string MelContract::describe() const {
  return fmt::format(
      "{} Hz, FFT {}, hop {}, window {}, {} mels {}–{} Hz ({} scale, {} norm), {}, padding {}, log {}, floor "
      "{}",
      sample_rate, fft, hop, window, mels, fmin, fmax, word_of(kScales, scale), word_of(kNorms, norm),
      word_of(kMagnitudes, magnitude), word_of(kPaddings, padding), word_of(kBases, log_base), floor);
}

Json to_json(const MelContract& c) {
  return {{"sample_rate", c.sample_rate},
          {"fft", c.fft},
          {"hop", c.hop},
          {"window", c.window},
          {"mels", c.mels},
          {"fmin", c.fmin},
          {"fmax", c.fmax},
          {"scale", word_of(kScales, c.scale)},
          {"norm", word_of(kNorms, c.norm)},
          {"magnitude", word_of(kMagnitudes, c.magnitude)},
          {"padding", word_of(kPaddings, c.padding)},
          {"log_base", word_of(kBases, c.log_base)},
          {"floor", c.floor}};
}

MelContract mel_contract_of(const Json& json, const std::filesystem::path& file) {
  if (!json.is_object()) throw Error(ErrorCode::format, "the mel contract is not an object", file);
  MelContract c;
  read_number(json, "sample_rate", c.sample_rate, file);
  read_number(json, "fft", c.fft, file);
  read_number(json, "hop", c.hop, file);
  read_number(json, "window", c.window, file);
  read_number(json, "mels", c.mels, file);
  read_number(json, "fmin", c.fmin, file);
  read_number(json, "fmax", c.fmax, file);
  read_number(json, "floor", c.floor, file);
  read_word(json, "scale", kScales, c.scale, file);
  read_word(json, "norm", kNorms, c.norm, file);
  read_word(json, "magnitude", kMagnitudes, c.magnitude, file);
  read_word(json, "padding", kPaddings, c.padding, file);
  read_word(json, "log_base", kBases, c.log_base, file);
  validate(c, file);
  return c;
}

MelContract mel_contract_of_hifigan(const Json& config, const std::filesystem::path& file) {
  // Some configurations keep the sound's part in an object of its own.
  const Json& json = config.is_object() && config.contains("audio") ? config["audio"] : config;
  MelContract c;
  c.sample_rate = json_field<int>(json, json.contains("sample_rate") ? "sample_rate" : "sampling_rate", file);
  const auto first = [&](std::initializer_list<const char*> keys, auto& value) {
    for (const char* key : keys) read_number(json, key, value, file);
  };
  first({"n_fft", "filter_length"}, c.fft);
  first({"hop_size", "hop_length"}, c.hop);
  first({"win_size", "win_length"}, c.window);
  first({"num_mels", "n_mel_channels"}, c.mels);
  first({"fmin", "mel_fmin"}, c.fmin);
  c.fmax = c.sample_rate / 2.0;  // what an absent or null fmax means there
  first({"fmax", "mel_fmax"}, c.fmax);
  validate(c, file);
  return c;
}

void require_same_contract(const MelContract& a, const std::string& name_a, const MelContract& b,
                           const std::string& name_b) {
  if (a == b) return;
  const Json left = to_json(a);
  const Json right = to_json(b);
  std::string differs;
  for (const auto& [key, value] : left.items()) {
    if (value != right[key]) {
      differs += fmt::format("{}{} {} against {}", differs.empty() ? "" : ", ", key, value.dump(),
                             right[key].dump());
    }
  }
  throw Error(ErrorCode::mismatch, fmt::format("the mel contracts differ in {}; {}: {}; {}: {}", differs,
                                               name_a, a.describe(), name_b, b.describe()));
}

}  // namespace prism
