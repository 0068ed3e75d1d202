// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/pickle_machine.h"

#include <algorithm>

namespace prism {
namespace {

using Kind = Pickle::Kind;
using Value = Pickle::Value;

bool is_node(Kind kind) {
  return kind >= Kind::tuple;
}

}  // namespace

std::string_view PickleMachine::take_line() {
  // Names are short; the limit keeps a hostile line from being searched and printed whole.
  constexpr std::uint64_t kLongestName = 1024;
  const auto* begin = reinterpret_cast<const char*>(m_pickle.m_bytes.data() + m_at);
  const std::uint64_t reach = std::min<std::uint64_t>(left(), kLongestName);
  const void* found = reach > 0 ? std::memchr(begin, '\n', reach) : nullptr;
  if (found == nullptr) fail("a name does not end");
  const auto length = static_cast<std::size_t>(static_cast<const char*>(found) - begin);
  m_at += length + 1;
  return {begin, length};
}

Value PickleMachine::take_long(std::uint64_t count) {
  if (count > 8) return take_bytes(Kind::blob, count);
  require(count);
  std::uint64_t bits = 0;
  for (std::uint64_t i = 0; i < count; ++i) {
    bits |= static_cast<std::uint64_t>(m_pickle.m_bytes[m_at + i]) << (8 * i);
  }
  m_at += count;
  if (count > 0 && count < 8 && (bits >> (8 * count - 1)) != 0) bits |= ~std::uint64_t{0} << (8 * count);
  return make_integer(static_cast<std::int64_t>(bits));
}

Value PickleMachine::take_real() {
  require(8);
  std::uint64_t bits = 0;  // big-endian, unlike everything else in a pickle
  for (int i = 0; i < 8; ++i) bits = bits << 8 | static_cast<std::uint64_t>(m_pickle.m_bytes[m_at++]);
  return make_value(Kind::real, bits);
}

Value PickleMachine::add_node(Kind kind, std::vector<Value> items) {
  // 16 bytes: what the allocator keeps beside a block.
  charge(sizeof(Pickle::Node) + (items.empty() ? 0 : 16 + items.size() * sizeof(Value)));
  const Value value = make_value(kind, m_pickle.m_nodes.size());
  m_pickle.m_nodes.emplace_back().items = std::move(items);
  return value;
}

Value PickleMachine::add_node(Kind kind, std::size_t from) {
  const Value value =
      add_node(kind, std::vector<Value>(m_stack.begin() + static_cast<std::ptrdiff_t>(from), m_stack.end()));
  m_stack.resize(from);
  return value;
}

Value PickleMachine::empty_tuple() {
  if (m_empty_tuple < 0)
    m_empty_tuple = static_cast<std::int64_t>(add_node(Kind::tuple, m_stack.size()).bits);
  return make_value(Kind::tuple, static_cast<std::uint64_t>(m_empty_tuple));
}

void PickleMachine::append(std::size_t from, bool pairs) {
  const std::size_t count = m_stack.size() - from;
  if (pairs && count % 2 != 0) fail("a dict gets a key without a value");
  if (from <= floor()) fail("takes a value from an empty stack");
  const Value target = m_stack[from - 1];
  const bool fits = pairs ? target.kind == Kind::dict : target.kind == Kind::list;
  // Subclasses of dict and list fill their calls' results; only the position of the items matters.
  if (!fits && target.kind != Kind::call)
    fail(pairs ? "sets items of something that is not a dict" : "appends to something that is not a list");
  charge(growing(count));
  auto& items = node(target).items;
  items.insert(items.end(), m_stack.begin() + static_cast<std::ptrdiff_t>(from), m_stack.end());
  m_stack.resize(from);
}

void PickleMachine::memoize(std::uint64_t index) {
  // Picklers number memos from 0 or 1 up, each with an opcode of its own, so an honest index stays far below
  // this.
  if (index > m_pickle.m_bytes.size()) {
    fail(fmt::format("memo index {}", index), "an index that the pickle's length allows");
  }
  if (index >= m_memo.size()) {
    charge(growing(index + 1 - m_memo.size()) + 2 * (index + 1 - m_memo.size()));
    m_memo.resize(index + 1);
    m_memo_set.resize(index + 1, 0);
  }
  m_memo[index] = top();
  m_memo_set[index] = 1;
}

void PickleMachine::recall(std::uint64_t index) {
  if (index >= m_memo.size() || m_memo_set[index] == 0) fail(fmt::format("memo {} was never set", index));
  push(m_memo[index]);
}

void PickleMachine::find_global(std::string_view module, std::string_view name) {
  if (module == "__builtin__") module = "builtins";  // its name before Python 3
  for (std::size_t i = 0; i < m_allowed.size(); ++i) {
    if (m_allowed[i].module == module && m_allowed[i].name == name) {
      push(make_value(Kind::global, i));
      return;
    }
  }
  fail(fmt::format("names \"{}.{}\", which is not on the list of harmless types", module, name),
       "weights only: save model.state_dict()", ErrorCode::unsupported);
}

std::vector<Value> PickleMachine::items_for(Kind kind, const std::vector<Value>& given) {
  if (given.empty()) return {};
  const Value source = given.back();
  if (source.kind != Kind::tuple && source.kind != Kind::list && source.kind != Kind::dict) return {};
  const std::vector<Value>& items = node(source).items;
  if (kind != Kind::dict || source.kind == Kind::dict) {
    charge(growing(items.size()));
    return items;
  }
  // Python 2 wrote OrderedDict([[key, value], …]).
  std::vector<Value> pairs;
  for (const Value& pair : items) {
    if (!is_node(pair.kind) || node(pair).items.size() != 2) fail("a dict's item is not a pair");
    charge(growing(2));
    pairs.insert(pairs.end(), node(pair).items.begin(), node(pair).items.end());
  }
  return pairs;
}

void PickleMachine::call(Value callee, Value arguments) {
  expect(callee, Kind::global, "what is called");
  expect(arguments, Kind::tuple, "the argument list");
  const auto& given = node(arguments).items;
  switch (m_allowed[callee.bits].makes) {
    case PickleGlobal::Makes::dict:
      return push(add_node(Kind::dict, items_for(Kind::dict, given)));
    case PickleGlobal::Makes::list:
      return push(add_node(Kind::list, items_for(Kind::list, given)));
    case PickleGlobal::Makes::tuple:
      return push(add_node(Kind::tuple, items_for(Kind::tuple, given)));
    case PickleGlobal::Makes::call:
      break;
  }
  const Value made = add_node(Kind::call, std::vector<Value>());
  node(made).global = static_cast<std::int32_t>(callee.bits);
  node(made).arguments = static_cast<std::uint32_t>(arguments.bits);
  push(made);
}

void PickleMachine::build() {
  // State set on an object (OrderedDict's _metadata, a module's attributes) is dropped: it holds no weights.
  pop();
  if (top().kind != Kind::dict && top().kind != Kind::list && top().kind != Kind::call) {
    fail("sets the state of something that has none");
  }
}

void PickleMachine::new_object(bool with_keywords) {
  if (with_keywords) expect(pop(), Kind::dict, "the keyword arguments");
  const Value arguments = pop();
  call(pop(), arguments);
}

}  // namespace prism
