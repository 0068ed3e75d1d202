// SPDX-License-Identifier: GPL-3.0-or-later
// Inside pickle_*.cpp only: the machine that runs a pickle's opcodes.
#pragma once

#include "core/base/error.h"
#include "core/model/pickle.h"

#include <cstring>
#include <fmt/format.h>
#include <utility>

namespace prism {

[[nodiscard]] inline Pickle::Value make_value(Pickle::Kind kind, std::uint64_t bits = 0,
                                              std::uint32_t size = 0) {
  Pickle::Value value;
  value.kind = kind;
  value.size = size;
  value.bits = bits;
  return value;
}

[[nodiscard]] inline Pickle::Value make_integer(std::int64_t number) {
  Pickle::Value value = make_value(Pickle::Kind::integer);
  value.number = number;
  return value;
}

/// Runs the opcodes of one pickle.
class PickleMachine {
 public:
  PickleMachine(Pickle& pickle, std::span<const PickleGlobal> allowed, const std::filesystem::path& file,
                std::string where, std::uint64_t budget)
      : m_pickle(pickle), m_allowed(allowed), m_file(file), m_where(std::move(where)), m_budget(budget) {}

  void run();

 private:
  [[noreturn]] void fail(std::string reason, std::string expected = {},
                         ErrorCode code = ErrorCode::format) const {
    throw Error(code, std::move(reason), m_file, fmt::format("{} offset {}", m_where, m_opcode_at),
                std::move(expected));
  }

  // Input
  std::uint64_t left() const { return m_pickle.m_bytes.size() - m_at; }
  void require(std::uint64_t count) const {
    if (count > left()) fail(fmt::format("{} bytes are announced but {} are left", count, left()));
  }
  template <typename T>
  T take() {
    require(sizeof(T));
    T value{};
    std::memcpy(&value, m_pickle.m_bytes.data() + m_at, sizeof(T));
    m_at += sizeof(T);
    return value;
  }
  Pickle::Value take_bytes(Pickle::Kind kind, std::uint64_t count) {
    require(count);
    const Pickle::Value value = make_value(kind, m_at, static_cast<std::uint32_t>(count));
    m_at += count;
    return value;
  }
  std::string_view take_line();
  Pickle::Value take_long(std::uint64_t count);
  Pickle::Value take_real();

  // Stack
  void charge(std::uint64_t bytes) {
    m_held += bytes;
    if (m_held > m_budget) fail(fmt::format("describes objects of more than {} MiB", m_budget >> 20));
  }
  /// Memory of `count` values in a vector that grows by doubling.
  static constexpr std::uint64_t growing(std::uint64_t count) { return 2 * sizeof(Pickle::Value) * count; }
  void push(Pickle::Value value) {
    m_stack.push_back(value);
    if (m_stack.size() <= m_highest) return;
    m_highest = m_stack.size();
    charge(growing(1));
  }
  std::size_t floor() const { return m_marks.empty() ? 0 : m_marks.back(); }
  void need(std::size_t count) const {
    if (m_stack.size() - floor() < count) fail("takes a value from an empty stack");
  }
  Pickle::Value pop() {
    need(1);
    const Pickle::Value value = m_stack.back();
    m_stack.pop_back();
    return value;
  }
  Pickle::Value& top() {
    need(1);
    return m_stack.back();
  }
  /// First stack position above the last mark, which is removed.
  std::size_t pop_mark() {
    if (m_marks.empty()) fail("needs a mark on the stack that is not there");
    const std::size_t from = m_marks.back();
    m_marks.pop_back();
    return from;
  }

  // Objects
  /// A new node with the values above `from` as its items.
  Pickle::Value add_node(Pickle::Kind kind, std::size_t from);
  Pickle::Value add_node(Pickle::Kind kind, std::vector<Pickle::Value> items);
  Pickle::Value empty_tuple();
  std::vector<Pickle::Value> items_for(Pickle::Kind kind, const std::vector<Pickle::Value>& given);
  Pickle::Node& node(Pickle::Value value) { return m_pickle.m_nodes[value.bits]; }
  Pickle::Value expect(Pickle::Value value, Pickle::Kind kind, const char* what) const {
    if (value.kind != kind) fail(fmt::format("{} is of the wrong kind", what));
    return value;
  }
  void append(std::size_t from, bool pairs);
  void memoize(std::uint64_t index);
  void recall(std::uint64_t index);
  void find_global(std::string_view module, std::string_view name);
  void call(Pickle::Value callee, Pickle::Value arguments);
  void build();
  void new_object(bool with_keywords);

  bool step(std::uint8_t opcode);
  bool step_container(std::uint8_t opcode);
  [[noreturn]] void refuse(std::uint8_t opcode) const;

  Pickle& m_pickle;
  std::span<const PickleGlobal> m_allowed;
  const std::filesystem::path& m_file;
  std::string m_where;
  std::uint64_t m_budget;
  std::uint64_t m_held = 0;         // bytes of all objects made so far
  std::size_t m_highest = 0;        // the stack has been
  std::int64_t m_empty_tuple = -1;  // one serves all
  std::uint64_t m_at = 0;
  std::uint64_t m_opcode_at = 0;
  std::vector<Pickle::Value> m_stack;
  std::vector<std::size_t> m_marks;
  std::vector<Pickle::Value> m_memo;
  std::vector<char> m_memo_set;
};

}  // namespace prism
