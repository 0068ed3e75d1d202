// SPDX-License-Identifier: GPL-3.0-or-later
// The opcodes are those of CPython's Lib/pickletools.py.
#include "core/model/pickle.h"

#include "core/model/pickle_machine.h"

namespace prism {
namespace {

using Kind = Pickle::Kind;
using Value = Pickle::Value;

// Stack, memo and containers together; the rest of what a hostile file may cost is left for names and
// tensors.
constexpr std::uint64_t kBudget = 40u << 20;
// Far above any checkpoint's; lets offsets inside a pickle be 32 bits wide.
constexpr std::uint64_t kMaxBytes = 256u << 20;

}  // namespace

bool PickleMachine::step_container(std::uint8_t opcode) {
  switch (opcode) {
    case '}':  // EMPTY_DICT
      push(add_node(Kind::dict, m_stack.size()));
      return true;
    case ']':   // EMPTY_LIST
    case 0x8f:  // EMPTY_SET: kept as a list, no weights are in sets
      push(add_node(Kind::list, m_stack.size()));
      return true;
    case ')':  // EMPTY_TUPLE
      push(empty_tuple());
      return true;
    case 't':  // TUPLE
      push(add_node(Kind::tuple, pop_mark()));
      return true;
    case 0x85:  // TUPLE1 … TUPLE3
    case 0x86:
    case 0x87: {
      const std::size_t count = opcode - 0x84u;
      need(count);
      push(add_node(Kind::tuple, m_stack.size() - count));
      return true;
    }
    case 'l':   // LIST
    case 0x91:  // FROZENSET
      push(add_node(Kind::list, pop_mark()));
      return true;
    case 'd': {  // DICT
      const std::size_t from = pop_mark();
      if ((m_stack.size() - from) % 2 != 0) fail("a dict gets a key without a value");
      push(add_node(Kind::dict, from));
      return true;
    }
    case 'a':  // APPEND
      need(2);
      append(m_stack.size() - 1, false);
      return true;
    case 'e':   // APPENDS
    case 0x90:  // ADDITEMS
      append(pop_mark(), false);
      return true;
    case 's':  // SETITEM
      need(3);
      append(m_stack.size() - 2, true);
      return true;
    case 'u':  // SETITEMS
      append(pop_mark(), true);
      return true;
    default:
      return false;
  }
}

bool PickleMachine::step(std::uint8_t opcode) {
  switch (opcode) {
    case '.':  // STOP
      return false;
    case 0x95:  // FRAME: only a hint for readers that load in pieces
      require(take<std::uint64_t>());
      break;
    case '(':  // MARK
      charge(2 * sizeof(std::size_t));
      m_marks.push_back(m_stack.size());
      break;
    case '0':  // POP
      if (m_stack.size() == floor() && !m_marks.empty()) {
        m_marks.pop_back();
      } else {
        pop();
      }
      break;
    case '1':  // POP_MARK
      m_stack.resize(pop_mark());
      break;
    case '2':  // DUP
      push(top());
      break;
    case 'N':
      push(make_value(Kind::none));
      break;
    case 0x88:  // NEWTRUE
      push(make_value(Kind::boolean, 1));
      break;
    case 0x89:  // NEWFALSE
      push(make_value(Kind::boolean, 0));
      break;
    case 'J':  // BININT
      push(make_integer(take<std::int32_t>()));
      break;
    case 'K':  // BININT1
      push(make_integer(take<std::uint8_t>()));
      break;
    case 'M':  // BININT2
      push(make_integer(take<std::uint16_t>()));
      break;
    case 0x8a:  // LONG1
      push(take_long(take<std::uint8_t>()));
      break;
    case 0x8b:  // LONG4
      push(take_long(take<std::uint32_t>()));
      break;
    case 'G':  // BINFLOAT
      push(take_real());
      break;
    case 'X':  // BINUNICODE
    case 'T':  // BINSTRING
      push(take_bytes(Kind::text, take<std::uint32_t>()));
      break;
    case 0x8c:  // SHORT_BINUNICODE
    case 'U':   // SHORT_BINSTRING
      push(take_bytes(Kind::text, take<std::uint8_t>()));
      break;
    case 0x8d:  // BINUNICODE8
      push(take_bytes(Kind::text, take<std::uint64_t>()));
      break;
    case 'C':  // SHORT_BINBYTES
      push(take_bytes(Kind::blob, take<std::uint8_t>()));
      break;
    case 'B':  // BINBYTES
      push(take_bytes(Kind::blob, take<std::uint32_t>()));
      break;
    case 0x8e:  // BINBYTES8
    case 0x96:  // BYTEARRAY8
      push(take_bytes(Kind::blob, take<std::uint64_t>()));
      break;
    case 'h':  // BINGET
      recall(take<std::uint8_t>());
      break;
    case 'j':  // LONG_BINGET
      recall(take<std::uint32_t>());
      break;
    case 'q':  // BINPUT
      memoize(take<std::uint8_t>());
      break;
    case 'r':  // LONG_BINPUT
      memoize(take<std::uint32_t>());
      break;
    case 0x94:  // MEMOIZE
      memoize(m_memo.size());
      break;
    case 'c': {  // GLOBAL
      const std::string_view module = take_line();
      const std::string_view name = take_line();
      find_global(module, name);
      break;
    }
    case 0x93: {  // STACK_GLOBAL
      const Value name = expect(pop(), Kind::text, "a global's name");
      const Value module = expect(pop(), Kind::text, "a global's module");
      find_global(m_pickle.text(module).substr(0, 1024), m_pickle.text(name).substr(0, 1024));
      break;
    }
    case 'R': {  // REDUCE
      const Value arguments = pop();
      call(pop(), arguments);
      break;
    }
    case 0x81:  // NEWOBJ
      new_object(false);
      break;
    case 0x92:  // NEWOBJ_EX
      new_object(true);
      break;
    case 'b':  // BUILD
      build();
      break;
    case 'Q':  // BINPERSID
      need(1);
      push(add_node(Kind::persistent, m_stack.size() - 1));
      break;
    default:
      if (!step_container(opcode)) refuse(opcode);
  }
  return true;
}

void PickleMachine::refuse(std::uint8_t opcode) const {
  const char* name = nullptr;
  switch (opcode) {
    case 'i':
      name = "INST";
      break;
    case 'o':
      name = "OBJ";
      break;
    case 0x82:
    case 0x83:
    case 0x84:
      name = "EXT";
      break;
    case 'P':
      name = "PERSID";
      break;
    case 0x80:
      name = "a second PROTO";
      break;
    default:
      break;
  }
  const std::string what = name != nullptr ? name : fmt::format("0x{:02x}", opcode);
  fail("opcode " + what + " is not allowed", "those torch.save writes", ErrorCode::unsupported);
}

void PickleMachine::run() {
  if (left() > kMaxBytes) fail(fmt::format("{} bytes", left()), fmt::format("at most {}", kMaxBytes));
  if (take<std::uint8_t>() != 0x80) fail("does not begin as a pickle", "PROTO");
  const auto protocol = take<std::uint8_t>();
  if (protocol < 2 || protocol > 5) {
    fail(fmt::format("pickle protocol {}", protocol), "2 to 5", ErrorCode::unsupported);
  }
  do {
    m_opcode_at = m_at;
    if (left() == 0) fail("the pickle ends without STOP");
  } while (step(take<std::uint8_t>()));
  if (!m_marks.empty() || m_stack.size() != 1) fail("STOP with an untidy stack", "one value");
  m_pickle.m_root = m_stack.back();
  m_pickle.m_trailing = left();
}

Pickle::Pickle(std::span<const std::byte> bytes, std::span<const PickleGlobal> allowed,
               const std::filesystem::path& file, std::string where, std::uint64_t spare_bytes)
    : m_bytes(bytes) {
  PickleMachine(*this, allowed, file, std::move(where), kBudget + spare_bytes).run();
}

std::string_view Pickle::text(Value value) const noexcept {
  return {reinterpret_cast<const char*>(m_bytes.data()) + value.bits, value.size};
}

}  // namespace prism
