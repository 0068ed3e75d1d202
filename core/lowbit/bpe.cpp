// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/lowbit/bpe.h"

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/text/encodings.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include <queue>

namespace prism {
namespace {

constexpr std::size_t kMostText = std::size_t{16} << 20;
constexpr std::size_t kLongestWord = 64;
constexpr std::int64_t kBytes = 256;

enum class Kind { space, letter, digit, other };
Kind kind_of(char character) {
  const auto byte = static_cast<unsigned char>(character);
  if (byte >= 0x80 || std::isalpha(byte) != 0) return Kind::letter;
  if (std::isdigit(byte) != 0) return Kind::digit;
  return byte == ' ' || (byte >= 9 && byte <= 13) ? Kind::space : Kind::other;
}

/// Words much as GPT-2's pattern cuts them: a run of one kind with a single space before it.
std::unordered_map<std::string_view, std::int64_t> words_of(std::string_view text) {
  std::unordered_map<std::string_view, std::int64_t> counts;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    if (text[at] == ' ' && at + 1 < text.size() && kind_of(text[at + 1]) != Kind::space) ++at;
    const Kind kind = kind_of(text[at]);
    while (at < text.size() && kind_of(text[at]) == kind && at - begin < kLongestWord) {
      // The last space of several belongs to the word after them.
      if (kind == Kind::space && at > begin && text[at] == ' ' && at + 1 < text.size() &&
          kind_of(text[at + 1]) != Kind::space)
        break;
      ++at;
    }
    ++counts[text.substr(begin, at - begin)];
  }
  return counts;
}

using Pair = std::pair<std::int32_t, std::int32_t>;

struct Word {
  std::vector<std::int32_t> ids;
  std::int64_t count = 0;
};

class Merger {
 public:
  explicit Merger(std::vector<Word> words) : m_words(std::move(words)) {
    for (std::size_t w = 0; w < m_words.size(); ++w) count(w, 1);
    for (const auto& [pair, entry] : m_pairs) m_queue.push({entry.count, pair});
  }

  /// The most frequent pair, the lowest of equals; false when none stands twice.
  bool next(Pair& best) {
    while (!m_queue.empty()) {
      const Candidate top = m_queue.top();
      m_queue.pop();
      const auto found = m_pairs.find(top.pair);
      if (found == m_pairs.end() || found->second.count != top.count) continue;  // counted anew since
      if (top.count < 2) return false;
      best = top.pair;
      return true;
    }
    return false;
  }

  void merge(const Pair& pair, std::int32_t to) {
    const std::set<std::size_t> places = m_pairs.at(pair).words;
    std::set<Pair> changed;
    for (const std::size_t w : places) {
      count(w, -1, &changed);
      std::vector<std::int32_t>& ids = m_words[w].ids;
      std::size_t out = 0;
      for (std::size_t i = 0; i < ids.size(); ++out) {
        const bool both = i + 1 < ids.size() && ids[i] == pair.first && ids[i + 1] == pair.second;
        ids[out] = both ? to : ids[i];
        i += both ? 2 : 1;
      }
      ids.resize(out);
      count(w, 1, &changed);
    }
    for (const Pair& each : changed) {
      const auto found = m_pairs.find(each);
      if (found->second.count > 0)
        m_queue.push({found->second.count, each});
      else
        m_pairs.erase(found);
    }
  }

 private:
  struct Entry {
    std::int64_t count = 0;
    std::set<std::size_t> words;
  };
  struct Candidate {
    std::int64_t count;
    Pair pair;
    bool operator<(const Candidate& other) const {
      return count != other.count ? count < other.count : pair > other.pair;
    }
  };

