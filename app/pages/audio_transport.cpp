// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/audio_transport.h"

#include "app/audio_player.h"
#include "app/audio_session.h"
#include "widgets/icons.h"
#include "widgets/time_axis.h"

#include <array>
#include <cmath>

#include <QAction>
#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSlider>
#include <QToolButton>

namespace prism::app {

namespace {

constexpr std::array kSpeeds{0.5, 0.75, 1.0, 1.25, 1.5, 2.0};

/// What names a take in both lists: the same words that stand beside its pictures.
QString name_of(const AudioTake& take) {
  const QString edited = take.edited ? AudioTransport::tr(" (times edited)") : QString();
  return QStringLiteral("%1%2 · %3").arg(take.title, edited, take.text.simplified().left(60));
}

}  // namespace

AudioTransport::AudioTransport(AudioSession& session, AudioPlayer& player, widgets::TimeAxis& axis,
                               QWidget* parent)
    : QWidget(parent), m_session(session), m_player(player), m_axis(axis) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  const auto side = [&](const QString& letter, const QString& tip) {
    auto* button = new QToolButton;
    button->setText(letter);
    button->setCheckable(true);
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    row->addWidget(button);
    return button;
  };
  const auto list = [&](const QString& name) {
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(14);
    row->addWidget(box, 3);
    return box;
  };
  m_a = side(tr("A"), tr("Hear and see A (Ctrl+B changes over at the same place)"));
  m_a_take = list(tr("What A is"));
  m_b = side(tr("B"), tr("Hear and see B (Ctrl+B changes over at the same place)"));
  m_b_take = list(tr("What B is: a reference or another take"));
  auto* group = new QButtonGroup(this);
  group->addButton(m_a);
  group->addButton(m_b);
  m_a->setChecked(true);
  row->addSpacing(8);

