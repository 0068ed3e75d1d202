// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of the built-in aligner (aligner.h): what it hears, the first warp, the Gaussians.
#pragma once

#include "core/types/audio.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace prism {

/// The rate the aligner listens at and the time between its frames.
inline constexpr int kAlignRate = 16000;
inline constexpr double kAlignHop = 0.005;

/// A recording as the aligner hears it. Frame t is centred at t · kAlignHop seconds.
struct HeardSound {
  FrameFeatures features;  ///< cepstra 0–12 and their slopes, mean 0 and variance 1 over the loud frames
  std::vector<float> loudness;  ///< dB, any zero
  double quiet = 0;             ///< dB: below is rather silence, above rather speech
};
/// `audio` at kAlignRate. At least one frame.
[[nodiscard]] HeardSound hear(const Audio& audio);

/// What is to be found in the recording: phones in order, without silences.
struct ExpectedPhone {
  std::string label;
  int word = 0;               ///< rising
  double begin = 0, end = 0;  ///< seconds in the voice's own sound
  bool pause = false;         ///< the voice paused before it, or the text has a mark there
};

/// Frames [begin, end) of one phone; what lies between is silence.
struct FrameSpan {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// Dynamic time warping of the voice's sound onto the recording, silences allowed between words. Empty when
/// the recording is too short for the phones.
[[nodiscard]] std::vector<FrameSpan> warp_voice(const HeardSound& voice,
                                                std::span<const ExpectedPhone> phones,
                                                const HeardSound& recording);

/// Diagonal Gaussians of the states of each phone and of silence, each drawn towards its phone's and that
/// towards all speech where it has heard little.
class PhoneModels {
 public:
  static constexpr int kStates = 3;

  /// Adds one utterance with spans as found so far.
  void add(const HeardSound& sound, std::span<const ExpectedPhone> phones, std::span<const FrameSpan> spans,
           double weight = 1);
  /// After all were added, before find().
  void estimate();
  /// The most likely spans (Viterbi), silences between words allowed; empty when the recording is too short
  /// for the phones.
  [[nodiscard]] std::vector<FrameSpan> find(const HeardSound& sound,
                                            std::span<const ExpectedPhone> phones) const;

 private:
  struct Sum {
    double count = 0;
    std::vector<double> first, second;
    void add(const float* row, std::int64_t dim, double weight);
  };
  struct Gaussian {
    std::vector<float> mean, inverse_variance;
    float constant = 0;
    [[nodiscard]] float log_likelihood(const float* row) const;
  };
  struct Phone {
    std::string label;
    Sum states[kStates];
    double frames = 0, count = 0;  ///< of its spans: how long it lasts
    Gaussian gaussians[kStates];
  };
  [[nodiscard]] static Gaussian gaussian_of(const Sum& sum, const Sum& towards, double strength,
                                            const std::vector<double>& floor);
  int index_of(const std::string& label);
  [[nodiscard]] int known(const std::string& label) const;

  std::vector<Phone> m_phones;
  Sum m_silence[2];
  Gaussian m_silent[2];
};

}  // namespace prism
