// SPDX-License-Identifier: GPL-3.0-or-later
// NumPy .npy, versions 1 to 3 (numpy.lib.format): magic, header length, a Python dict literal, data.
#include "core/base/error.h"
#include "core/model/byte_cursor.h"
#include "core/model/close_names.h"
#include "core/model/tensor_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace prism {
namespace {

constexpr std::uint64_t kLongestHeader = 65'536;
constexpr std::size_t kMostDimensions = 32;

/// The dict of the header, read as the literal it must be; nothing is evaluated.
class HeaderParser {
 public:
  HeaderParser(std::string_view text, std::uint64_t offset, const std::filesystem::path& file)
      : m_text(text), m_offset(offset), m_file(file) {}

  std::string descr;
  bool fortran = false;
  std::vector<std::int64_t> shape;

  void parse() {
    expect('{');
    std::array<bool, 3> seen{};
    while (!accept('}')) {
      const std::string key = quoted_text("a key");
      static constexpr std::array<std::string_view, 3> kKeys{"descr", "fortran_order", "shape"};
      const auto known = std::find(kKeys.begin(), kKeys.end(), key);
      if (known == kKeys.end()) fail("header has the unknown key \"" + shown(key) + "\"");
      const auto index = static_cast<std::size_t>(known - kKeys.begin());
      if (seen[index]) fail("header has the key \"" + key + "\" twice");
      seen[index] = true;
      expect(':');
      if (index == 0) read_descr();
      if (index == 1) read_order();
      if (index == 2) read_shape();
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skip_blanks();
    if (m_place != m_text.size()) fail("header goes on after the dict");
    for (std::size_t i = 0; i < seen.size(); ++i) {
      static constexpr std::array<const char*, 3> kNames{"descr", "fortran_order", "shape"};
      if (!seen[i]) fail("header lacks the key \"" + std::string(kNames[i]) + "\"");
    }
  }

  [[noreturn]] void fail(const std::string& reason, const std::string& expected = {}) const {
    throw Error(ErrorCode::format, reason, m_file, "offset " + std::to_string(m_offset + m_place), expected);
  }

 private:
  void skip_blanks() {
    while (m_place < m_text.size() &&
           std::string_view(" \t\r\n").find(m_text[m_place]) != std::string_view::npos)
      ++m_place;
  }
  bool accept(char letter) {
    skip_blanks();
    if (m_place >= m_text.size() || m_text[m_place] != letter) return false;
    ++m_place;
    return true;
  }
  bool accept_word(std::string_view word) {
    skip_blanks();
    if (m_text.substr(m_place, word.size()) != word) return false;
    m_place += word.size();
    return true;
  }
  void expect(char letter) {
    if (!accept(letter)) fail("header is no plain dict", std::string("\"") + letter + "\" here");
  }

  std::string quoted_text(const std::string& what) {
    skip_blanks();
    const char quote = m_place < m_text.size() ? m_text[m_place] : '\0';
    if (quote != '\'' && quote != '"') fail("header is no plain dict", what + " in quotes here");
    const std::size_t end = m_text.find(quote, m_place + 1);
    if (end == std::string_view::npos) fail("a quote in the header does not end");
    std::string text(m_text.substr(m_place + 1, end - m_place - 1));
    if (text.find('\\') != std::string::npos) fail("header has an escape inside quotes");
    m_place = end + 1;
    return text;
  }

  void read_descr() {
    skip_blanks();
    if (m_place < m_text.size() && (m_text[m_place] == '[' || m_text[m_place] == '(')) {
      throw Error(ErrorCode::unsupported, "has a structured element type", m_file,
                  "offset " + std::to_string(m_offset + m_place), "one number type such as '<f4'");
    }
    descr = quoted_text("the element type");
  }

  void read_order() {
    if (accept_word("True")) {
      fortran = true;
    } else if (!accept_word("False")) {
      fail("\"fortran_order\" is neither True nor False");
    }
  }

  void read_shape() {
    expect('(');
    bool comma = true;
    while (!accept(')')) {
      if (!comma) fail("\"shape\" is no plain tuple", "\",\" here");
      shape.push_back(extent());
      if (shape.size() > kMostDimensions) fail("\"shape\" has more than 32 dimensions");
      comma = accept(',');
    }
    // (3) is a number in parentheses, not a tuple.
    if (shape.size() == 1 && !comma) fail("\"shape\" is a number", "a tuple such as (3,)");
  }

  std::int64_t extent() {
    skip_blanks();
    std::int64_t value = 0;
    const char* begin = m_text.data() + m_place;
    const auto [end, problem] = std::from_chars(begin, m_text.data() + m_text.size(), value);
    if (problem == std::errc::result_out_of_range) fail("\"shape\" has a dimension beyond 2^63");
    if (problem != std::errc()) fail("\"shape\" holds something that is no number");
    if (value < 0) fail("\"shape\" has the negative dimension " + std::to_string(value));
    m_place += static_cast<std::size_t>(end - begin);
    if (m_place < m_text.size() && m_text[m_place] == 'L') ++m_place;  // written by Python 2
    return value;
  }

  std::string_view m_text;
  std::uint64_t m_offset;
  const std::filesystem::path& m_file;
  std::size_t m_place = 0;
};

struct Element {
  DType dtype;
  bool big_endian;
};

std::optional<Element> element_of(std::string_view descr) {
  bool big = false;
  if (!descr.empty() && std::string_view("<>|=").find(descr.front()) != std::string_view::npos) {
    big = descr.front() == '>';
    descr.remove_prefix(1);
  }
  struct Row {
    std::string_view code;
    DType dtype;
  };
  static constexpr std::array kCodes{
      Row{"f8", DType::f64}, Row{"f4", DType::f32}, Row{"f2", DType::f16}, Row{"i8", DType::i64},
      Row{"i4", DType::i32}, Row{"i2", DType::i16}, Row{"i1", DType::i8},  Row{"u8", DType::u64},
      Row{"u4", DType::u32}, Row{"u2", DType::u16}, Row{"u1", DType::u8},  Row{"b1", DType::boolean},
  };
  for (const Row& row : kCodes) {
    if (row.code == descr) return Element{row.dtype, big && layout_of(row.dtype).block_bytes > 1};
  }
  return std::nullopt;
}

}  // namespace

TensorFile open_npy(const std::filesystem::path& path) {
  const auto mapped = MappedFile::open(path);
  ByteCursor cursor(mapped->bytes(), mapped->path());
  if (cursor.left() == 0) cursor.fail("is empty", "a .npy file");
  if (cursor.left() < 6 || cursor.take(6, "the magic number") != "\x93NUMPY") {
    cursor.fail_at(0, "is not a .npy file", "the magic number \"\\x93NUMPY\"");
  }
  const auto major = cursor.number<std::uint8_t>("the version");
  const auto minor = cursor.number<std::uint8_t>("the version");
  if (major < 1 || major > 3 || minor != 0) {
    cursor.fail_at(6, "is .npy version " + std::to_string(major) + "." + std::to_string(minor),
                   "version 1.0, 2.0 or 3.0");
  }
  const std::uint64_t length_place = cursor.offset();
  const std::uint64_t length = major == 1 ? cursor.number<std::uint16_t>("the header length")
                                          : cursor.number<std::uint32_t>("the header length");
  if (length > kLongestHeader) {
    cursor.fail_at(length_place, "claims a header of " + std::to_string(length) + " bytes",
                   "at most " + std::to_string(kLongestHeader));
  }
  const std::uint64_t header_place = cursor.offset();
  HeaderParser header(cursor.take(length, "the header"), header_place, mapped->path());
  header.parse();

  const auto element = element_of(header.descr);
  if (!element) {
    const bool object = header.descr.find('O') != std::string::npos;
    throw Error(ErrorCode::unsupported,
                object
                    ? "holds Python objects, which are never read"
                    : "has the element type '" + shown(header.descr) + "', which this program does not read",
                mapped->path(), "header \"descr\" at offset " + std::to_string(header_place),
                "a float, integer or bool type such as '<f4'");
  }
  TensorInfo tensor;
  tensor.dtype = element->dtype;
  tensor.big_endian = element->big_endian;
  tensor.shape = header.shape;
  tensor.fortran = header.fortran && header.shape.size() > 1;
  tensor.offset = cursor.offset();
  const auto size = checked_size(tensor.dtype, tensor.shape);
  if (!size) header.fail("\"shape\" has more elements than can be counted");
  tensor.bytes = static_cast<std::uint64_t>(size->bytes);

  TensorFile file;
  file.format = "npy";
  (void)cursor.take(tensor.bytes, "the data");
  if (cursor.left() > 0) {
    file.warnings.push_back(std::to_string(cursor.left()) + " bytes follow the data at offset " +
                            std::to_string(cursor.offset()) + "; they are ignored");
  }
  file.files.push_back(mapped);
  file.tensors.push_back(std::move(tensor));
  return file;
}

}  // namespace prism