  void count(std::size_t w, std::int64_t sign, std::set<Pair>* changed = nullptr) {
    const Word& word = m_words[w];
    for (std::size_t i = 0; i + 1 < word.ids.size(); ++i) {
      const Pair pair{word.ids[i], word.ids[i + 1]};
      Entry& entry = m_pairs[pair];
      entry.count += sign * word.count;
      if (sign > 0)
        entry.words.insert(w);
      else
        entry.words.erase(w);
      if (changed != nullptr) changed->insert(pair);
    }
  }

  std::vector<Word> m_words;
  std::map<Pair, Entry> m_pairs;
  std::priority_queue<Candidate> m_queue;
};

std::string tokenizer_json(const std::vector<std::string>& tokens, const std::vector<std::string>& merges) {
  Json vocabulary = Json::object();
  for (std::size_t i = 0; i < tokens.size(); ++i) vocabulary[byte_level_of(tokens[i])] = i;
  const Json bytes = {
      {"type", "ByteLevel"}, {"add_prefix_space", false}, {"trim_offsets", true}, {"use_regex", true}};
  const Json end = {
      {"id", tokens.size()}, {"content", "<|endoftext|>"}, {"single_word", false}, {"lstrip", false},
      {"rstrip", false},     {"normalized", false},        {"special", true}};
  const Json tokenizer = {{"version", "1.0"},
                          {"truncation", nullptr},
                          {"padding", nullptr},
                          {"added_tokens", Json::array({end})},
                          {"normalizer", nullptr},
                          {"pre_tokenizer", bytes},
                          {"post_processor", nullptr},
                          {"decoder", bytes},
                          {"model",
                           {{"type", "BPE"},
                            {"dropout", nullptr},
                            {"unk_token", nullptr},
                            {"fuse_unk", false},
                            {"byte_fallback", false},
                            {"vocab", vocabulary},
                            {"merges", merges}}}};
  return dump_json(tokenizer);
}

}  // namespace

std::string train_byte_bpe(std::string_view text, std::int64_t vocabulary, const RunControl& control) {
  if (vocabulary <= kBytes || vocabulary > 65536) {
    throw Error(ErrorCode::usage, fmt::format("a vocabulary of {} tokens", vocabulary), {}, {},
                "257 to 65536");
  }
  const auto counts = words_of(text.substr(0, kMostText));
  std::vector<std::pair<std::string_view, std::int64_t>> sorted(counts.begin(), counts.end());
  std::sort(sorted.begin(), sorted.end());  // a hash table's order is nobody's promise
  std::vector<Word> words;
  for (const auto& [bytes, count] : sorted) {
    Word word;
    word.count = count;
    for (const char byte : bytes) word.ids.push_back(static_cast<unsigned char>(byte));
    words.push_back(std::move(word));
  }
  Merger merger(std::move(words));
  std::vector<std::string> tokens, merges;
  for (std::int64_t byte = 0; byte < kBytes; ++byte) tokens.emplace_back(1, static_cast<char>(byte));
  Pair best;
  std::set<std::string> known(tokens.begin(), tokens.end());
  while (static_cast<std::int64_t>(tokens.size()) < vocabulary - 1 && merger.next(best)) {
    control.check();
    const std::string& left = tokens[static_cast<std::size_t>(best.first)];
    const std::string& right = tokens[static_cast<std::size_t>(best.second)];
    merges.push_back(byte_level_of(left) + " " + byte_level_of(right));
    const std::string both = left + right;
    // Two ways to the same bytes are one token: the second merge leads to the first one's.
    if (known.insert(both).second) {
      tokens.push_back(both);
      merger.merge(best, static_cast<std::int32_t>(tokens.size()) - 1);
    } else {
      const auto same = std::find(tokens.begin(), tokens.end(), both) - tokens.begin();
      merger.merge(best, static_cast<std::int32_t>(same));
    }
    if (tokens.size() % 64 == 0)
      control.progress("vocabulary", static_cast<double>(tokens.size()), static_cast<double>(vocabulary),
                       "tokens");
  }
  return tokenizer_json(tokens, merges);
}

}  // namespace prism
