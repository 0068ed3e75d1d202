// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/progress.h"
#include "core/demo/report.h"
#include "core/tts/train.h"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace prism {

struct SpeechDemoOptions {
  std::filesystem::path model;   ///< whose hidden states speak
  std::filesystem::path start;   ///< the projector that comes with the program; begun anew when absent
  std::filesystem::path folder;  ///< gets voice/, speech/ and unseen/
  std::uint64_t seed = 0;
  double seconds = 45;  ///< of training
};

/// The demo's last steps, in this order: a set of sentences by the built-in voice, a projector trained on it,
/// sentences spoken that are not in the set. Each adds its chapter to the report.
class SpeechDemo {
 public:
  explicit SpeechDemo(SpeechDemoOptions options) : m_options(std::move(options)) {}

  void voice(Json& figures, Report& report, const RunControl& control);
  void projector(Json& figures, Report& report, const RunControl& control);
  void speak(Json& figures, Report& report, const RunControl& control);
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const noexcept { return m_files; }

 private:
  SpeechDemoOptions m_options;
  std::filesystem::path m_features, m_checkpoint;
  std::vector<std::filesystem::path> m_files;
};

}  // namespace prism
