// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sound/voice_words.h"

#include <algorithm>
#include <limits>

namespace prism {
namespace {

/// Bytes of the text before each of its characters.
std::vector<std::int64_t> character_offsets(std::string_view text) {
  std::vector<std::int64_t> offsets;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) != 0x80)
      offsets.push_back(static_cast<std::int64_t>(at));
  }
  return offsets;
}

bool is_vowel(const std::string& phone) {
  return !phone.empty() && std::string_view("aeiouyAEIOUVQ03@").find(phone[0]) != std::string_view::npos;
}

double difference(const std::string& a, const std::string& b) {
  if (a == b) return 0;
  return is_vowel(a) == is_vowel(b) ? 0.5 : 1.5;
}

/// For each of the phones, which of the words it belongs to: the cheapest alignment with the words' own
/// phones one after the other.
std::vector<std::size_t> share_phones(std::span<const std::string> phones,
                                      std::span<const std::vector<std::string>> spoken) {
  if (phones.empty()) return {};
  std::vector<std::string> expected;
  std::vector<std::size_t> owner;
  for (std::size_t word = 0; word < spoken.size(); ++word) {
    for (const std::string& phone : spoken[word]) {
      expected.push_back(phone);
      owner.push_back(word);
    }
  }
  const std::size_t rows = phones.size() + 1, cols = expected.size() + 1;
  std::vector<double> cost(rows * cols, std::numeric_limits<double>::infinity());
  const auto at = [&](std::size_t row, std::size_t col) -> double& { return cost[row * cols + col]; };
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t col = 0; col < cols; ++col) {
      if (row == 0 && col == 0) at(row, col) = 0;
      if (row > 0) at(row, col) = std::min(at(row, col), at(row - 1, col) + 1);
      if (col > 0) at(row, col) = std::min(at(row, col), at(row, col - 1) + 1);
      if (row > 0 && col > 0) {
        at(row, col) =
            std::min(at(row, col), at(row - 1, col - 1) + difference(phones[row - 1], expected[col - 1]));
      }
    }
  }
  std::vector<std::size_t> shares(phones.size());
  std::size_t row = phones.size(), col = expected.size();
  while (row > 0) {
    if (col > 0 && at(row, col) == at(row - 1, col - 1) + difference(phones[row - 1], expected[col - 1])) {
      shares[--row] = owner[--col];
    } else if (at(row, col) == at(row - 1, col) + 1) {
      --row;
      shares[row] = owner.empty() ? 0 : owner[std::min(col, owner.size() - 1)];
    } else {
      --col;
    }
  }
  return shares;
}

/// Runs of phones that carry the same word although words without any follow it.
void separate_joined_words(std::vector<VoicePhone>& phones, int word_count,
                           std::span<const std::vector<std::string>> spoken) {
  for (std::size_t first = 0; first < phones.size();) {
    const int word = phones[first].word;
    std::size_t end = first + 1;
    while (end < phones.size() && (phones[end].word == word || phones[end].silence)) ++end;
    while (end > first + 1 && phones[end - 1].silence) --end;
    const auto following = std::find_if(phones.begin() + static_cast<std::ptrdiff_t>(end), phones.end(),
                                        [](const VoicePhone& phone) { return !phone.silence; });
    const int next = following == phones.end() ? word_count : following->word;
    if (word >= 0 && next > word + 1) {
      std::vector<std::string> labels;
      std::vector<std::size_t> places;
      for (std::size_t i = first; i < end; ++i) {
        if (phones[i].silence) continue;
        labels.push_back(phones[i].label);
        places.push_back(i);
      }
      const auto shares = share_phones(
          labels, spoken.subspan(static_cast<std::size_t>(word), static_cast<std::size_t>(next - word)));
      for (std::size_t i = 0; i < places.size(); ++i) {
        phones[places[i]].word = word + static_cast<int>(shares[i]);
      }
    }
    first = end;
  }
}

}  // namespace

std::vector<std::string> split_phones(std::string_view spoken) {
  std::vector<std::string> phones;
  std::string phone;
  const auto close = [&] {
    // A pause, or the name of a language that the word comes from, is no phone.
    if (!phone.empty() && phone[0] != '_' && phone[0] != '(') phones.push_back(phone);
    phone.clear();
  };
  for (const char c : spoken) {
    if (c == ' ') {
      close();
    } else if (c != '\'' && c != ',' && c != '%' && c != '=' && c != '|') {
      phone += c;
    }
  }
  close();
  return phones;
}

std::vector<VoicePhone> phones_of_events(std::span<const VoiceEvent> events, std::string_view text,
                                         std::span<const std::pair<std::int64_t, std::int64_t>> words,
                                         std::span<const std::vector<std::string>> spoken,
                                         std::int64_t samples, int rate) {
  const std::vector<std::int64_t> offsets = character_offsets(text);
  const auto word_at = [&](std::int64_t character) {
    if (character < 0 || character >= static_cast<std::int64_t>(offsets.size())) return -1;
    const std::int64_t byte = offsets[static_cast<std::size_t>(character)];
    const auto behind =
        std::upper_bound(words.begin(), words.end(), byte, [](auto b, const auto& w) { return b < w.first; });
    return static_cast<int>(behind - words.begin()) - 1;
  };
  std::vector<VoicePhone> phones;
  if (samples <= 0) return phones;
  std::vector<std::int64_t> begins;
  const auto add = [&](VoicePhone phone, std::int64_t begin) {
    begin = std::clamp<std::int64_t>(begin, begins.empty() ? 0 : begins.back(), samples);
    if (!phones.empty() && phones.back().silence && phone.silence) return;
    // Something of no length is nothing that was heard.
    if (!begins.empty() && begins.back() == begin) {
      phones.pop_back();
      begins.pop_back();
      if (!phones.empty() && phones.back().silence && phone.silence) return;
    }
    phones.push_back(std::move(phone));
    begins.push_back(begin);
  };
  const VoicePhone silence{"sil", true, -1, 0, 0};
  add(silence, 0);
  int latest = words.empty() ? -1 : 0;
  for (const VoiceEvent& event : events) {
    if (event.kind != VoiceEventKind::phone || event.name.empty() || event.name[0] == '(') continue;
    if (event.name[0] == '_') {
      add(silence, event.sample);
    } else {
      latest = std::max(latest, word_at(event.character));
      add({event.name, false, latest, 0, 0}, event.sample);
    }
  }
  if (!begins.empty() && begins.back() == samples && phones.size() > 1) {
    phones.pop_back();
    begins.pop_back();
  }
  for (std::size_t i = 0; i < phones.size(); ++i) {
    phones[i].begin = static_cast<double>(begins[i]) / rate;
    phones[i].end = static_cast<double>(i + 1 < begins.size() ? begins[i + 1] : samples) / rate;
  }
  separate_joined_words(phones, static_cast<int>(words.size()), spoken);
  return phones;
}

}  // namespace prism
