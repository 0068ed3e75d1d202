// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace prism {

/// A named curve; x ascending.
struct Curve {
  std::string name;
  std::string x_label;
  std::string y_label;
  std::vector<double> x;
  std::vector<double> y;
};

/// How well a map predicts (methods §10). NaN where it was not computed.
struct MapFigures {
  double r2 = 0;       ///< pooled over outputs, 1 − SSE/SST
  double r2_mean = 0;  ///< mean over outputs
  double cosine = 0;   ///< mean cosine of prediction and truth
  double pearson = 0;  ///< mean per-dimension correlation
  double mse = 0;
  double relative_mse = 0;    ///< mse / mean(Z²)
  double retrieval_at_1 = 0;  ///< nearest row of B's embedding by cosine is the right one
  double retrieval_at_10 = 0;
  std::int64_t samples = 0;
};

/// One test sample that the map serves badly.
struct SampleFigures {
  std::int64_t index = 0;  ///< in the sample source
  std::string upper;       ///< printable token text, or the row number
  std::string lower;
  std::string token_class;  ///< exact, normalised, approximated; empty for matrices
  std::vector<std::string> flags;
  double error = 0;                            ///< ‖z − ŷ‖² / mean ‖z‖²
  std::vector<std::string> nearest_true;       ///< lower tokens nearest to z
  std::vector<std::string> nearest_predicted;  ///< lower tokens nearest to ŷ
  std::vector<int> row_blocks_worst;           ///< workers that carry most of the error, worst first
};

}  // namespace prism
