// SPDX-License-Identifier: GPL-3.0-or-later
// Inside core/picture only.
#pragma once

#include "core/picture/frame.h"

#include <string>
#include <vector>

namespace prism {

/// Colours and range for the values of a matrix: 1st to 99th percentile; the diverging map centred on 0 where
/// both signs occur and the options name no map.
[[nodiscard]] Legend matrix_legend(const std::vector<float>& values, const std::string& label,
                                   const PictureOptions& options);

}  // namespace prism
