// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSize>
#include <QString>

namespace prism::app {

class MainWindow;

/// Waits until nothing is left to do in the background (also between jobs that start each other); false when
/// that takes longer than `limit_ms`.
[[nodiscard]] bool wait_until_idle(MainWindow& window, int limit_ms = 600'000);

/// Trains the router, measures stitched perplexity and runs a prompt with what is open.
[[nodiscard]] bool run_models(MainWindow& window);

/// Trains small models in the Low-bit lab on text of the open upper model.
[[nodiscard]] bool train_low_bits(MainWindow& window);

/// Trains what is open, runs the models through it and breaks a few workers, so that the pictures tell the
/// whole story.
[[nodiscard]] bool train_and_break(MainWindow& window);

/// Every page in both palettes in a window of this size as FOLDER/PAGE-light.png and PAGE-dark.png. Returns
/// the exit code: 0, 1 when a picture cannot be written, 3 when something could not be opened (told on
/// stderr).
[[nodiscard]] int take_screenshots(MainWindow& window, const QString& folder, const QSize& size, bool demo);

/// Trains the open pair while the window is shown; prints {"start_ms", "max_stall_ms", …} as one JSON object.
[[nodiscard]] int benchmark_ui(MainWindow& window, double start_ms);

/// Milliseconds since this process was started by the system, library loading included.
[[nodiscard]] double milliseconds_since_start();

}  // namespace prism::app
