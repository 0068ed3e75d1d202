// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/speech/arpabet.h"

#include <algorithm>
#include <array>
#include <map>

namespace prism {
namespace {

using Phones = std::vector<std::string>;

const std::map<std::string, Phones, std::less<>>& table() {
  static const std::map<std::string, Phones, std::less<>> phones{
      {"a", {"AE"}},       {"aa", {"AE"}},        {"a#", {"AH"}},        {"A", {"AA"}},
      {"A:", {"AA"}},      {"A@", {"AA", "R"}},   {"0", {"AA"}},         {"0#", {"AA"}},
      {"O", {"AO"}},       {"O:", {"AO"}},        {"O2", {"AO"}},        {"O@", {"AO", "R"}},
      {"o@", {"AO", "R"}}, {"o", {"OW"}},         {"oU", {"OW"}},        {"oU#", {"OW"}},
      {"OI", {"OY"}},      {"aI", {"AY"}},        {"aI@", {"AY", "ER"}}, {"aI3", {"AY", "ER"}},
      {"aU", {"AW"}},      {"aU@", {"AW", "ER"}}, {"E", {"EH"}},         {"E#", {"EH"}},
      {"E2", {"EH"}},      {"e", {"EY"}},         {"eI", {"EY"}},        {"e@", {"EH", "R"}},
      {"I", {"IH"}},       {"I2", {"IH"}},        {"I#", {"IH"}},        {"i", {"IY"}},
      {"i:", {"IY"}},      {"i@", {"IY", "AH"}},  {"i@3", {"IH", "R"}},  {"i2", {"IY"}},
      {"U", {"UH"}},       {"U@", {"UH", "R"}},   {"u", {"UW"}},         {"u:", {"UW"}},
      {"V", {"AH"}},       {"@", {"AH"}},         {"@2", {"AH"}},        {"@5", {"UH"}},
      {"@L", {"AH", "L"}}, {"3", {"ER"}},         {"3:", {"ER"}},        {"p", {"P"}},
      {"b", {"B"}},        {"t", {"T"}},          {"t#", {"T"}},         {"t2", {"T"}},
      {"d", {"D"}},        {"d#", {"D"}},         {"k", {"K"}},          {"g", {"G"}},
      {"?", {"T"}},        {"f", {"F"}},          {"v", {"V"}},          {"T", {"TH"}},
      {"D", {"DH"}},       {"s", {"S"}},          {"z", {"Z"}},          {"S", {"SH"}},
      {"Z", {"ZH"}},       {"tS", {"CH"}},        {"dZ", {"JH"}},        {"h", {"HH"}},
      {"x", {"K"}},        {"m", {"M"}},          {"m-", {"AH", "M"}},   {"n", {"N"}},
      {"n-", {"AH", "N"}}, {"N", {"NG"}},         {"l", {"L"}},          {"L", {"L"}},
      {"l/", {"L"}},       {"r", {"R"}},          {"r-", {"R"}},         {"r/", {"R"}},
      {"w", {"W"}},        {"j", {"Y"}},          {"z#", {"Z"}},         {"w#", {"W"}}};
  return phones;
}

}  // namespace

std::vector<std::string> arpabet_of(std::string_view phone) {
  const auto found = table().find(phone);
  return found == table().end() ? Phones{} : found->second;
}

bool is_reduced(std::string_view phone) {
  static constexpr std::array<std::string_view, 11> kReduced{"@", "@2", "@L", "a#", "I2", "I#",
                                                             "3", "i",  "n-", "m-", "@5"};
  return std::find(kReduced.begin(), kReduced.end(), phone) != kReduced.end();
}

bool is_arpabet(std::string_view label) {
  if (!label.empty() && label.back() >= '0' && label.back() <= '2') label.remove_suffix(1);
  return std::any_of(table().begin(), table().end(), [&](const auto& entry) {
    return std::find(entry.second.begin(), entry.second.end(), label) != entry.second.end();
  });
}

}  // namespace prism
