// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/front_end.h"

#include "core/base/error.h"
#include "core/base/spoken_words.h"
#include "core/sound/voice.h"
#include "core/speech/arpabet.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <set>

namespace prism {
namespace {

constexpr const char* kSilence = "sil";

std::string lower(std::string_view word) {
  std::string folded;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word.substr(i).starts_with("’")) {  // dictionaries write the plain apostrophe
      folded += '\'';
      i += 2;
    } else {
      folded += word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] - 'A' + 'a') : word[i];
    }
  }
  return folded;
}

/// A pause is heard between words that such punctuation stands between.
bool pauses(std::string_view between) {
  static constexpr std::array<std::string_view, 4> kWide{"—", "–", "…", "--"};
  if (between.find_first_of(".,;:!?()\n") != std::string_view::npos) return true;
  return std::any_of(kWide.begin(), kWide.end(),
                     [&](std::string_view mark) { return between.find(mark) != std::string_view::npos; });
}

/// Collects the units of one text.
class Speaking {
 public:
  Speaking(const FrontEnd& front_end, const std::string& text)
      : m_front_end(front_end),
        m_text(text),
        m_known(front_end.phones.begin(), front_end.phones.end()),
        m_arpabet(std::any_of(front_end.phones.begin(), front_end.phones.end(), [](const std::string& label) {
          return label.size() > 1 && is_arpabet(label);
        })) {}

  SpokenUnits by_voice() {
    const VoiceText voice = speak_voice(m_front_end.voice, m_text);
    m_out.words = voice.words;
    for (const auto& [begin, end] : voice.word_ranges) m_out.word_ranges.push_back({begin, end});
    for (const VoicePhone& phone : voice.phones) {
      if (phone.silence) {
        add_silence();
      } else {
        add_phone(closest(phone.label), phone.label, phone.word);
      }
    }
    return finish();
  }

  SpokenUnits by_lexicon() {
    add_silence();
    for (const auto& [begin, end] : split_words(m_text)) {
      const auto before =
          m_out.word_ranges.empty() ? 0 : static_cast<std::size_t>(m_out.word_ranges.back().end);
      const auto first = static_cast<std::size_t>(begin), behind = static_cast<std::size_t>(end);
      if (pauses(std::string_view(m_text).substr(before, first - before))) add_silence();
      m_out.words.push_back(m_text.substr(first, behind - first));
      m_out.word_ranges.push_back({begin, end});
      const int word = static_cast<int>(m_out.words.size()) - 1;
      for (const std::string& phone : pronounce(m_out.words.back())) add_phone(closest(phone), phone, word);
    }
    add_silence();
    return finish();
  }

 private:
  void add_silence() {
    if (!m_out.units.empty() && m_out.units.back().silence) return;
    SpeechUnit unit;
    unit.label = kSilence;
    unit.silence = true;
    m_out.units.push_back(std::move(unit));
  }

  void add_phone(const std::string& label, const std::string& wanted, int word) {
    if (label.empty()) {
      if (m_strange.insert(wanted).second) {
        m_out.warnings.push_back(
            fmt::format("the phone \"{}\" was not in the training data: left out", wanted));
      }
      return;
    }
    SpeechUnit unit;
    unit.label = label;
    unit.word = word;
    m_out.units.push_back(std::move(unit));
  }

  SpokenUnits finish() {
    std::vector<bool> heard(m_out.words.size());
    for (const SpeechUnit& unit : m_out.units) {
      if (unit.word >= 0) heard[static_cast<std::size_t>(unit.word)] = true;
    }
    for (std::size_t word = 0; word < heard.size(); ++word) {
      if (!heard[word]) m_out.warnings.push_back(fmt::format("\"{}\" is not spoken", m_out.words[word]));
    }
    if (std::find(heard.begin(), heard.end(), true) == heard.end()) {
      throw Error(ErrorCode::usage, "nothing in the text can be spoken", {}, {},
                  "words in the language of the voice");
    }
    return std::move(m_out);
  }

  [[nodiscard]] bool known(const std::string& label) const {
    return m_known.empty() || m_known.contains(label);
  }

