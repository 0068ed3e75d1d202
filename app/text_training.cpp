// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text_training.h"

#include "app/inference_session.h"
#include "app/pages/data_dialog.h"
#include "app/workspace.h"
#include "widgets/icons.h"

#include <QAction>
#include <QMenu>

namespace prism::app {

namespace {

constexpr std::int64_t kSampledTokens = 120'000;  // gives some 10⁵ aligned positions

}  // namespace

TextTraining::TextTraining(Workspace& workspace, QMenu* menu, QWidget* parent)
    : QObject(parent),
      m_workspace(workspace),
      m_on_text(new QAction(tr("Train on a text…"), this)),
      m_on_sampled(new QAction(tr("Train on text sampled from the upper model"), this)),
      m_parent(parent) {
  m_on_text->setToolTip(tr("Run both models over a text and map the upper one's states"));
  m_on_sampled->setToolTip(tr("The upper model writes the text first"));
  for (QAction* action : {m_on_text, m_on_sampled}) {
    menu->addAction(action);
    parent->addAction(action);
  }
  connect(m_on_text, &QAction::triggered, this, &TextTraining::ask);
  connect(m_on_sampled, &QAction::triggered, this, [this] {
    m_workspace.inference().sampleText(kSampledTokens, [this](const QString& file) {
      DataSpec data = models();
      data.text = file.toStdString();
      train(data);
    });
  });
  connect(&workspace, &Workspace::dataChanged, this, &TextTraining::showState);
  connect(&workspace.session(), &AdapterSession::stateChanged, this, &TextTraining::showState);
  connect(&workspace.inference(), &InferenceSession::stateChanged, this, &TextTraining::showState);
  showState();
}

void TextTraining::showState() {
  const InferenceSession& inference = m_workspace.inference();
  const bool free = !m_workspace.session().busy();
  m_on_text->setEnabled(free);
  m_on_sampled->setEnabled(free && inference.hasModels() &&
                           inference.state() == InferenceSession::State::idle);
}

DataSpec TextTraining::models() const {
  const auto [upper, lower] = m_workspace.inference().modelPaths();
  DataSpec data;
  data.upper = upper.toStdString();
  data.lower = lower.toStdString();
  return data;
}

void TextTraining::ask() {
  const DataSpec used = m_workspace.data();
  DataSpec now = used.text.empty() ? models() : used;
  auto* dialog = new DataDialog(tr("Train on a text"), tr("Train"), {DataDialog::text}, now, m_parent);
  connect(dialog, &DataDialog::chosen, this, &TextTraining::train);
  dialog->open();
}

// The data are opened in the background; training starts when they are there.
void TextTraining::train(const DataSpec& data) {
  connect(
      &m_workspace, &Workspace::dataChanged, this,
      [this, text = data.text] {
        if (m_workspace.data().text == text && m_workspace.canTrain()) m_workspace.train();
      },
      Qt::SingleShotConnection);
  m_workspace.setData(data);
}

}  // namespace prism::app
