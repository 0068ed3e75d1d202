// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/model/tensor_file.h"
#include "tests/core/model/pytorch_process.h"

#include <algorithm>

#include <QtTest>

using namespace prism;
namespace fs = std::filesystem;

/// Real checkpoints: what opens must hold what PyTorch itself reads; what is refused must say why.
class TestPytorchReal : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    if (test::shared_file("torch").empty()) QSKIP("the shared test data are not here");
    for (const auto& entry : fs::recursive_directory_iterator(test::shared_file("torch"))) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".pt" || extension == ".pth" || extension == ".tar") m_files.push_back(entry.path());
    }
    std::sort(m_files.begin(), m_files.end());
    QVERIFY(m_files.size() > 60);
  }

  void which_open() {
    for (const fs::path& file : m_files) {
      const std::string name = file.filename().string();
      const bool legacy = name.find("legacy") != std::string::npos || file.extension() == ".tar";
      const bool script = file.parent_path().filename() == "tch-rs";
      const bool broken = name == "broken.pt";
      try {
        const TensorFile opened = open_pytorch(file);
        QVERIFY2(!legacy && !script && !broken, file.c_str());
        QVERIFY2(!opened.tensors.empty(), file.c_str());
        QVERIFY2(opened.warnings.empty(), file.c_str());
      } catch (const Error& error) {
        QVERIFY2(legacy || script || broken, error.what());
        QCOMPARE(error.file(), file);
        const QString text = error.what();
        if (legacy) QVERIFY2(text.contains("torch.save"), error.what());
        if (script) QVERIFY2(text.contains("TorchScript"), error.what());
      }
    }
  }

  void same_as_pytorch() {
    const auto dump = test::dump_with_torch(m_files);
    if (!dump) QSKIP("python3-torch is not installed");
    int compared = 0;
    for (const fs::path& path : m_files) {
      const Json& expected = dump->at(path.string());
      if (expected.is_null()) continue;
      TensorFile file;
      try {
        file = open_pytorch(path);
      } catch (const Error&) {
        continue;  // which_open() says which may be refused
      }
      const std::string problem = test::difference(file, expected);
      QVERIFY2(problem.empty(), (path.string() + ": " + problem).c_str());
      ++compared;
    }
    QVERIFY(compared >= 50);
  }

  void types_and_strides() {
    const auto type_in = [&](const char* name) {
      return open_pytorch(test::shared_file(std::string("torch/burn/reader/") + name)).get("tensor").dtype;
    };
    QCOMPARE(type_in("bfloat16.pt"), DType::bf16);
    QCOMPARE(type_in("float16.pt"), DType::f16);
    QCOMPARE(type_in("float64.pt"), DType::f64);
    QCOMPARE(type_in("int8.pt"), DType::i8);
    QCOMPARE(type_in("uint8.pt"), DType::u8);
    QCOMPARE(type_in("bool.pt"), DType::boolean);
    const TensorFile turned = open_pytorch(test::shared_file("torch/candle/fortran_tensor_3d.pth"));
    const TensorInfo& tensor = turned.get("tensor_fortran");
    QCOMPARE(tensor.strides, (std::vector<std::int64_t>{1, 2, 6}));
    std::vector<float> counting(24);
    for (std::size_t i = 0; i < counting.size(); ++i) counting[i] = static_cast<float>(i + 1);
    QCOMPARE(test::values_of(turned, tensor), counting);
  }

  void nested_names() {
    const TensorFile file = open_pytorch(test::shared_file("torch/burn/reader/checkpoint.pt"));
    QVERIFY(file.find("model_state_dict.fc1.weight") != nullptr);
    QVERIFY(file.find("optimizer_state_dict.state.0.momentum_buffer") != nullptr);
  }

 private:
  std::vector<fs::path> m_files;
};

QTEST_APPLESS_MAIN(TestPytorchReal)
#include "tst_pytorch_real.moc"
