// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/fourier.h"

#include <fftw3.h>
#include <map>
#include <mutex>
#include <new>

namespace prism {
namespace {

fftwf_complex* raw(std::span<std::complex<float>> values) {
  return reinterpret_cast<fftwf_complex*>(values.data());
}

template <typename T>
std::span<T> aligned(std::size_t count) {
  void* memory = fftwf_malloc(count * sizeof(T));
  if (memory == nullptr) throw std::bad_alloc();
  return {new (memory) T[count]{}, count};
}

}  // namespace

struct RealFourier::Plans {
  fftwf_plan forward = nullptr;
  fftwf_plan backward = nullptr;
};

const RealFourier::Plans& RealFourier::plans(int length) {
  // FFTW's planner is not thread-safe; running a plan on buffers of one's own is. Plans live as long as the
  // process: there is one a length.
  static std::mutex mutex;
  static std::map<int, Plans> all;
  const std::scoped_lock lock(mutex);
  Plans& made = all[length];
  if (made.forward == nullptr) {
    const auto signal = aligned<float>(static_cast<std::size_t>(length));
    const auto spectrum = aligned<std::complex<float>>(static_cast<std::size_t>(length) / 2 + 1);
    // Measuring would choose among algorithms by their time, and rounding would differ from run to run.
    made.forward = fftwf_plan_dft_r2c_1d(length, signal.data(), raw(spectrum), FFTW_ESTIMATE);
    made.backward = fftwf_plan_dft_c2r_1d(length, raw(spectrum), signal.data(), FFTW_ESTIMATE);
    fftwf_free(signal.data());
    fftwf_free(spectrum.data());
  }
  return made;
}

RealFourier::RealFourier(int length)
    : m_plans(plans(length)),
      m_signal(aligned<float>(static_cast<std::size_t>(length))),
      m_spectrum(aligned<std::complex<float>>(static_cast<std::size_t>(length) / 2 + 1)) {}

RealFourier::~RealFourier() {
  fftwf_free(m_signal.data());
  fftwf_free(m_spectrum.data());
}

void RealFourier::forward() {
  fftwf_execute_dft_r2c(m_plans.forward, m_signal.data(), raw(m_spectrum));
}

void RealFourier::backward() {
  fftwf_execute_dft_c2r(m_plans.backward, raw(m_spectrum), m_signal.data());
}

}  // namespace prism
