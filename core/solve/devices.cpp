// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/solve/devices.h"

#include "core/base/error.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <torch/cuda.h>

namespace prism {
namespace {

std::string expected() {
  if (!torch::cuda::is_available()) return "cpu (there is no CUDA device here)";
  const auto count = torch::cuda::device_count();
  return count == 1 ? "cpu or cuda:0" : "cpu, or cuda:0 to cuda:" + std::to_string(count - 1);
}

/// Number of a CUDA device; −1 for words that are none.
int cuda_index(const std::string& word) {
  if (word == "cuda") return 0;
  constexpr std::string_view kFront = "cuda:";
  if (!word.starts_with(kFront)) return -1;
  int index = -1;
  const char* end = word.data() + word.size();
  const auto [stop, failed] = std::from_chars(word.data() + kFront.size(), end, index);
  return failed == std::errc() && stop == end && index >= 0 ? index : -1;
}

}  // namespace

std::vector<std::string> devices_of(const std::string& words) {
  std::vector<std::string> devices;
  std::set<int> cuda;
  for (std::size_t start = 0; start <= words.size();) {
    const std::size_t end = std::min(words.find(',', start), words.size());
    const std::string word = words.substr(start, end - start);
    start = end + 1;
    const int index = cuda_index(word);
    if (word != "cpu" && index < 0) {
      throw Error(ErrorCode::usage, "--device " + words + ": \"" + word + "\" is no device", {}, {},
                  expected());
    }
    if (index >= 0) {
      if (!torch::cuda::is_available() || index >= static_cast<int>(torch::cuda::device_count())) {
        throw Error(ErrorCode::usage, "--device " + words + ": " + word + " is not here", {}, {}, expected());
      }
      if (!cuda.insert(index).second) {
        throw Error(ErrorCode::usage, "--device " + words + " names " + word + " twice", {}, {},
                    "each CUDA device once");
      }
    }
    devices.push_back(word);
  }
  return devices;
}

}  // namespace prism
