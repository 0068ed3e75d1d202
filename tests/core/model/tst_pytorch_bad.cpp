// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/model/tensor_file.h"
#include "tests/core/model/pytorch_process.h"

#include <QtTest>

using namespace prism;

/// Every row of the list "PyTorch zip" in the reliability requirements, from a generated file.
class TestPytorchBad : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    QCOMPARE(test::run_script("make_bad_pytorch.py", {QString::fromStdString(m_folder.path().string())}), 0);
  }

  void refused_data() {
    QTest::addColumn<QString>("position");  // what the message says of the place
    QTest::addColumn<QString>("reason");
    const auto row = [](const char* name, const char* position, const char* reason) {
      QTest::newRow(name) << position << reason;
    };
    row("01_not_a_zip", "zip offset 0", "not a zip archive");
    row("01_empty", "zip offset 0", "not a zip archive");
    row("02_cut_in_half", "zip offset", "directory at the end is missing");
    row("03_two_pickles", "zip offset", "two entries named");
    row("03_two_folders", "zip offset", "two states");
    row("04_local_name", "zip offset", "local name differs");
    row("05_encrypted", "zip offset", "encrypted");
    row("06_crc_of_record", "zip offset", "CRC-32");
    row("06_crc_of_pickle", "zip offset", "CRC-32");
    row("07_deflate_bomb", "zip offset", "compressed");
    row("08_zip64_size", "zip offset", "more than the file has");
    row("08_zip64_size_wraps", "zip offset", "more than the file has");
    row("09_overlap", "zip offset", "overlaps");
    row("10_parent_folder", "zip offset", "leads out of the archive");
    row("10_absolute", "zip offset", "leads out of the archive");
    row("11_os_system", "data.pkl offset", "os.system");
    row("12_builtins_eval", "data.pkl offset", "builtins.eval");
    row("12_python2_eval", "data.pkl offset", "builtins.eval");
    row("12_getattr", "data.pkl offset", "builtins.getattr");
    row("13_stack_global", "data.pkl offset", "posix.system");
    row("14_inst", "data.pkl offset", "INST");
    row("14_obj", "data.pkl offset", "OBJ");
    row("14_ext", "data.pkl offset", "EXT");
    row("15_reduce_on_empty_stack", "data.pkl offset 2", "empty stack");
    row("16_setitems_without_mark", "data.pkl offset", "mark");
    row("17_memo_index", "data.pkl offset", "memo index 2147483647");
    row("18_unicode_length", "data.pkl offset", "2147483648 bytes are announced");
    row("18_unicode8_length", "data.pkl offset", "bytes are announced");
    row("19_nested_tuples", "data.pkl offset", "objects of more than");
    row("20_numel_beyond_record", "\"weight\"", "a storage of 7 elements");
    row("20_numel_overflow", "\"weight\"", "a storage of");
    row("21_shape_beyond_storage", "\"weight\"", "number 8 of its storage");
    row("21_shape_overflow", "\"weight\"", "beyond any storage");
    row("21_repeated_beyond_file", "\"weight\"", "more than the file could hold");
    row("22_negative_offset", "\"weight\"", "offset in the storage");
    row("22_negative_stride", "\"weight\"", "negative stride");
    row("22_negative_shape", "\"weight\"", "negative shape");
    row("23_missing_record", "\"weight\"", "data/7 is missing");
    row("24_rank_and_strides", "\"weight\"", "2 dimensions but 1 strides");
    row("28_before_1.6", "offset 0", "before PyTorch 1.6");
    row("28_tar", "offset 257", "tar archive");
    row("29_torchscript", "archive/c", "TorchScript");
    row("31_no_stop", "data.pkl offset", "without STOP");
    row("32_protocol_0", "data.pkl offset 0", "does not begin as a pickle");
    row("33_dict_in_itself", "data.pkl tensor", "too deep");
    row("34_doubling", "data.pkl tensor", "hold each other");
    row("35_same_name_twice", "\"a.b\"", "two tensors");
    row("36_hundred_dicts_deep", "data.pkl tensor", "too deep");
    row("37_memo_never_set", "data.pkl offset", "never set");
    row("38_odd_items", "data.pkl offset", "key without a value");
    row("39_set_item_of_tuple", "data.pkl offset", "not a dict");
    row("40_big_endian", "byteorder", "byte order");
    row("41_no_pickle", "zip directory", "without data.pkl");
  }
  void refused() {
    QFETCH(QString, position);
    QFETCH(QString, reason);
    const auto file = m_folder / (std::string(QTest::currentDataTag()) + ".pt");
    const std::uint64_t before = peak_resident_bytes();
    try {
      (void)open_pytorch(file);
      QFAIL("the file was accepted");
    } catch (const Error& error) {
      QVERIFY2(error.code() == ErrorCode::format || error.code() == ErrorCode::unsupported, error.what());
      QCOMPARE(error.file(), file);
      QVERIFY2(QString::fromStdString(error.position()).contains(position), error.what());
      QVERIFY2(QString::fromStdString(error.reason()).contains(reason), error.what());
      QVERIFY2(std::strlen(error.what()) < 1000, error.what());
    }
    const std::uint64_t limit = (64u << 20) + std::filesystem::file_size(file);
    QVERIFY2(peak_resident_bytes() - before <= limit, "took more memory than allowed");
  }

  void hints() {
    for (const char* name : {"28_before_1.6", "28_tar"}) {
      try {
        (void)open_pytorch(m_folder / (std::string(name) + ".pt"));
        QFAIL("the file was accepted");
      } catch (const Error& error) {
        QVERIFY2(QString(error.what()).contains("save it again with torch.save"), error.what());
      }
    }
    try {
      (void)open_pytorch(m_folder / "29_torchscript.pt");
      QFAIL("the file was accepted");
    } catch (const Error& error) {
      QVERIFY2(QString(error.what()).contains("torch.jit.load"), error.what());
    }
  }

  void accepted_data() {
    QTest::addColumn<int>("warnings");
    QTest::newRow("26_one_entry") << 0;
    QTest::newRow("27_metadata") << 0;
    QTest::newRow("30_bytes_after_stop") << 1;
    QTest::newRow("42_good") << 0;
    QTest::newRow("43_no_folder") << 0;
  }
  void accepted() {
    QFETCH(int, warnings);
    const TensorFile file = open_pytorch(m_folder / (std::string(QTest::currentDataTag()) + ".pt"));
    QCOMPARE(file.format, std::string("pytorch"));
    QCOMPARE(file.tensors.size(), std::size_t{1});
    QCOMPARE(static_cast<int>(file.warnings.size()), warnings);
    const TensorInfo& tensor = file.get("weight");
    QCOMPARE(tensor.shape, (std::vector<std::int64_t>{2, 3}));
    QCOMPARE(test::values_of(file, tensor), (std::vector<float>{0, 1, 2, 3, 4, 5}));
  }

  void shared_storage_and_views() {
    const TensorFile file = open_pytorch(m_folder / "25_shared_storage.pt");
    QCOMPARE(test::values_of(file, file.get("first")), (std::vector<float>{0, 1, 2}));
    QCOMPARE(test::values_of(file, file.get("second")), (std::vector<float>{3, 4, 5}));
    QVERIFY(file.get("turned").fortran);
    QCOMPARE(test::values_of(file, file.get("turned")), (std::vector<float>{0, 3, 1, 4, 2, 5}));
  }

  void opens_by_content() {
    QCOMPARE(open_tensor_file(m_folder / "42_good.pt").format, std::string("pytorch"));
    QVERIFY_THROWS_EXCEPTION(Error, (void)open_tensor_file(m_folder / "28_tar.pt"));
  }

 private:
  test::TemporaryFolder m_folder;
};

QTEST_APPLESS_MAIN(TestPytorchBad)
#include "tst_pytorch_bad.moc"
