// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/speech/alignment_file.h"
#include "tests/core/model/bad_files.h"

#include <algorithm>
#include <memory>
#include <random>

#include <QTest>

using namespace prism;
using namespace prism::test;
namespace fs = std::filesystem;

namespace {

constexpr TextEncoding kEncodings[] = {TextEncoding::utf8, TextEncoding::utf8_bom, TextEncoding::utf16_le,
                                       TextEncoding::utf16_be, TextEncoding::latin1};

Alignment small() {
  Alignment out;
  out.end = 2.3;
  AlignmentTier words{"words", false, 0, 2.3, {{0, 1.1, "größe"}, {1.1, 2.3, "a \"b\"\nc\td, !e"}}, {}};
  AlignmentTier bell{"bell", true, 0, 2.3, {}, {{0.1, "x"}, {1.0 / 3, "é"}}};
  out.tiers = {words, bell};
  return out;
}

/// Any labels and times, in order.
Alignment random_alignment(std::mt19937_64& random) {
  const std::vector<std::string> pieces = {"a",        "\"", "\n", "\r\n", "\t", ",", "!",
                                           "<exists>", "7",  " ",  "ʃ",    "é",  "😀", "\\"};
  const auto text = [&] {
    std::string out;
    for (std::uint64_t i = random() % 6; i > 0; --i) out += pieces[random() % pieces.size()];
    return out;
  };
  std::uniform_real_distribution<double> step(0, 3);
  Alignment out;
  out.begin = random() % 3 == 0 ? -step(random) : 0;
  out.end = 1e3;
  for (std::uint64_t t = random() % 4; t > 0; --t) {
    AlignmentTier tier;
    tier.name = text();
    tier.point_tier = random() % 2 == 0;
    tier.begin = out.begin;
    tier.end = out.end;
    double at = out.begin;
    for (std::uint64_t i = random() % 9; i > 0; --i) {
      const double begin = at;
      at += random() % 5 == 0 ? 1e-9 : step(random);
      if (tier.point_tier) {
        tier.points.push_back({at, text()});
      } else {
        tier.intervals.push_back({begin, at, text()});
      }
    }
    out.tiers.push_back(tier);
  }
  return out;
}

const AlignmentTier& tier(const AlignmentFile& file, std::size_t index) {
  return file.alignment.tiers.at(index);
}

}  // namespace

class TestAlignmentFile : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void hostileFiles_data();
  void hostileFiles();
  void realFiles_data();
  void realFiles();
  void numbersOfPraat();
  void hardToParse();
  void formsOfTheSameFile();
  void encodingsKeepTheText();
  void randomAlignmentsComeBack();
  void lineEndsInLabels();
  void chronological();
  void mfaJson();
  void mfaCsv();
  void audacityLabels();
  void refusesWhatAFormCannotHold();
  void writesWhatPraatWrites();
  void formByEnding();
  void findsWordsAndPhones();
  void silences();

 private:
  std::unique_ptr<TemporaryFolder> m_folder;
  std::vector<BadRow> m_rows;
};

void TestAlignmentFile::initTestCase() {
  m_folder = std::make_unique<TemporaryFolder>();
  m_rows = make_bad_files("textgrid", *m_folder);
  QVERIFY(m_rows.size() > 70);
}

void TestAlignmentFile::hostileFiles_data() {
  QTest::addColumn<int>("index");
  for (std::size_t i = 0; i < m_rows.size(); ++i) QTest::newRow(m_rows[i].row.c_str()) << static_cast<int>(i);
}

void TestAlignmentFile::hostileFiles() {
  QFETCH(int, index);
  const BadRow& row = m_rows[static_cast<std::size_t>(index)];
  const std::string problem =
      check_row(row, [](const fs::path& path) { return read_alignment(path).warnings; });
  QVERIFY2(problem.empty(), problem.c_str());
}

