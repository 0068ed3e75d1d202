// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/splitter.h"

#include "core/text/encodings.h"

#include <algorithm>

namespace prism {
namespace {

/// Runs of valid UTF-8 and runs of other bytes in turn; valid[i] tells which.
struct Runs {
  std::vector<TextRange> ranges;
  std::vector<bool> valid;
};

Runs utf8_runs(std::string_view text) {
  Runs runs;
  for (std::string_view rest = text; !rest.empty();) {
    const std::size_t begin = text.size() - rest.size();
    const bool valid = take_code_point(rest) != kInvalid;
    const std::size_t end = text.size() - rest.size();
    if (!runs.ranges.empty() && runs.valid.back() == valid) {
      runs.ranges.back().end = end;
    } else {
      runs.ranges.push_back({begin, end});
      runs.valid.push_back(valid);
    }
  }
  return runs;
}

/// Collects the stretches of one piece by the stage's behaviour.
class Cutter {
 public:
  Cutter(const SplitStage& stage, std::size_t offset, std::vector<TextRange>& out)
      : m_stage(stage), m_offset(offset), m_out(out) {}

  void cut(std::string_view text) {
    std::size_t end = 0;
    m_stage.pattern.each_match(text, [&](TextRange match) {
      if (match.begin > end) add({end, match.begin}, false);
      add(match, true);
      end = match.end;
    });
    if (end < text.size()) add({end, text.size()}, false);
    flush();
  }

 private:
  void add(TextRange range, bool matches) {
    const bool match = matches != m_stage.invert;
    switch (m_stage.behaviour) {
      case SplitBehaviour::isolated:
        flush();
        break;
      case SplitBehaviour::removed:
        flush();
        if (match) return;
        break;
      case SplitBehaviour::merged_with_previous:
        if (!match || m_last_match) flush();
        break;
      case SplitBehaviour::merged_with_next:
        if (match || !m_last_match) flush();
        break;
      case SplitBehaviour::contiguous:
        if (match != m_last_match) flush();
        break;
    }
    m_last_match = match;
    m_held = m_held.size() > 0 ? TextRange{m_held.begin, range.end} : range;
  }
  void flush() {
    if (m_held.size() > 0) m_out.push_back({m_held.begin + m_offset, m_held.end + m_offset});
    m_held = {};
  }

  const SplitStage& m_stage;
  std::size_t m_offset;
  std::vector<TextRange>& m_out;
  TextRange m_held;
  bool m_last_match = false;
};

/// A text in another form; places[i] is where byte i of it comes from, the last one the end.
struct StandIn {
  std::string text;
  std::vector<std::size_t> places;
};

StandIn stand_in(SplitForm form, std::string_view text) {
  StandIn result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool low_one = form == SplitForm::low_ones && text[i] == ' ';
    if (form == SplitForm::byte_level) {
      result.text += byte_level_of(text.substr(i, 1));
    } else {
      result.text += low_one ? "\xE2\x96\x81" : text.substr(i, 1);
    }
    result.places.resize(result.text.size(), i);
  }
  result.places.push_back(text.size());
  return result;
}

void apply(const SplitStage& stage, std::string_view text, TextRange piece, std::vector<TextRange>& out) {
  if (stage.form == SplitForm::plain) {
    Cutter(stage, piece.begin, out).cut(piece.of(text));
    return;
  }
  const StandIn other = stand_in(stage.form, piece.of(text));
  std::vector<TextRange> found;
  Cutter(stage, 0, found).cut(other.text);
  for (const TextRange& range : found)
    out.push_back({piece.begin + other.places[range.begin], piece.begin + other.places[range.end]});
}

}  // namespace

std::vector<std::string_view> Splitter::patterns() const {
  std::vector<std::string_view> sources;
  for (const SplitStage& stage : m_stages) sources.push_back(stage.pattern.source());
  return sources;
}

std::vector<TextRange> Splitter::split(std::string_view text) const {
  if (text.empty()) return {};
  if (m_stages.empty()) return {{0, text.size()}};
  std::vector<TextRange> pieces, next;
  std::vector<TextRange> words;
  const auto split_valid = [&](TextRange range) {
    pieces.assign(1, range);
    for (const SplitStage& stage : m_stages) {
      next.clear();
      for (const TextRange& piece : pieces) apply(stage, text, piece, next);
      pieces.swap(next);
    }
    words.insert(words.end(), pieces.begin(), pieces.end());
  };
  if (is_utf8(text)) {
    split_valid({0, text.size()});
    return words;
  }
  const Runs runs = utf8_runs(text);
  for (std::size_t i = 0; i < runs.ranges.size(); ++i) {
    if (runs.valid[i]) {
      split_valid(runs.ranges[i]);
    } else {
      words.push_back(runs.ranges[i]);
    }
  }
  return words;
}

}  // namespace prism
