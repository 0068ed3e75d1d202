// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/gui/gui_support.h"

#include "core/base/atomic_file.h"
#include "core/base/json.h"
#include "core/base/random.h"
#include "core/model/writers.h"

#include <cmath>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QSettings>
#include <QTimer>

namespace prism::test {

namespace fs = std::filesystem;

bool wait_for(const std::function<bool()>& condition, int limit_ms) {
  QElapsedTimer clock;
  clock.start();
  while (!condition()) {
    if (clock.elapsed() > limit_ms) return false;
    QEventLoop loop;
    QTimer::singleShot(5, &loop, &QEventLoop::quit);
    loop.exec();
  }
  return true;
}

PrivateSettings::PrivateSettings() {
  for (const char* name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "PRISM_RUNS"}) {
    qputenv(name, (m_folder / name).string().c_str());
  }
  QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, text(m_folder / "XDG_CONFIG_HOME"));
  QCoreApplication::setOrganizationName(QStringLiteral("prism-workbench-test"));
  QCoreApplication::setApplicationName(QStringLiteral("prism-workbench-test"));
}

QString PrivateSettings::path() const {
  return text(m_folder.path());
}

QString text(const fs::path& path) {
  return QString::fromStdString(path.string());
}

namespace {

void write_matrix(const fs::path& target, const std::vector<float>& values, int rows, int cols) {
  TensorToWrite tensor;
  tensor.shape = {rows, cols};
  tensor.rows = [&values, cols](std::int64_t first, std::int64_t count, float* out) {
    std::copy_n(values.begin() + first * cols, count * cols, out);
  };
  write_npy(target, tensor);
}

}  // namespace

std::pair<fs::path, fs::path> write_matrices(const fs::path& folder, int rows, int d_in, int d_out) {
  Random random(7);
  std::vector<float> weight(static_cast<std::size_t>(d_in * d_out));
  for (float& value : weight) value = static_cast<float>(random.normal() / std::sqrt(d_in));
  std::vector<float> x(static_cast<std::size_t>(rows * d_in)), z(static_cast<std::size_t>(rows * d_out));
  for (float& value : x) value = static_cast<float>(random.normal());
  for (int r = 0; r < rows; ++r) {
    for (int o = 0; o < d_out; ++o) {
      double sum = 0.3 * random.normal();
      for (int i = 0; i < d_in; ++i) {
        sum += static_cast<double>(x[static_cast<std::size_t>(r * d_in + i)]) *
               weight[static_cast<std::size_t>(i * d_out + o)];
      }
      z[static_cast<std::size_t>(r * d_out + o)] = static_cast<float>(sum);
    }
  }
  write_matrix(folder / "x.npy", x, rows, d_in);
  write_matrix(folder / "z.npy", z, rows, d_out);
  return {folder / "x.npy", folder / "z.npy"};
}

fs::path write_model(const fs::path& folder, const std::string& name, int width) {
  const fs::path model = folder / name;
  fs::create_directories(model);
  Json vocabulary = Json::object();
  constexpr int kTokens = 96;  // printable ASCII stands for itself in byte-level BPE
  for (int i = 0; i < kTokens - 2; ++i) vocabulary[std::string(1, static_cast<char>('!' + i))] = i;
  vocabulary["Ġ"] = kTokens - 2;
  vocabulary["Ċ"] = kTokens - 1;
  const Json tokenizer = {
      {"version", "1.0"},
      {"added_tokens", Json::array()},
      {"pre_tokenizer", {{"type", "ByteLevel"}, {"add_prefix_space", false}, {"use_regex", true}}},
      {"decoder", {{"type", "ByteLevel"}}},
      {"model", {{"type", "BPE"}, {"vocab", vocabulary}, {"merges", Json::array()}}}};
  write_file(model / "tokenizer.json", tokenizer.dump());
  write_file(model / "config.json", Json{{"architectures", {"LlamaForCausalLM"}},
                                         {"hidden_size", width},
                                         {"vocab_size", kTokens},
                                         {"tie_word_embeddings", true}}
                                        .dump());
  Random random(static_cast<std::uint64_t>(width));
  std::vector<float> values(static_cast<std::size_t>(kTokens * width));
  for (float& value : values) value = static_cast<float>(random.normal());
  TensorToWrite tensor;
  tensor.name = "model.embed_tokens.weight";
  tensor.shape = {kTokens, width};
  tensor.rows = [&values, width](std::int64_t first, std::int64_t count, float* out) {
    std::copy_n(values.begin() + first * width, count * width, out);
  };
  write_safetensors(model / "model.safetensors", {tensor});
  return model;
}

}  // namespace prism::test