void TestAlignmentFile::realFiles_data() {
  QTest::addColumn<QString>("path");
  const fs::path shared = shared_data();
  std::vector<fs::path> found;
  for (const char* folder : {"textgrid", "speech"}) {
    if (shared.empty()) break;
    for (const auto& entry : fs::recursive_directory_iterator(shared / folder)) {
      if (entry.path().extension() == ".TextGrid") found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  for (const fs::path& path : found) {
    QTest::newRow(path.lexically_relative(shared).c_str()) << QString::fromStdString(path.string());
  }
  if (found.empty()) QTest::newRow("none") << QString();
}

void TestAlignmentFile::realFiles() {
  QFETCH(QString, path);
  if (path.isEmpty()) QSKIP("the shared test data is not there");
  const fs::path file = path.toStdString();
  if (file.filename().string().starts_with("fail-")) {
    try {
      (void)read_alignment(file);
      QFAIL("what Praat refuses was read");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::format);
      QVERIFY2(error.position().starts_with("line "), error.what());
    }
    return;
  }
  const AlignmentFile read = read_alignment(file);
  QVERIFY(!read.alignment.tiers.empty());
  for (const AlignmentFormat form :
       {AlignmentFormat::textgrid_long, AlignmentFormat::textgrid_short, AlignmentFormat::mfa_json}) {
    const std::string bytes = format_alignment(read.alignment, form, TextEncoding::utf16_le);
    const AlignmentFile again = parse_alignment(bytes, file);
    QVERIFY(again.alignment == read.alignment);
    QCOMPARE(again.format, form);
  }
}

void TestAlignmentFile::numbersOfPraat() {
  const auto times = [](const std::string& begin, const std::string& end) {
    const std::string text = "\"ooTextFile\" \"TextGrid\" -9 99 <exists> 1 \"IntervalTier\" \"t\" -9 99 1 " +
                             begin + " " + end + " \"\"";
    const AlignmentFile file = parse_alignment(text, "made");
    return std::pair(tier(file, 0).intervals[0].begin, tier(file, 0).intervals[0].end);
  };
  QCOMPARE(times("1/2", "+3/2"), std::pair(0.5, 1.5));
  QCOMPARE(times("-5/-2", "-3e0/-1e0"), std::pair(2.5, 3.0));
  QCOMPARE(times("0x0.8", "0x1.8p+0"), std::pair(0.5, 1.5));
  QCOMPARE(times("-0x1P-1", "+0x3."), std::pair(-0.5, 3.0));
  QCOMPARE(times("10%", "5000e-2%"), std::pair(0.1, 0.5));
  QCOMPARE(times("80%ms", "0.90ms%"), std::pair(0.8, 0.9));
  QCOMPARE(times("2/200%", "400%/200%"), std::pair(1.0, 2.0));
  QCOMPARE(times("0e", "2Eignored"), std::pair(0.0, 2.0));
  QCOMPARE(times("1.", "5/x"), std::pair(1.0, 5.0));
  QCOMPARE(times("words 1 like this9", "2"), std::pair(1.0, 2.0));
}

void TestAlignmentFile::hardToParse() {
  const fs::path hard = shared_file("textgrid/readtextgrid/hard-to-parse.TextGrid");
  const fs::path normal = shared_file("textgrid/readtextgrid/hard-to-parse-normalized.TextGrid");
  if (hard.empty() || normal.empty()) QSKIP("the shared test data is not there");
  const AlignmentFile a = read_alignment(hard), b = read_alignment(normal);
  QCOMPARE(a.format, AlignmentFormat::textgrid_short);
  QCOMPARE(b.format, AlignmentFormat::textgrid_long);
  QVERIFY(a.alignment == b.alignment);
  QCOMPARE(tier(a, 2).points[1].text, std::string("deliberate    extra spaces"));
}

void TestAlignmentFile::formsOfTheSameFile() {
  const auto same = [](const char* one, const char* other) {
    const fs::path a = shared_file(one), b = shared_file(other);
    return a.empty() || b.empty() || read_alignment(a).alignment == read_alignment(b).alignment;
  };
  if (shared_data().empty()) QSKIP("the shared test data is not there");
  for (const char* name : {"mary", "textgrid_to_merge"}) {
    const std::string folder = std::string("textgrid/praatio/") + name;
    QVERIFY(same((folder + ".TextGrid").c_str(), (folder + "_longfile.TextGrid").c_str()));
  }
}

void TestAlignmentFile::encodingsKeepTheText() {
  const Alignment alignment = small();
  for (const TextEncoding encoding : kEncodings) {
    for (const AlignmentFormat form : {AlignmentFormat::textgrid_long, AlignmentFormat::textgrid_short}) {
      const AlignmentFile read = parse_alignment(format_alignment(alignment, form, encoding), "made");
      QVERIFY(read.alignment == alignment);
      QCOMPARE(read.encoding, encoding);
      QCOMPARE(read.format, form);
      QCOMPARE(read.warnings.empty(), encoding != TextEncoding::latin1);
    }
  }
}

void TestAlignmentFile::randomAlignmentsComeBack() {
  std::mt19937_64 random(1);
  for (int round = 0; round < 2000; ++round) {
    Alignment alignment = random_alignment(random);
    for (const AlignmentFormat form :
         {AlignmentFormat::textgrid_long, AlignmentFormat::textgrid_short, AlignmentFormat::mfa_json}) {
      const TextEncoding encoding = kEncodings[random() % 4];
      const AlignmentFile read = parse_alignment(format_alignment(alignment, form, encoding), "made");
      QVERIFY(read.alignment == alignment);
      QCOMPARE(read.encoding, encoding);
    }
    if (!alignment.tiers.empty()) alignment.tiers[0].end += 0.25;  // JSON's other form
    const std::string json = format_alignment(alignment, AlignmentFormat::mfa_json);
    QVERIFY(parse_alignment(json, "made").alignment == alignment);
  }
}

void TestAlignmentFile::lineEndsInLabels() {
  const std::string text =
      "\"ooTextFile\"\n\"TextGrid\" 0 1 <exists> 1 \"IntervalTier\" \"t\" 0 1 1 0 1 \"a\nb\"\n";
  std::string crlf, cr;
  for (const char c : text) {
    crlf += c == '\n' ? "\r\n" : std::string(1, c);
    cr += c == '\n' ? '\r' : c;
  }
  for (const std::string& form : {text, crlf, cr}) {
    QCOMPARE(tier(parse_alignment(form, "made"), 0).intervals[0].text, std::string("a\nb"));
  }
}

void TestAlignmentFile::chronological() {
  const AlignmentFile file = read_alignment(*m_folder / "13d.TextGrid");
  QCOMPARE(file.alignment.tiers.size(), std::size_t{2});
  QVERIFY((tier(file, 0).intervals == std::vector<TierInterval>{{0, 1, "a"}, {1, 2, "b"}}));
  QVERIFY((tier(file, 1).points == std::vector<TierPoint>{{0.5, "ding"}}));
}

void TestAlignmentFile::mfaJson() {
  const std::string text =
      R"({"start": 0.0, "end": 1.5, "tiers": {"words": {"type": "interval", "entries": [[0.0, 0.5, "a"], [0.5, 1.5, "b\"c"]]},
          "phones": {"type": "interval", "entries": [[0.0, 0.5, "AH0"]]}}})";
  const AlignmentFile file = parse_alignment(text, "made");
  QCOMPARE(file.format, AlignmentFormat::mfa_json);
  QCOMPARE(tier(file, 0).name, std::string("words"));
  QCOMPARE(tier(file, 1).name, std::string("phones"));
  QCOMPARE(tier(file, 0).intervals[1].text, std::string("b\"c"));
  QCOMPARE(file.alignment.end, 1.5);
  const std::string listed =
      R"({"xmin": 0, "xmax": 2, "tiers": [{"class": "TextTier", "name": "p", "xmin": 0, "xmax": 1, "entries": [[0.5, "x"]]},
          {"class": "IntervalTier", "name": "p", "xmin": 0, "xmax": 2, "entries": [[0, 2, "y"]]}]})";
  const AlignmentFile other = parse_alignment(listed, "made");
  QVERIFY(tier(other, 0).point_tier);
  QCOMPARE(tier(other, 0).end, 1.0);
  QVERIFY(parse_alignment(format_alignment(other.alignment, AlignmentFormat::mfa_json), "made").alignment ==
          other.alignment);
}

