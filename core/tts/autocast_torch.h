// SPDX-License-Identifier: GPL-3.0-or-later
// Inner parts of tts. Not for use outside core/tts.
#pragma once

namespace prism {

/// Products in half precision on CUDA while it lives, where `active`.
class Autocast {
 public:
  explicit Autocast(bool active);
  ~Autocast();
  Autocast(const Autocast&) = delete;
  Autocast& operator=(const Autocast&) = delete;

 private:
  bool m_active;
};

}  // namespace prism
