// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/speech/aligner.h"
#include "core/speech/alignment_file.h"
#include "tests/support/test_data.h"

#include <chrono>
#include <fstream>
#include <thread>

#include <QTest>

using namespace prism;
using namespace prism::test;
namespace fs = std::filesystem;

namespace {

/// A program that stands in for `mfa`.
fs::path script(const TemporaryFolder& folder, const std::string& body) {
  const fs::path path = folder / "mfa";
  write_file(path, "#!/bin/sh\n" + body);
  fs::permissions(path, fs::perms::owner_all);
  return path;
}

SpeechDataset dataset_in(const TemporaryFolder& folder) {
  SpeechDataset out;
  out.folder = folder.path();
  for (const char* id : {"one", "two"}) {
    write_file(folder / (std::string(id) + ".wav"), "not looked at");
    out.utterances.push_back({id,
                              "hello world",
                              id == std::string("two") ? "mary/jane" : "",
                              folder / (std::string(id) + ".wav"),
                              {}});
  }
  out.utterances.push_back({"silent", "no recording", "", {}, {}});
  return out;
}

/// Keeps what was told; stops at a figure when wanted.
struct Sink final : ProgressSink {
  void report(const Progress& progress) override {
    last = progress;
    if (stop_at >= 0 && progress.done >= stop_at) stop.request_stop();
  }
  Progress last;
  double stop_at = -1;
  std::stop_source stop;
};

/// Running and not only waiting to be reaped.
bool runs(int id) {
  std::ifstream file("/proc/" + std::to_string(id) + "/stat");
  std::string word, state;
  return static_cast<bool>(file >> word >> word >> state) && state != "Z";
}

const char* const kTextGrid =
    "'\"ooTextFile\"\\n\"TextGrid\"\\n0 1 <exists> 1 \"IntervalTier\" \"words\" 0 1 1 0 1 \"hello\"\\n'";

}  // namespace

class TestMfaProcess : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void runsAndCollects();
  void failureShowsItsWords();
  void missingProgramSaysHow();
  void nothingWritten();
  void stopEndsTheWholeGroup();
};

void TestMfaProcess::runsAndCollects() {
  const TemporaryFolder folder;
  MfaOptions options;
  // Its corpus must hold each recording with its text, a folder a speaker.
  options.program = script(folder, std::string("[ \"$1\" = align ] || exit 3\n"
                                               "for last; do :; done\n"
                                               "corpus=$5\n"
                                               "grep -q 'hello world' \"$corpus/speaker/one.lab\" || exit 4\n"
                                               "[ -e \"$corpus/mary_jane/two.wav\" ] || exit 5\n"
                                               "printf ' 10%%|#\\r 55%%|#####\\r'\n"
                                               "mkdir -p \"$last/s\"\n"
                                               "for id in one two; do printf ") +
                                       kTextGrid +
                                       " > \"$last/s/$id.TextGrid\"; done\n"
                                       "echo 'file,begin' > \"$last/alignment_analysis.csv\"\necho done\n")
                        .string();
  Sink sink;
  run_mfa(dataset_in(folder), folder / "out", options, RunControl(sink.stop.get_token(), &sink));
  QCOMPARE(sink.last.done, 55.0);
  QCOMPARE(sink.last.stage, std::string("mfa"));
  for (const char* id : {"one", "two"}) {
    const fs::path path = folder / "out" / (std::string(id) + ".TextGrid");
    QCOMPARE(read_alignment(path).alignment.tiers.at(0).intervals.at(0).text, std::string("hello"));
  }
  QVERIFY(fs::exists(folder / "out" / "alignment_analysis.csv"));
}

void TestMfaProcess::failureShowsItsWords() {
  const TemporaryFolder folder;
  MfaOptions options;
  options.program = script(folder, "echo 'no such dictionary' >&2\nexit 7\n").string();
  try {
    run_mfa(dataset_in(folder), folder / "out", options);
    QFAIL("a failure was taken for success");
  } catch (const Error& error) {
    const std::string what = error.what();
    QVERIFY2(
        what.find("status 7") != std::string::npos && what.find("no such dictionary") != std::string::npos,
        what.c_str());
  }
}

void TestMfaProcess::missingProgramSaysHow() {
  const TemporaryFolder folder;
  MfaOptions options;
  options.program = "no-such-mfa-anywhere";
  try {
    run_mfa(dataset_in(folder), folder / "out", options);
    QFAIL("nothing ran");
  } catch (const Error& error) {
    QCOMPARE(error.code(), ErrorCode::not_found);
    QVERIFY(error.expected().find("conda create") != std::string::npos);
    QVERIFY(error.expected().find("--aligner builtin") != std::string::npos);
  }
}

void TestMfaProcess::nothingWritten() {
  const TemporaryFolder folder;
  MfaOptions options;
  options.program = script(folder, "exit 0\n").string();
  QVERIFY_THROWS_EXCEPTION(Error, run_mfa(dataset_in(folder), folder / "out", options));
  SpeechDataset empty;
  QVERIFY_THROWS_EXCEPTION(Error, run_mfa(empty, folder / "out", options));
}

void TestMfaProcess::stopEndsTheWholeGroup() {
  const TemporaryFolder folder;
  MfaOptions options;
  const fs::path note = folder / "id";
  options.program =
      script(folder, "sleep 100 &\necho $! > '" + note.string() + "'\necho ' 10%|#'\nwait\n").string();
  Sink sink;
  sink.stop_at = 10;
  QVERIFY_THROWS_EXCEPTION(Stopped, run_mfa(dataset_in(folder), folder / "out", options,
                                            RunControl(sink.stop.get_token(), &sink)));
  int id = 0;
  std::ifstream(note) >> id;
  QVERIFY(id > 0);
  QTRY_VERIFY(!runs(id));
}

QTEST_GUILESS_MAIN(TestMfaProcess)
#include "tst_mfa_process.moc"