void TestAlignmentFile::mfaCsv() {
  const std::string text =
      "Begin,End,Label,Type,Speaker\r\n0.0,0.5,\"a,\"\"b\"\"\nc\",words,mary "
      "jane\r\n0.0,0.25,AH0,phones,mary jane\r\n";
  const AlignmentFile file = parse_alignment(text, "made");
  QCOMPARE(file.format, AlignmentFormat::mfa_csv);
  QCOMPARE(tier(file, 0).name, std::string("mary jane - words"));
  QCOMPARE(tier(file, 0).intervals[0].text, std::string("a,\"b\"\nc"));
  QVERIFY(word_tier(file.alignment) == &file.alignment.tiers[0]);
  QVERIFY(phone_tier(file.alignment) == &file.alignment.tiers[1]);
  const std::string written = format_alignment(file.alignment, AlignmentFormat::mfa_csv);
  const AlignmentFile again = parse_alignment(written, "made");
  QCOMPARE(again.alignment.tiers[0].intervals[0], file.alignment.tiers[0].intervals[0]);
  QCOMPARE(format_alignment(again.alignment, AlignmentFormat::mfa_csv), written);
  // What a tier ends with is kept by a row; tiers that fill their times come back as they were.
  Alignment whole = small();
  QVERIFY(parse_alignment(format_alignment(whole, AlignmentFormat::mfa_csv), "made").alignment == whole);
}

