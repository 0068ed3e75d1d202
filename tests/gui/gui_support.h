// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/test_data.h"

#include <filesystem>
#include <functional>

#include <QString>

namespace prism::test {

/// Runs the event loop until `condition` holds; false after a minute.
bool wait_for(const std::function<bool()>& condition, int limit_ms = 60'000);

/// Settings, data, cache and run records in a fresh folder while the object lives.
class PrivateSettings {
 public:
  PrivateSettings();
  [[nodiscard]] QString path() const;

 private:
  TemporaryFolder m_folder;
};

/// Two matrices whose rows belong together: z = x·W + noise; returns the two .npy files.
std::pair<std::filesystem::path, std::filesystem::path> write_matrices(const std::filesystem::path& folder,
                                                                       int rows, int d_in, int d_out);

/// A model folder with config.json, tokenizer.json and one tied matrix; small.
std::filesystem::path write_model(const std::filesystem::path& folder, const std::string& name, int width);

QString text(const std::filesystem::path& path);

}  // namespace prism::test
