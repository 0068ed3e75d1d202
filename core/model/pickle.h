// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace prism {

/// A name a pickle may mention. Nothing is ever imported or called: `makes` says what calling it stands for.
struct PickleGlobal {
  enum class Makes : std::uint8_t { call, dict, list, tuple };
  std::string_view module;
  std::string_view name;
  Makes makes = Makes::call;  ///< call: a Node that keeps the global and its arguments
};

/// The objects a Python pickle (protocols 2 to 5) describes, as plain data. Reading runs nothing: calls stay
/// symbolic, names outside the allowed list and opcodes that could do more are refused. Memory is bounded
/// whatever the bytes say, nothing recurses.
class Pickle {
 public:
  enum class Kind : std::uint8_t {
    none,
    boolean,  ///< bits: 0 or 1
    integer,  ///< number
    real,     ///< bits of a double
    text,     ///< bits: offset in the pickle, size: bytes
    blob,     ///< bytes or an integer beyond 64 bits: offset and size as text
    global,   ///< bits: index into the allowed list
    tuple,    ///< bits: index of a Node, as all below
    list,
    dict,        ///< items: key, value, key, value, …
    call,        ///< global, arguments; items: what was set on the result
    persistent,  ///< items: one, the persistent id
  };
  struct Value {
    Kind kind = Kind::none;
    std::uint32_t size = 0;
    union {
      std::uint64_t bits = 0;
      std::int64_t number;
    };
  };
  struct Node {
    std::int32_t global = -1;     ///< of a call
    std::uint32_t arguments = 0;  ///< of a call: index of the Node with the argument tuple
    std::vector<Value> items;     ///< of a call: what was set on the result
  };

  /// `where` names the entry for messages ("data.pkl"). `spare_bytes` raises the limit on objects, for big
  /// files. The bytes must outlive the Pickle. Throws Error(format) for a broken pickle, Error(unsupported)
  /// for names and opcodes that are not allowed.
  Pickle(std::span<const std::byte> bytes, std::span<const PickleGlobal> allowed,
         const std::filesystem::path& file, std::string where, std::uint64_t spare_bytes = 0);

  [[nodiscard]] Value root() const noexcept { return m_root; }
  [[nodiscard]] std::string_view text(Value value) const noexcept;
  [[nodiscard]] const Node& node(Value value) const { return m_nodes[value.bits]; }
  /// Arguments of a call.
  [[nodiscard]] std::span<const Value> arguments(const Node& call) const {
    return m_nodes[call.arguments].items;
  }
  [[nodiscard]] std::size_t nodes() const noexcept { return m_nodes.size(); }
  /// Bytes behind STOP.
  [[nodiscard]] std::uint64_t trailing() const noexcept { return m_trailing; }

 private:
  friend class PickleMachine;
  std::span<const std::byte> m_bytes;
  std::deque<Node> m_nodes;  // a deque grows without ever holding two copies
  Value m_root;
  std::uint64_t m_trailing = 0;
};

}  // namespace prism