void TestAlignmentFile::audacityLabels() {
  const std::string text = "0\t0.5\thello\n0.5\t1\tthe\tworld\n0.25\t0.25\tding\n";
  const AlignmentFile file = parse_alignment(text, "made");
  QCOMPARE(file.format, AlignmentFormat::audacity);
  QCOMPARE(file.alignment.tiers.size(), std::size_t{2});
  QCOMPARE(tier(file, 0).intervals[1].text, std::string("the\tworld"));
  QVERIFY(tier(file, 1).point_tier);
  QCOMPARE(format_alignment(file.alignment, AlignmentFormat::audacity), text);
}

void TestAlignmentFile::refusesWhatAFormCannotHold() {
  Alignment alignment = small();
  alignment.tiers[0].intervals[0].text = "ʃ";
  QVERIFY_THROWS_EXCEPTION(
      Error, (void)format_alignment(alignment, AlignmentFormat::textgrid_long, TextEncoding::latin1));
  alignment.tiers[0].intervals = {{0, 1, "Ã©"}};
  alignment.tiers[1].points.clear();
  QVERIFY_THROWS_EXCEPTION(
      Error, (void)format_alignment(alignment, AlignmentFormat::textgrid_long, TextEncoding::latin1));
  alignment.tiers[0].intervals[0].text = std::string("a\0b", 3);
  QVERIFY_THROWS_EXCEPTION(Error, (void)format_alignment(alignment, AlignmentFormat::textgrid_long));
  alignment.tiers[0].intervals[0] = {0, std::nan(""), "x"};
  QVERIFY_THROWS_EXCEPTION(Error, (void)format_alignment(alignment, AlignmentFormat::textgrid_long));
  alignment = small();
  alignment.tiers[1].name = "words";
  QVERIFY_THROWS_EXCEPTION(Error, (void)format_alignment(alignment, AlignmentFormat::mfa_csv));
}

void TestAlignmentFile::writesWhatPraatWrites() {
  const fs::path praat = shared_file("textgrid/readtextgrid/Mary_John_bell.TextGrid");
  if (praat.empty()) QSKIP("the shared test data is not there");
  const fs::path path = *m_folder / "written.TextGrid";
  write_alignment(path, read_alignment(praat).alignment);
  QCOMPARE(read_file(path), read_file(praat));
}

void TestAlignmentFile::formByEnding() {
  QCOMPARE(alignment_format_of("a/b.TextGrid"), AlignmentFormat::textgrid_long);
  QCOMPARE(alignment_format_of("b.textgrid"), AlignmentFormat::textgrid_long);
  QCOMPARE(alignment_format_of("b.JSON"), AlignmentFormat::mfa_json);
  QCOMPARE(alignment_format_of("b.csv"), AlignmentFormat::mfa_csv);
  QCOMPARE(alignment_format_of("b.txt"), AlignmentFormat::audacity);
  QVERIFY_THROWS_EXCEPTION(Error, (void)alignment_format_of("b.wav"));
}

void TestAlignmentFile::findsWordsAndPhones() {
  const auto make = [](const std::vector<std::string>& names) {
    Alignment out;
    for (const std::string& name : names) out.tiers.push_back({name, false, 0, 1, {{0, 1, "x"}}, {}});
    return out;
  };
  const Alignment maus = make({"ORT-MAU", "KAN-MAU", "MAU"});
  QVERIFY(word_tier(maus) == &maus.tiers[0]);
  QVERIFY(phone_tier(maus) == &maus.tiers[2]);
  const Alignment mfa = make({"Phones", "mary - words"});
  QVERIFY(word_tier(mfa) == &mfa.tiers[1]);
  QVERIFY(phone_tier(mfa) == &mfa.tiers[0]);
  Alignment unnamed = make({"a", "b", "c"});
  unnamed.tiers[0].intervals = {{0, 1, "the cat sat"}};
  unnamed.tiers[1].intervals = {
      {0, 0.3, "DH"}, {0.3, 0.4, "AH0"}, {0.4, 0.6, "K"}, {0.6, 0.8, "AE1"}, {0.8, 1, "T"}};
  unnamed.tiers[2].intervals = {{0, 0.4, "the"}, {0.4, 1, "cat"}};
  QVERIFY(word_tier(unnamed) == &unnamed.tiers[2]);
  QVERIFY(phone_tier(unnamed) == &unnamed.tiers[1]);
  const Alignment none;
  QVERIFY(word_tier(none) == nullptr && phone_tier(none) == nullptr);
}

void TestAlignmentFile::silences() {
  for (const char* label : {"", " ", "sil", "SP", "spn", "<eps>", "_", "pau", "#", "<p:>", "…"})
    QVERIFY(is_silence(label));
  for (const char* label : {"s", "a", "spin", "silent", "AH0"}) QVERIFY(!is_silence(label));
}

QTEST_APPLESS_MAIN(TestAlignmentFile)
#include "tst_alignment_file.moc"
