// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path_kind.h"
#include "core/adapter/adapter.h"
#include "core/base/atomic_file.h"
#include "core/base/error.h"
#include "core/model/writers.h"
#include "core/plan/plan.h"
#include "tests/support/test_data.h"

#include <QTest>

using namespace prism;
using namespace prism::app;

namespace {

TensorToWrite tensor(const std::string& name) {
  TensorToWrite made;
  made.name = name;
  made.shape = {2, 3};
  made.rows = [](std::int64_t, std::int64_t count, float* out) { std::fill_n(out, count * 3, 1.0f); };
  return made;
}

}  // namespace

class TestPathKind : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void tellsByContentNotByName() {
    const test::TemporaryFolder folder;
    write_npy(folder / "matrix", tensor(""));
    QCOMPARE(kind_of(folder / "matrix"), PathKind::matrix);
    write_safetensors(folder / "pairs", {tensor("x"), tensor("z")});
    QCOMPARE(kind_of(folder / "pairs"), PathKind::pairs);
    write_safetensors(folder / "model.npy", {tensor("lm_head.weight")});
    QCOMPARE(kind_of(folder / "model.npy"), PathKind::model);
    write_file(folder / "project", R"({"prism_project": 1})");
    QCOMPARE(kind_of(folder / "project"), PathKind::project);
    PlanOptions options;
    options.d_in = 8;
    options.d_out = 6;
    options.workers = 4;
    save_adapter(make_adapter(make_plan(options)), folder / "adapter.bin");
    QCOMPARE(kind_of(folder / "adapter.bin"), PathKind::adapter);
    QCOMPARE(kind_of(folder.path()), PathKind::model);
  }
  void realVocabulary() {
    const auto file = test::shared_file("vocab/qwen2/qwen.tiktoken");
    if (file.empty()) QSKIP("the shared data is not here");
    QCOMPARE(kind_of(file), PathKind::vocabulary);
  }
  void refusesInWords() {
    const test::TemporaryFolder folder;
    write_file(folder / "notes.txt", "just some words\n");
    try {
      static_cast<void>(kind_of(folder / "notes.txt"));
      QFAIL("must refuse");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::unsupported);
      QVERIFY(std::string(error.what()).find("notes.txt") != std::string::npos);
    }
    try {
      static_cast<void>(kind_of(folder / "missing"));
      QFAIL("must refuse");
    } catch (const Error& error) {
      QCOMPARE(error.code(), ErrorCode::not_found);
    }
    write_file(folder / "broken.safetensors", std::string("\x10\0\0\0\0\0\0\0{\"a\":", 13));
    QVERIFY_THROWS_EXCEPTION(Error, static_cast<void>(kind_of(folder / "broken.safetensors")));
  }
};

QTEST_APPLESS_MAIN(TestPathKind)
#include "tst_path_kind.moc"
