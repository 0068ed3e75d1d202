// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include <QFont>
#include <QString>

namespace prism::widgets {

/// Four significant digits ("0.03812", "1.234e5"); "NaN", "∞", "−∞" spelled out; true minus sign.
[[nodiscard]] QString number_text(double value);
/// Every digit needed to read the same double back: tooltips and clipboard.
[[nodiscard]] QString full_number_text(double value);
/// Whole numbers with thin spaces between groups of three: "109 566".
[[nodiscard]] QString count_text(std::int64_t value);
/// For CSV: full_number_text with an ASCII minus; empty for NaN.
[[nodiscard]] QString csv_number(double value);
/// Quoted where CSV needs it.
[[nodiscard]] QString csv_text(const QString& text);

/// `font` when all its digits are equally wide, else the system's fixed font at its size.
[[nodiscard]] QFont tabular(const QFont& font);

}  // namespace prism::widgets
