// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/text/pattern.h"

#include "core/base/error.h"
#include "core/text/encodings.h"

#include <array>
#include <chrono>
#include <ctime>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

namespace prism {
namespace {

// What the White_Space property holds; PCRE2's own \s has U+180E too.
constexpr std::string_view kSpaces =
    R"(\t-\r\x20\x85\xa0\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000})";
constexpr std::string_view kWord = R"(\p{L}\p{M}\p{Nd}\p{Pc})";

constexpr std::uint32_t kMatchLimit = 10'000'000;  // backtracks of one match: about a tenth of a second
constexpr std::uint32_t kHeapLimitKiB = 64 * 1024;
constexpr std::size_t kStackBytes = std::size_t{16} << 20;
constexpr auto kBaseTime = std::chrono::milliseconds(2000);
constexpr auto kTimePerByte = std::chrono::microseconds(10);
constexpr unsigned kAttemptsPerClock = 32;

/// Processor time of this thread: a busy machine must not make a text fail.
std::chrono::nanoseconds thread_time() {
  timespec time{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

/// When the matches of this thread must be done; zero: no MatchTime lives.
thread_local std::chrono::nanoseconds end_of_time{0};
thread_local unsigned attempts = 0;

/// Scratch memory of a thread; patterns take turns on it.
struct Scratch {
  std::unique_ptr<pcre2_match_data, decltype(&pcre2_match_data_free)> data{
      pcre2_match_data_create(1, nullptr), &pcre2_match_data_free};
  std::unique_ptr<pcre2_match_context, decltype(&pcre2_match_context_free)> context{
      pcre2_match_context_create(nullptr), &pcre2_match_context_free};
  std::unique_ptr<pcre2_jit_stack, decltype(&pcre2_jit_stack_free)> stack{
      pcre2_jit_stack_create(32 * 1024, kStackBytes, nullptr), &pcre2_jit_stack_free};

  Scratch() {
    if (!data || !context || !stack) throw std::bad_alloc();
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimitKiB);
    pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
  }
};

Scratch& scratch() {
  thread_local Scratch own;
  return own;
}

/// Rewrites a pattern for PCRE2; `refuse(offset, what)` must not return.
class Translator {
 public:
  Translator(std::string_view source, const std::function<void(std::size_t, const std::string&)>& refuse)
      : m_source(source), m_refuse(refuse) {}

  std::string translate() {
    while (m_at < m_source.size()) {
      const char c = m_source[m_at];
      if (c == '\\') {
        escape();
      } else if (m_in_class) {
        in_class(c);
      } else if (c == '[') {
        open_class();
      } else {
        if (m_source.substr(m_at).starts_with("(?")) check_group();
        m_out += c;
        ++m_at;
      }
    }
    return std::move(m_out);
  }

 private:
  void escape() {
    const char letter = m_at + 1 < m_source.size() ? m_source[m_at + 1] : '\0';
    const std::string_view set = letter == 's' || letter == 'S'   ? kSpaces
                                 : letter == 'w' || letter == 'W' ? kWord
                                                                  : std::string_view();
    if (letter == 'h' || letter == 'H' || letter == 'K' || letter == 'C')
      m_refuse(m_at, std::string("\\") + letter);
    if (set.empty() || (m_in_class && (letter == 'S' || letter == 'W'))) {
      m_out += m_source.substr(m_at, 2);
    } else if (m_in_class) {
      m_out += set;
    } else {
      m_out += letter == 's' || letter == 'w' ? "[" : "[^";
      m_out += set;
      m_out += ']';
    }
    m_at += 2;
  }

  void open_class() {
    m_in_class = true;
    m_out += m_source[m_at++];
    if (m_at < m_source.size() && m_source[m_at] == '^') m_out += m_source[m_at++];
    // A bracket that comes first stands for itself.
    if (m_at < m_source.size() && m_source[m_at] == ']') m_out += m_source[m_at++];
  }

  void in_class(char c) {
    const std::string_view rest = m_source.substr(m_at);
    if (rest.starts_with("[:")) {
      const std::size_t end = rest.find(":]");
      if (end == std::string_view::npos) m_refuse(m_at, "[: without its end");
      m_out += rest.substr(0, end + 2);
      m_at += end + 2;
      return;
    }
    if (c == '[') m_refuse(m_at, "a class inside a class");
    if (rest.starts_with("&&")) m_refuse(m_at, "&& inside a class");
    if (c == ']') m_in_class = false;
    m_out += c;
    ++m_at;
  }

  /// "(?m" means other things in other dialects.
  void check_group() const {
    for (std::size_t i = m_at + 2; i < m_source.size(); ++i) {
      const char c = m_source[i];
      if (c == 'm' || c == 's') m_refuse(m_at, "the option (?" + std::string(1, c) + ")");
      if (c != 'i' && c != 'x' && c != '-') return;
    }
  }

  std::string_view m_source;
  const std::function<void(std::size_t, const std::string&)>& m_refuse;
  std::string m_out;
  std::size_t m_at = 0;
  bool m_in_class = false;
};

std::size_t after_character(std::string_view text, std::size_t at) {
  do {
    ++at;
  } while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  return at;
}

}  // namespace

MatchTime::MatchTime(std::size_t bytes) : m_outermost(end_of_time.count() == 0) {
  if (m_outermost) end_of_time = thread_time() + kBaseTime + kTimePerByte * bytes;
}

MatchTime::~MatchTime() {
  if (m_outermost) end_of_time = std::chrono::nanoseconds(0);
}

struct Pattern::Code {
  explicit Code(pcre2_code* compiled) : code(compiled, &pcre2_code_free) {}
  std::unique_ptr<pcre2_code, decltype(&pcre2_code_free)> code;
  bool fast = false;  ///< compiled to machine code
};

Pattern::Pattern(std::string source, std::filesystem::path file)
    : m_source(std::move(source)), m_file(std::move(file)) {
  const auto refuse = [this](std::size_t offset, const std::string& what) {
    throw Error(ErrorCode::unsupported, "the pattern " + quoted_token(m_source) + " uses " + what, m_file,
                "pattern offset " + std::to_string(offset), "expressions with one meaning in every dialect");
  };
  const std::function<void(std::size_t, const std::string&)> refusal = refuse;
  const std::string text = Translator(m_source, refusal).translate();
  int problem = 0;
  PCRE2_SIZE offset = 0;
  // As Oniguruma has it: $ also matches before a line feed, which alone ends lines.
  const std::unique_ptr<pcre2_compile_context, decltype(&pcre2_compile_context_free)> context(
      pcre2_compile_context_create(nullptr), &pcre2_compile_context_free);
  if (!context) throw std::bad_alloc();
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
  auto code = std::make_shared<Code>(
      pcre2_compile(reinterpret_cast<PCRE2_SPTR>(text.data()), text.size(),
                    PCRE2_UTF | PCRE2_UCP | PCRE2_MULTILINE | PCRE2_ANCHORED | PCRE2_NEVER_BACKSLASH_C,
                    &problem, &offset, context.get()));
  if (!code->code) {
    std::array<char, 200> words{};
    pcre2_get_error_message(problem, reinterpret_cast<PCRE2_UCHAR*>(words.data()), words.size());
    throw Error(ErrorCode::unsupported,
                "the pattern " + quoted_token(m_source) + " cannot be used: " + words.data(), m_file,
                "pattern offset " + std::to_string(offset), "a regular expression");
  }
  code->fast = pcre2_jit_compile(code->code.get(), PCRE2_JIT_COMPLETE) == 0;
  m_code = std::move(code);
}

void Pattern::fail(const std::string& reason, const std::string& expected) const {
  throw Error(ErrorCode::format, "the pattern " + quoted_token(m_source) + ' ' + reason, m_file, {},
              expected);
}

void Pattern::each_match(std::string_view text, const std::function<void(TextRange)>& visit) const {
  const MatchTime time(text.size());
  const Scratch& own = scratch();
  const PCRE2_SIZE* found = pcre2_get_ovector_pointer(own.data.get());
  const auto* subject = reinterpret_cast<PCRE2_SPTR>(text.data());
  // One place after the other, so that the clock is looked at however seldom the pattern matches.
  for (std::size_t at = 0; at < text.size();) {
    if (++attempts % kAttemptsPerClock == 0 && thread_time() > end_of_time)
      fail("takes too long on this text", "one that does not backtrack without end");
    const int outcome = m_code->fast ? pcre2_jit_match(m_code->code.get(), subject, text.size(), at,
                                                       PCRE2_NO_UTF_CHECK, own.data.get(), own.context.get())
                                     : pcre2_match(m_code->code.get(), subject, text.size(), at,
                                                   PCRE2_NO_UTF_CHECK, own.data.get(), own.context.get());
    if (outcome == PCRE2_ERROR_NOMATCH) {
      at = after_character(text, at);
      continue;
    }
    if (outcome == PCRE2_ERROR_MATCHLIMIT || outcome == PCRE2_ERROR_JIT_STACKLIMIT ||
        outcome == PCRE2_ERROR_HEAPLIMIT || outcome == PCRE2_ERROR_DEPTHLIMIT) {
      fail("backtracks too long on this text", "one that does not backtrack without end");
    }
    if (outcome < 0) fail("fails with PCRE2 error " + std::to_string(outcome), "a regular expression");
    const TextRange range{found[0], found[1]};
    at = range.end > at ? range.end : after_character(text, at);
    visit(range);
  }
}

}  // namespace prism
