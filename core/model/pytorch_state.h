// SPDX-License-Identifier: GPL-3.0-or-later
// Inside pytorch_*.cpp only: turns the pickled state of a zip checkpoint into tensor infos.
#pragma once

#include "core/model/pickle.h"
#include "core/model/tensor_file.h"
#include "core/model/zip_archive.h"

#include <string>

namespace prism {

/// Reads `folder`/data.pkl, walks dicts, lists and tuples and adds every tensor found under its dotted name.
/// Tensors of types no reader here converts (complex, quantised) become warnings. Throws Error naming the
/// tensor.
void read_pytorch_state(const ZipArchive& archive, const std::string& folder, TensorFile& result);

}  // namespace prism
