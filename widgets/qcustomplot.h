// SPDX-License-Identifier: GPL-3.0-or-later
// The only way to QCustomPlot, from .cpp files only: its header spells Qt's three keywords out, which
// QT_NO_KEYWORDS takes away and which break Torch's headers.
#pragma once

#ifdef QT_NO_KEYWORDS
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#endif
// clang-format off
#include <qcustomplot.h>  // NOLINT
// clang-format on
#ifdef QT_NO_KEYWORDS
#undef signals
#undef slots
#undef emit
#endif
