// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/llm/text_stream.h"

#include "core/base/error.h"
#include "core/text/encodings.h"

#include <algorithm>
#include <utility>

namespace prism {
namespace {

/// Bytes of the character that begins with this one; 1 for bytes that begin none.
std::size_t length_of(char first) noexcept {
  const auto byte = static_cast<unsigned char>(first);
  if (byte >= 0xC2 && byte <= 0xDF) return 2;
  if (byte >= 0xE0 && byte <= 0xEF) return 3;
  if (byte >= 0xF0 && byte <= 0xF4) return 4;
  return 1;
}

bool continues(char byte) noexcept {
  return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80u;
}

/// Where an unfinished character at the end of `bytes` begins; their size when there is none.
std::size_t unfinished(std::string_view bytes) noexcept {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
    const std::size_t at = bytes.size() - back;
    if (!continues(bytes[at])) return length_of(bytes[at]) > back ? at : bytes.size();
  }
  return bytes.size();
}

std::string readable(std::string_view bytes) {
  std::string text;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = std::min(length_of(bytes[i]), bytes.size() - i);
    if (is_utf8(bytes.substr(i, length))) {
      text += bytes.substr(i, length);
      i += length;
    } else {
      append_utf8(text, U'\uFFFD');
      ++i;
    }
  }
  return text;
}

}  // namespace

TextStream::TextStream(std::vector<std::string> stops) : m_stops(std::move(stops)) {
  for (const std::string& stop : m_stops) {
    if (stop.empty()) throw Error(ErrorCode::usage, "a stop text is empty", {}, "--stop");
  }
}

std::string TextStream::add(std::string_view bytes) {
  if (m_stopped) return {};
  m_bytes += bytes;
  std::size_t certain = m_bytes.size();
  std::size_t cut = std::string::npos;
  for (const std::string& stop : m_stops) {
    cut = std::min(cut, m_bytes.find(stop, m_given));
    // The longest end that might still grow into the stop text waits.
    for (std::size_t length = std::min(stop.size() - 1, m_bytes.size() - m_given); length > 0; --length) {
      if (m_bytes.ends_with(std::string_view(stop).substr(0, length))) {
        certain = std::min(certain, m_bytes.size() - length);
        break;
      }
    }
  }
  if (cut != std::string::npos) {
    m_bytes.resize(cut);
    m_stopped = true;
    return give(unfinished(m_bytes));
  }
  return give(unfinished(std::string_view(m_bytes).substr(0, certain)));
}

std::string TextStream::finish() {
  return give(unfinished(m_bytes));
}

std::string TextStream::give(std::size_t end) {
  if (end <= m_given) return {};
  std::string text = readable(std::string_view(m_bytes).substr(m_given, end - m_given));
  m_given = end;
  return text;
}

}  // namespace prism
