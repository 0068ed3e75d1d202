// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// A text made from another, each byte with the bytes of the source it stands for: [begin, end), empty for
/// what was put in. Sources are below 4 GiB.
class AlignedText {
 public:
  struct Origin {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  AlignedText() = default;
  /// The source itself.
  explicit AlignedText(std::string_view source);

  [[nodiscard]] const std::string& text() const noexcept { return m_text; }
  [[nodiscard]] const std::vector<Origin>& origins() const noexcept { return m_origins; }
  [[nodiscard]] std::size_t size() const noexcept { return m_text.size(); }

  /// Appends bytes of `from` as they are.
  void keep(const AlignedText& from, std::size_t begin, std::size_t size);
  /// Appends `text` in place of bytes of `from`; with size 0 it is put in before `begin`.
  void put(std::string_view text, const AlignedText& from, std::size_t begin, std::size_t size);

 private:
  std::string m_text;
  std::vector<Origin> m_origins;
};

/// The normaliser of a tokenizer: what is done to a text before it is cut into words, one rule after another.
class TextRules {
 public:
  using Rule = std::function<AlignedText(const AlignedText&)>;

  void add(Rule rule) { m_rules.push_back(std::move(rule)); }
  [[nodiscard]] bool empty() const noexcept { return m_rules.empty(); }
  [[nodiscard]] AlignedText apply(std::string_view text) const;

 private:
  std::vector<Rule> m_rules;
};

}  // namespace prism
