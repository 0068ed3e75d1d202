// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/crc32c.h"
#include "core/base/sha256.h"
#include "tests/support/test_data.h"

#include <fstream>
#include <string_view>

#include <QTest>

using namespace prism;

class TestHashes : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void crcOfKnownTexts();
  void crcContinues();
  void shaOfKnownTexts();
  void quickHashSeesChanges();
};

namespace {

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

}  // namespace

void TestHashes::crcOfKnownTexts() {
  QCOMPARE(crc32c(bytes_of("123456789")), 0xE3069283u);
  QCOMPARE(crc32c({}), 0u);
  // RFC 3720, B.4: 32 bytes of zeros and of ones.
  QCOMPARE(crc32c(bytes_of(std::string(32, '\0'))), 0x8A9136AAu);
  QCOMPARE(crc32c(bytes_of(std::string(32, '\xFF'))), 0x62A8AB43u);
}

void TestHashes::crcContinues() {
  const std::string text = "The quick brown fox jumps over the lazy dog";
  for (std::size_t cut = 0; cut <= text.size(); ++cut) {
    const auto bytes = bytes_of(text);
    QCOMPARE(crc32c(bytes.subspan(cut), crc32c(bytes.first(cut))), crc32c(bytes));
  }
}

void TestHashes::shaOfKnownTexts() {
  QCOMPARE(sha256_hex("abc"),
           std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  QCOMPARE(sha256_hex(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

void TestHashes::quickHashSeesChanges() {
  const prism::test::TemporaryFolder folder;
  std::string text(std::size_t{4} << 20, 'a');
  write_file(folder / "a", text);
  const std::string before = quick_file_hash(folder / "a");
  QCOMPARE(quick_file_hash(folder / "a"), before);
  text.front() = 'b';
  write_file(folder / "a", text);
  QVERIFY(quick_file_hash(folder / "a") != before);
  text.front() = 'a';
  text.back() = 'b';
  write_file(folder / "a", text);
  QVERIFY(quick_file_hash(folder / "a") != before);
  text.back() = 'a';
  text += 'a';
  write_file(folder / "a", text);
  QVERIFY(quick_file_hash(folder / "a") != before);
  QCOMPARE(sha256_of_file(folder / "a"), sha256_hex(text));
}

QTEST_GUILESS_MAIN(TestHashes)
#include "tst_hashes.moc"
