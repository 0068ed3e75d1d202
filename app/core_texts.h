// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include <QString>

namespace prism::app {

/// The engine speaks English, since it knows no Qt; here are its words in the user's language. What is not in
/// the tables comes back as it is.

/// A stage of a job, "choosing the ridge", or what it counts, "rows".
[[nodiscard]] QString stage_text(const std::string& stage);
/// A group of test samples: "norm: lowest quarter".
[[nodiscard]] QString group_text(const std::string& group);
/// A whole sentence of a plan or a training: "Stopped: 5 of 12 workers are trained, the others are zero."
[[nodiscard]] QString note_text(const std::string& note);

}  // namespace prism::app