  /// The label itself where training has seen it, else one that differs in stress or in a mark only.
  [[nodiscard]] std::string closest(const std::string& label) const {
    if (known(label)) return label;
    const auto bare = [](std::string_view text) {
      while (text.size() > 1 &&
             std::string_view("0123456789#-:/").find(text.back()) != std::string_view::npos) {
        text.remove_suffix(1);
      }
      return text;
    };
    const auto found = std::find_if(m_front_end.phones.begin(), m_front_end.phones.end(),
                                    [&](const std::string& other) { return bare(other) == bare(label); });
    return found == m_front_end.phones.end() ? std::string() : *found;
  }

  /// Phones of a word in the data's set: from the lexicon, whole or by its parts, else from the voice.
  [[nodiscard]] std::vector<std::string> pronounce(const std::string& word) {
    const auto whole = m_front_end.lexicon.find(lower(word));
    if (whole != m_front_end.lexicon.end()) return whole->second;
    std::vector<std::string> phones;
    for (std::size_t begin = 0; begin <= word.size();) {
      const std::size_t end = std::min(word.find('-', begin), word.size());
      const std::string part = word.substr(begin, end - begin);
      const auto entry = m_front_end.lexicon.find(lower(part));
      const auto found = entry != m_front_end.lexicon.end() ? entry->second : by_voice_in_data_phones(part);
      phones.insert(phones.end(), found.begin(), found.end());
      begin = end + 1;
    }
    return phones;
  }

  [[nodiscard]] std::vector<std::string> by_voice_in_data_phones(const std::string& word) const {
    std::vector<std::string> phones;
    if (m_front_end.voice.empty() || word.empty()) return phones;
    const VoiceText voice = speak_voice(m_front_end.voice, word);
    bool stressed = false;
    for (const VoicePhone& phone : voice.phones) {
      if (phone.silence) continue;
      if (!m_arpabet) {
        phones.push_back(phone.label);
        continue;
      }
      std::vector<std::string> translated = arpabet_of(phone.label);
      if (translated.empty()) translated.push_back(phone.label);
      for (const std::string& label : translated) {
        // The voice's events do not tell stress: the first full vowel bears it.
        const std::string digit = is_reduced(phone.label) || stressed ? "0" : "1";
        const bool vowel = m_known.contains(label + "0") || m_known.contains(label + "1");
        if (vowel && digit == "1") stressed = true;
        phones.push_back(vowel && m_known.contains(label + digit) ? label + digit : label);
      }
    }
    return phones;
  }

  const FrontEnd& m_front_end;
  const std::string& m_text;
  std::set<std::string, std::less<>> m_known;
  bool m_arpabet = false;
  std::set<std::string> m_strange;
  SpokenUnits m_out;
};

}  // namespace

Json to_json(const FrontEnd& front_end) {
  return {{"voice", front_end.voice},
          {"voice_phones", front_end.voice_phones},
          {"phones", front_end.phones},
          {"lexicon", front_end.lexicon}};
}

FrontEnd front_end_of(const Json& json, const std::filesystem::path& file) {
  FrontEnd front_end;
  front_end.voice = json_field<std::string>(json, "voice", file);
  front_end.voice_phones = json_field<bool>(json, "voice_phones", file);
  front_end.phones = json_field<std::vector<std::string>>(json, "phones", file);
  front_end.lexicon = json_field<std::map<std::string, std::vector<std::string>>>(json, "lexicon", file);
  const std::set<std::string> different(front_end.phones.begin(), front_end.phones.end());
  if (different.size() != front_end.phones.size()) {
    throw Error(ErrorCode::format, "a phone stands twice in the list", file, "\"phones\"");
  }
  if (front_end.voice_phones && front_end.voice.empty()) {
    throw Error(ErrorCode::format, "the phones are those of a voice that has no name", file, "\"voice\"");
  }
  return front_end;
}

SpokenUnits speak_units(const FrontEnd& front_end, const std::string& text) {
  if (split_words(text).empty()) {
    throw Error(ErrorCode::usage, "the text has no words", {}, {}, "words in the language of the voice");
  }
  Speaking speaking(front_end, text);
  return front_end.voice_phones ? speaking.by_voice() : speaking.by_lexicon();
}

}  // namespace prism
