// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/rows.h"
#include "core/model/tensor_file.h"
#include "tests/support/test_data.h"

#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include <QProcess>
#include <QString>
#include <QStringList>

namespace prism::test {

/// Runs a script of tests/data with Debian's Python; returns its exit code.
inline int run_script(const std::string& script, const QStringList& arguments, QByteArray* output = nullptr) {
  QProcess process;
  process.start("/usr/bin/python3",
                QStringList{QString::fromStdString(own_file(script).string())} + arguments);
  if (!process.waitForStarted() || !process.waitForFinished(240000)) return -1;
  if (output != nullptr) *output = process.readAllStandardOutput();
  if (process.exitCode() != 0) qWarning("%s", process.readAllStandardError().constData());
  return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
}

/// What PyTorch itself finds in the files; nothing when there is no PyTorch.
inline std::optional<Json> dump_with_torch(const std::vector<std::filesystem::path>& files) {
  QStringList names;
  for (const auto& file : files) names << QString::fromStdString(file.string());
  QByteArray output;
  if (run_script("dump_pytorch.py", names, &output) != 0) return std::nullopt;
  return Json::parse(output.toStdString());
}

/// All values of a tensor as f32.
inline std::vector<float> values_of(const TensorFile& file, const TensorInfo& tensor) {
  const RowReader rows(file, tensor);
  std::vector<float> values(static_cast<std::size_t>(rows.rows() * rows.cols()));
  rows.read(0, rows.rows(), values.data());
  return values;
}

inline std::string hex_of(const std::vector<float>& values) {
  return QByteArray(reinterpret_cast<const char*>(values.data()),
                    static_cast<int>(values.size() * sizeof(float)))
      .toHex()
      .toStdString();
}

/// Empty when our reader and PyTorch found the same, else what differs.
inline std::string difference(const TensorFile& file, const Json& expected) {
  if (file.tensors.size() != expected.size()) {
    return std::to_string(file.tensors.size()) + " tensors instead of " + std::to_string(expected.size());
  }
  for (const auto& [name, tensor] : expected.items()) {
    const TensorInfo* found = file.find(name);
    if (found == nullptr) return name + " is missing";
    if (Json(found->shape) != tensor.at("shape")) return name + " has another shape";
    if (hex_of(values_of(file, *found)) != tensor.at("f32").get<std::string>())
      return name + " has other values";
  }
  return {};
}

}  // namespace prism::test
