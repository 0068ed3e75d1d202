// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/job/job.h"

#include <new>
#include <string>
#include <utility>

namespace prism {
namespace {

JobEvent failed(ErrorCode code, std::string message) {
  return {.end = JobEnd::failed, .code = code, .message = std::move(message)};
}

JobEvent out_of_memory() {
  return failed(ErrorCode::memory,
                "there is not enough memory for this; close other programs or use less data");
}

}  // namespace

JobEvent run_translated(const std::function<void()>& work) {
  try {
    work();
    return {.end = JobEnd::done, .message = {}};
  } catch (const Stopped&) {
    return {.end = JobEnd::stopped, .message = {}};
  } catch (const Error& error) {
    return failed(error.code(), error.what());
  } catch (const std::bad_alloc&) {
    return out_of_memory();
  } catch (const std::exception& exception) {
    const std::string words = exception.what();
    // Torch's allocator throws an exception of its own.
    if (words.find("can't allocate memory") != std::string::npos) return out_of_memory();
    return failed(ErrorCode::internal, "unexpected trouble: " + words.substr(0, words.find('\n')));
  }
}

}  // namespace prism