  const auto command = [&](const char* icon, const QString& text, const QKeySequence& keys, auto run) {
    auto* action = new QAction(widgets::icon(QLatin1String(icon)), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(
        keys.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, run);
    return action;
  };
  const auto button = [&](QAction* action) {
    auto* made = new QToolButton;
    made->setDefaultAction(action);
    made->setToolButtonStyle(Qt::ToolButtonIconOnly);
    made->setAutoRaise(true);
    row->addWidget(made);
  };
  m_start = command("left", tr("To the beginning"), {}, [this] { m_player.seek(0); });
  m_play = command("play", tr("Play"), QKeySequence(tr("Ctrl+P")), [this] { m_player.toggle(); });
  m_stop = command("stop", tr("Stop playing"), {}, [this] { m_player.stop(); });
  m_loop = command("refresh", tr("Repeat the selection"), QKeySequence(tr("Ctrl+L")), [this] { setLoop(); });
  m_loop->setCheckable(true);
  m_swap = command("compare", tr("Change between A and B"), QKeySequence(tr("Ctrl+B")),
                   [this] { (sideB() ? m_a : m_b)->click(); });
  m_rescan = command("search", tr("Look for sound devices again"), {}, [this] { m_player.rescan(); });
  for (QAction* action : {m_start, m_play, m_stop, m_loop}) button(action);

  m_speed = new QComboBox;
  m_speed->setAccessibleName(tr("Speed"));
  m_speed->setToolTip(tr("Speed; the pitch moves with it"));
  for (const double speed : kSpeeds) m_speed->addItem(tr("%1 ×").arg(speed), speed);
  m_speed->setCurrentIndex(2);
  row->addWidget(m_speed);
  m_volume = new QSlider(Qt::Horizontal);
  m_volume->setRange(0, 100);
  m_volume->setValue(100);
  m_volume->setFixedWidth(72);
  m_volume->setAccessibleName(tr("Volume"));
  m_volume->setToolTip(tr("Volume"));
  row->addWidget(m_volume);
  m_device = new QComboBox;
  m_device->setAccessibleName(tr("Output device"));
  m_device->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  m_device->setMinimumContentsLength(12);
  row->addWidget(m_device, 2);
  m_why = new QLabel;
  m_why->setForegroundRole(QPalette::PlaceholderText);
  m_why->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  row->addWidget(m_why, 3);
  button(m_rescan);

  connect(m_a, &QToolButton::toggled, this, [this] { showSides(); });
  connect(m_a_take, &QComboBox::activated, this,
          [this](int index) { m_session.show(m_a_take->itemData(index).toInt()); });
  connect(m_b_take, &QComboBox::activated, this,
          [this](int index) { m_session.compare(m_b_take->itemData(index).toInt()); });
  connect(m_speed, &QComboBox::currentIndexChanged, this,
          [this] { m_player.setSpeed(m_speed->currentData().toDouble()); });
  connect(m_volume, &QSlider::valueChanged, this,
          [this](int percent) { m_player.setVolume(percent / 100.0); });
  connect(m_device, &QComboBox::activated, this,
          [this](int index) { m_player.choose(m_device->itemData(index).toInt()); });
  for (const auto signal :
       {&AudioSession::takesChanged, &AudioSession::shownChanged, &AudioSession::comparedChanged})
    connect(&session, signal, this, &AudioTransport::fillTakes);
  connect(&player, &AudioPlayer::stateChanged, this, &AudioTransport::showState);
  connect(&player, &AudioPlayer::devicesChanged, this, &AudioTransport::fillDevices);
  connect(&player, &AudioPlayer::positionChanged, &axis,
          [&axis](double seconds) { axis.setPlayhead(seconds); });
  connect(&axis, &widgets::TimeAxis::seekRequested, &player, &AudioPlayer::seek);
  connect(&axis, &widgets::TimeAxis::playRequested, this, [this] { m_play->trigger(); });
  connect(&axis, &widgets::TimeAxis::selectionChanged, this, &AudioTransport::setLoop);
  m_why->hide();
  fillTakes();
  showState();
}

QList<QAction*> AudioTransport::commands() const {
  return {m_play, m_stop, m_start, m_loop, m_swap, m_rescan};
}

void AudioTransport::connectSound() {
  fillDevices();
}

bool AudioTransport::sideB() const {
  return m_b->isChecked();
}

void AudioTransport::play() const {
  if (m_play->isEnabled()) m_player.play();
}

void AudioTransport::fillTakes() {
  const AudioSession::Take a = m_session.shown(), b = m_session.compared();
  for (QComboBox* box : {m_a_take, m_b_take}) {
    const bool is_b = box == m_b_take;
    box->clear();
    if (is_b) box->addItem(tr("nothing"), 0);
    for (const AudioSession::Take& take : m_session.takes()) {
      if (is_b && a && take->id == a->id) continue;
      box->addItem(name_of(*take), take->id);
      box->setItemData(box->count() - 1, take->text, Qt::ToolTipRole);
    }
    const AudioSession::Take& chosen = is_b ? b : a;
    box->setCurrentIndex(chosen ? box->findData(chosen->id) : is_b ? 0 : -1);
    box->setEnabled(!m_session.takes().empty());
  }
  m_b->setEnabled(b != nullptr);
  if (!b && sideB()) m_a->setChecked(true);
  m_swap->setEnabled(b != nullptr);
  m_player.setSound(a ? a->audio : nullptr, b ? b->audio : nullptr);
  showState();
}

void AudioTransport::fillDevices() {
  const QString why = m_player.unavailable();
  m_device->clear();
  m_device->addItem(tr("default device"), -1);
  for (const OutputDevice& each : m_player.devices()) {
    m_device->addItem(QString::fromStdString(each.name), each.id);
    m_device->setItemData(m_device->count() - 1,
                          tr("%1, %2 Hz").arg(QString::fromStdString(each.host)).arg(each.rate),
                          Qt::ToolTipRole);
  }
  m_device->setCurrentIndex(std::max(0, m_device->findData(m_player.device())));
  m_device->setVisible(why.isEmpty());
  m_why->setText(why);
  m_why->setToolTip(why.isEmpty() ? QString()
                                  : tr("%1 Everything else works; sounds can be saved as files.").arg(why));
  m_why->setVisible(!why.isEmpty());
  showState();
}

void AudioTransport::showState() {
  const bool playing = m_player.state() == Player::State::playing;
  const bool can = m_session.shown() != nullptr && m_why->text().isEmpty();
  m_play->setText(playing ? tr("Pause") : tr("Play"));
  m_play->setIcon(widgets::icon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
  m_play->setEnabled(can);
  m_play->setToolTip(!m_why->text().isEmpty() ? m_why->text()
                     : can                    ? tr("%1 (Ctrl+P; Space in the pictures)").arg(m_play->text())
                                              : tr("Speak something first"));
  m_stop->setEnabled(can && m_player.state() != Player::State::stopped);
  m_start->setEnabled(can);
  m_loop->setEnabled(can);
  m_speed->setEnabled(can);
  m_volume->setEnabled(can);
}

void AudioTransport::showSides() {
  m_player.chooseSide(sideB());
  Q_EMIT sideChanged(sideB());
}

void AudioTransport::setLoop() {
  if (!m_loop->isChecked()) {
    m_player.setLoop(std::nullopt);
    return;
  }
  m_player.setLoop(m_axis.selection() ? *m_axis.selection() : widgets::TimeSpan{0, m_axis.duration()});
}

}  // namespace prism::app
