// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <complex>
#include <cstddef>
#include <memory>
#include <span>

namespace prism {

/// Real Fourier transforms of one length in single precision. Plans are made once a length for the whole
/// process; an object holds its own buffers, so one a thread.
class RealFourier {
 public:
  explicit RealFourier(int length);
  ~RealFourier();
  RealFourier(const RealFourier&) = delete;
  RealFourier& operator=(const RealFourier&) = delete;

  [[nodiscard]] std::span<float> signal() noexcept { return m_signal; }                    ///< [length]
  [[nodiscard]] std::span<std::complex<float>> spectrum() noexcept { return m_spectrum; }  ///< [length/2 + 1]
  void forward();   ///< signal → spectrum
  void backward();  ///< spectrum → signal, times length; destroys the spectrum

 private:
  struct Plans;
  static const Plans& plans(int length);

  const Plans& m_plans;
  std::span<float> m_signal;
  std::span<std::complex<float>> m_spectrum;
};

}  // namespace prism
