// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/text/encodings.h"
#include "core/text/vocabulary.h"
#include "tests/core/text/vocabulary_files.h"

#include <set>

#include <QTest>

using namespace prism;

namespace {

std::string random_bytes(Random& random, std::size_t length) {
  std::string bytes;
  for (std::size_t i = 0; i < length; ++i) bytes += static_cast<char>(random.below(256));
  return bytes;
}

}  // namespace

class TestEncodings : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void utf8IsStrict();
  void byteTableIsReversible();
  void piecesAndByteTokens();
  void base64IsStrict();
  void escapesAreLossless();
  void printableShowsSpacesAndBadBytes();
  void whitespaceAndControl();
};

void TestEncodings::utf8IsStrict() {
  QVERIFY(is_utf8(""));
  QVERIFY(is_utf8("a\xC3\xBC\xE2\x96\x81\xF0\x9F\x98\x80"));
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                          "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x96", "\xFF", "a\xC3"}) {
    QVERIFY2(!is_utf8(bad), bad);
  }
  for (const char32_t code : {U'\x7F', U'\x80', U'\x7FF', U'\x800', U'\xFFFD', U'\x10000', U'\x10FFFF'}) {
    std::string text;
    append_utf8(text, code);
    std::string_view rest = text;
    QVERIFY(take_code_point(rest) == code);
    QVERIFY(rest.empty());
  }
}

void TestEncodings::byteTableIsReversible() {
  // The 256 characters of the table: printable Latin-1, then U+0100 upwards for the 68 others.
  std::set<std::string> bytes;
  for (char32_t code = 0; code < 0x150; ++code) {
    std::string text;
    append_utf8(text, code);
    if (const auto decoded = bytes_of_byte_level(text)) {
      QCOMPARE(decoded->size(), std::size_t{1});
      bytes.insert(*decoded);
    }
  }
  QCOMPARE(bytes.size(), std::size_t{256});
  QCOMPARE(*bytes_of_byte_level("\xC4\xA0the"), std::string(" the"));
  QCOMPARE(*bytes_of_byte_level("\xC4\x8A"), std::string("\n"));
  QCOMPARE(*bytes_of_byte_level("\xC4\x80"), std::string(1, '\0'));
  QCOMPARE(*bytes_of_byte_level("\xC3\xA9"), std::string("\xE9"));
  QVERIFY(!bytes_of_byte_level(" "));
  QVERIFY(!bytes_of_byte_level("\xE2\x96\x81"));
  QVERIFY(!bytes_of_byte_level("\xFF"));
}

void TestEncodings::piecesAndByteTokens() {
  QCOMPARE(bytes_of_piece("\xE2\x96\x81the\xE2\x96\x81"), std::string(" the "));
  QCOMPARE(int(*byte_of_piece("<0x0A>")), 10);
  QCOMPARE(int(*byte_of_piece("<0xff>")), 255);
  for (const char* bad : {"<0x-1>", "<0xZZ>", "<0x>", "<0x1>", "<0x123>", "<0x1 >"}) {
    QVERIFY2(!byte_of_piece(bad), bad);
    QVERIFY2(looks_like_byte_piece(bad), bad);
  }
  QVERIFY(!looks_like_byte_piece("<0"));
}

void TestEncodings::base64IsStrict() {
  Random random(1);
  for (std::size_t length = 1; length < 40; ++length) {
    const std::string bytes = random_bytes(random, length);
    const auto decoded = decode_base64(test::base64(bytes));
    QVERIFY(decoded && *decoded == bytes);
  }
  for (const char* bad : {"", "A", "AA=", "A===", "AA A", "AA\nA", "=AAA", "A-A_"})
    QVERIFY2(!decode_base64(bad), bad);
}

void TestEncodings::escapesAreLossless() {
  Random random(2);
  for (int round = 0; round < 500; ++round) {
    const std::string bytes = random_bytes(random, random.below(30));
    const std::string text = escape_bytes(bytes);
    QVERIFY(is_utf8(text));
    QVERIFY(text.find_first_of("\t\n\r") == std::string::npos);
    QCOMPARE(*unescape_bytes(text), bytes);
  }
  QCOMPARE(escape_bytes(" a\t\\\x01\xC3\xBC\xFF"), std::string(" a\\t\\\\\\x01\xC3\xBC\\xff"));
  for (const char* bad : {"\\", "\\q", "\\x", "\\x1", "\\xg0"}) QVERIFY2(!unescape_bytes(bad), bad);
}

void TestEncodings::printableShowsSpacesAndBadBytes() {
  QCOMPARE(printable(" a\n\xC3\xBC\xFF"), std::string("\xE2\x90\xA3"
                                                      "a\\x0a\xC3\xBC\\xff"));
  QVERIFY(is_utf8(printable("\xE2\x96")));
}

void TestEncodings::whitespaceAndControl() {
  for (const char* space : {" ", "\t\n", "\xC2\xA0", "\xE3\x80\x80", "\x1C", " \xE2\x80\xA9"})
    QVERIFY2(is_whitespace_only(space), space);
  for (const char* other : {"", " a", "\xE2\x80\x8B", "\xC2", "\x01"})
    QVERIFY2(!is_whitespace_only(other), other);
  QVERIFY(has_control_characters("a\x0C"));
  QVERIFY(has_control_characters(std::string(1, '\0')));
  QVERIFY(!has_control_characters("\t\r\n \x7F"));
}

QTEST_APPLESS_MAIN(TestEncodings)
#include "tst_encodings.moc"
