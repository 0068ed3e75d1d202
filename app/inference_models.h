// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/inference_session.h"

namespace prism::app {

/// Both models as loaded; jobs share it.
struct InferenceSession::Models {
  QString upper_path, lower_path;
  std::shared_ptr<const LanguageModel> upper, lower;
};

}  // namespace prism::app
