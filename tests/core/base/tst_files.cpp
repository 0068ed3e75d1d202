// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/base/mapped_file.h"
#include "tests/support/test_data.h"

#include <csignal>
#include <functional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTest>

using namespace prism;
using prism::test::TemporaryFolder;
namespace fs = std::filesystem;

class TestFiles : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void writesAndReadsBack();
  void uncommittedFileLeavesNothing();
  void oldFileStaysUntilCommit();
  void createsFolders();
  void overwritesEarlierBytes();
  void replacesWhatALinkNames();
  void followsUmask();
  void fullDeviceKeepsTheOldFile();
  void foreseesWhatCannotBeWritten();
  void refusesFolders();
  void mapsEmptyFiles();
  void noticesShrinking();
  void limitsWholeReads();
};

namespace {

std::size_t entries(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

ErrorCode code_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.code();
  }
  return ErrorCode::internal;
}

}  // namespace

void TestFiles::writesAndReadsBack() {
  const TemporaryFolder folder;
  const std::string text("line\n\0end", 9);
  write_file(folder / "a.txt", text);
  QCOMPARE(read_file(folder / "a.txt"), text);
  QCOMPARE(entries(folder.path()), std::size_t{1});
}

void TestFiles::uncommittedFileLeavesNothing() {
  const TemporaryFolder folder;
  {
    AtomicFile file(folder / "a.txt");
    file.write("half");
    QCOMPARE(entries(folder.path()), std::size_t{1});
  }
  QCOMPARE(entries(folder.path()), std::size_t{0});
}

void TestFiles::oldFileStaysUntilCommit() {
  const TemporaryFolder folder;
  write_file(folder / "a.txt", "old");
  AtomicFile file(folder / "a.txt");
  file.write("new");
  QCOMPARE(read_file(folder / "a.txt"), std::string("old"));
  file.commit();
  QCOMPARE(read_file(folder / "a.txt"), std::string("new"));
}

void TestFiles::createsFolders() {
  const TemporaryFolder folder;
  write_file(folder.path() / "b" / "c" / "a.txt", "x");
  QVERIFY(fs::exists(folder.path() / "b" / "c" / "a.txt"));
}

void TestFiles::overwritesEarlierBytes() {
  const TemporaryFolder folder;
  AtomicFile file(folder / "a.bin");
  file.write("0123456789");
  const std::string patch = "ab";
  file.write_at(2, std::as_bytes(std::span(patch.data(), patch.size())));
  file.write("!");
  QCOMPARE(file.written(), std::uint64_t{11});
  file.commit();
  QCOMPARE(read_file(folder / "a.bin"), std::string("01ab456789!"));
}

void TestFiles::replacesWhatALinkNames() {
  const TemporaryFolder folder;
  write_file(folder / "real", "old");
  fs::create_symlink(folder / "real", folder / "link");
  write_file(folder / "link", "new");
  QVERIFY(fs::is_symlink(folder / "link"));
  QCOMPARE(read_file(folder / "real"), std::string("new"));
}

void TestFiles::followsUmask() {
  const TemporaryFolder folder;
  const mode_t before = ::umask(027);
  write_file(folder / "a", "x");
  ::umask(before);
  struct stat status {};
  QCOMPARE(::stat((folder / "a").c_str(), &status), 0);
  QCOMPARE(status.st_mode & 0777, 0640u);
}

void TestFiles::fullDeviceKeepsTheOldFile() {
  // A file size limit is a full disk that every machine has.
  const TemporaryFolder folder;
  write_file(folder / "a", "old");
  const pid_t child = ::fork();
  if (child == 0) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{1000, 1000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      write_file(folder / "a", std::string(5000, 'x'));
    } catch (const Error& error) {
      const bool tells = error.expected().find("in all") != std::string::npos && error.file() == folder / "a";
      ::_exit(error.code() == ErrorCode::disk_full && tells ? 0 : 2);
    }
    ::_exit(1);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  QCOMPARE(WEXITSTATUS(status), 0);
  QCOMPARE(read_file(folder / "a"), std::string("old"));
  QCOMPARE(entries(folder.path()), std::size_t{1});
}

void TestFiles::foreseesWhatCannotBeWritten() {
  const TemporaryFolder folder;
  write_file(folder / "file", "x");
  require_writable({});
  require_writable(folder / "file");
  require_writable(folder.path() / "new" / "sub" / "a.txt");
  QVERIFY(!fs::exists(folder / "new"));
  QVERIFY(code_of([&] { require_writable(folder.path() / "file" / "sub" / "a.txt"); }) == ErrorCode::io);
  QVERIFY(code_of([&] { require_writable(folder.path()); }) == ErrorCode::io);
  QVERIFY(code_of([&] { write_file(folder.path() / "file" / "a.txt", "x"); }) == ErrorCode::io);
}

void TestFiles::refusesFolders() {
  const TemporaryFolder folder;
  QVERIFY(code_of([&] { (void)MappedFile::open(folder.path()); }) == ErrorCode::format);
  QVERIFY(code_of([&] { (void)MappedFile::open(folder / "absent"); }) == ErrorCode::not_found);
  QVERIFY(code_of([&] { AtomicFile file(folder.path()); }) == ErrorCode::io);
}

void TestFiles::mapsEmptyFiles() {
  const TemporaryFolder folder;
  write_file(folder / "empty", "");
  QVERIFY(MappedFile::open(folder / "empty")->bytes().empty());
}

void TestFiles::noticesShrinking() {
  const TemporaryFolder folder;
  write_file(folder / "a", std::string(10000, 'x'));
  const auto file = MappedFile::open(folder / "a");
  QVERIFY(file->still_whole());
  fs::resize_file(folder / "a", 10);
  QVERIFY(!file->still_whole());
}

void TestFiles::limitsWholeReads() {
  const TemporaryFolder folder;
  write_file(folder / "a", std::string(100, 'x'));
  QVERIFY(code_of([&] { (void)read_file(folder / "a", 99); }) == ErrorCode::format);
  QCOMPARE(read_file(folder / "a", 100).size(), std::size_t{100});
}

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
