// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/path_kind.h"

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/model/tensor_file.h"
#include "core/text/vocabulary.h"

#include <array>
#include <fstream>

namespace prism::app {

namespace fs = std::filesystem;

namespace {

std::string beginning_of(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw Error(ErrorCode::permission, "cannot be read", path);
  std::array<char, 512> bytes{};
  stream.read(bytes.data(), bytes.size());
  return {bytes.data(), static_cast<std::size_t>(stream.gcount())};
}

bool is_json_object(const std::string& text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  return first != std::string::npos && text[first] == '{';
}

}  // namespace

PathKind kind_of(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) throw Error(ErrorCode::not_found, "does not exist", path);
  if (fs::is_directory(path, ignored)) return PathKind::model;
  const std::string start = beginning_of(path);
  if (is_json_object(start)) {
    if (start.find("\"prism_project\"") != std::string::npos) return PathKind::project;
    static_cast<void>(load_vocabulary(path));
    return PathKind::vocabulary;
  }
  TensorFile file;
  try {
    file = open_tensor_file(path);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::unsupported && error.code() != ErrorCode::format) throw;
    const std::string extension = path.extension().string();
    const bool named_tensors = extension == ".safetensors" || extension == ".gguf" || extension == ".npy" ||
                               extension == ".pt" || extension == ".bin" || extension == ".prism";
    if (named_tensors) throw;  // a damaged tensor file: its own message says where
    try {
      static_cast<void>(load_vocabulary(path));
    } catch (const Error&) {
      throw Error(ErrorCode::unsupported, "is of a kind this program does not know", path, {},
                  "a model folder or file, an adapter, a project, a matrix (.npy) or a vocabulary");
    }
    return PathKind::vocabulary;
  }
  if (file.find("pipe.1.tiles") != nullptr) return PathKind::adapter;
  if (file.format == "npy") return PathKind::matrix;
  if (file.tensors.size() == 2 && file.find("x") != nullptr && file.find("z") != nullptr)
    return PathKind::pairs;
  return PathKind::model;
}

}  // namespace prism::app
