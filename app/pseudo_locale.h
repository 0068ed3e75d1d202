// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace prism::app {

/// A language that nobody speaks: every text 40 % longer and with accents, so that tests and eyes find what
/// is clipped and what was never given to translators. PRISM_LANGUAGE=pseudo installs it.
class PseudoLocale final : public QTranslator {
  Q_OBJECT

 public:
  using QTranslator::QTranslator;
  [[nodiscard]] bool isEmpty() const override { return false; }
  [[nodiscard]] QString translate(const char* context, const char* source, const char* disambiguation,
                                  int n) const override;
};

/// "Save %1" → "[Šàvé %1 ··]": at least 40 % longer, placeholders, mnemonics and tags untouched. Key
/// sequences and file filters come back as they are.
[[nodiscard]] QString pseudo_text(const QString& source);

}  // namespace prism::app
