// SPDX-License-Identifier: GPL-3.0-or-later
// The Audio page as a hand uses it: speaking, takes, boundaries with undo, recordings, training, files.
#include "app/audio_session.h"
#include "app/pages/audio_page.h"
#include "app/pages/audio_views.h"
#include "app/pages/utterance_table_model.h"
#include "app/speech_data.h"
#include "app/speech_training.h"
#include "app/workspace.h"
#include "core/base/log.h"
#include "core/sound/audio_file.h"
#include "core/sound/voice.h"
#include "core/speech/alignment_file.h"
#include "core/tts/speaker.h"
#include "tests/gui/gui_support.h"
#include "widgets/spectrogram_view.h"
#include "widgets/tier_view.h"
#include "widgets/time_axis.h"

#include <cmath>
#include <numeric>

#include <QAbstractItemModelTester>
#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

using namespace prism;
using namespace prism::app;
using prism::test::text;
using prism::test::wait_for;

namespace {

/// A take of three units, 10 + 20 + 10 frames, as a projector gives it, without sound.
AudioTake units_take() {
  AudioTake take;
  take.kind = TakeKind::projector;
  take.step = 100;
  take.words = {"a"};
  take.units = {
      {"sil", true, -1, 0, 0, 0, 10}, {"AH", false, 0, 0, 0, 0, 20}, {"sil", true, -1, 0, 0, 0, 10}};
  return take;
}

std::int64_t frames_of(const std::vector<SpeechUnit>& units) {
  return std::accumulate(units.begin(), units.end(), std::int64_t{0},
                         [](std::int64_t sum, const SpeechUnit& unit) { return sum + unit.frames; });
}

bool voice_works() {
  try {
    return !speak_voice("en-us", "yes").audio.samples.empty();
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

class TestAudioPage : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase();
  void init();
  void cleanup();
  void movedBoundariesKeepTheFrames();
  void movedBoundariesOfFilesTakeTheWordAlong();
  void suspiciousRecordingsComeFirst();
  void theFirstSentenceIsSpokenAtOnce();
  void silenceIsExplainedWhereThereIsNoDevice();
  void takesAreComparedAtTheSamePlace();
  void aBoundaryMovesAndComesBack();
  void filesAreWrittenAndReadBack();
  void aProjectorIsTrainedHeardAndEdited();
  void theStateOfThePageComesBack();

 private:
  bool idle(const AudioPage& page) {
    return wait_for([&] { return !page.busy() && !m_workspace->busy(); }, 120'000);
  }
  std::unique_ptr<test::PrivateSettings> m_settings;
  std::unique_ptr<test::TemporaryFolder> m_folder;
  std::unique_ptr<Workspace> m_workspace;
  QStringList m_problems;
  bool m_voice = false;
};

void TestAudioPage::initTestCase() {
  set_log_sink([](LogLevel, const std::string&) {});
  qputenv("OMP_NUM_THREADS", "1");
  m_settings = std::make_unique<test::PrivateSettings>();
  m_folder = std::make_unique<test::TemporaryFolder>();
  m_voice = voice_works();
}

void TestAudioPage::init() {
  m_problems.clear();
  m_workspace = std::make_unique<Workspace>(text(*m_folder / "work"));
  connect(m_workspace.get(), &Workspace::problemRaised, this, [this](const QString& sentence) {
    m_problems << sentence;
    qInfo("%s", qPrintable(sentence));
  });
}

void TestAudioPage::cleanup() {
  m_workspace.reset();
}

void TestAudioPage::movedBoundariesKeepTheFrames() {
  AudioTake take = units_take();
  take.alignment = {};
  const double frame = take.frameSeconds();
  const std::vector<TierInterval> phones = phones_of(take);
  QCOMPARE(phones.size(), std::size_t{3});
  QVERIFY(std::abs(phones[1].begin - 10 * frame) < 1e-12 && phones[0].text.empty() && phones[1].text == "AH");
  for (const double seconds : {-5.0, 0.0, 14.4 * frame, 14.6 * frame, 99.0}) {
    const TakeTimes moved = with_boundary(take, 0, seconds);
    QCOMPARE(frames_of(moved.units), std::int64_t{40});
    QVERIFY(moved.units[0].frames >= 1 && moved.units[1].frames >= 1);
    QCOMPARE(moved.units[2].frames, std::int64_t{10});
  }
  QCOMPARE(with_boundary(take, 0, 14.4 * frame).units[0].frames, std::int64_t{14});
  QCOMPARE(with_boundary(take, 1, 14.6 * frame).units[1].frames, std::int64_t{5});
  QCOMPARE(with_boundary(take, 2, 1).units, take.units);  // the end of the last is no boundary
  QCOMPARE(with_boundary(take, -1, 1).units, take.units);
  take.predicted_frames = {9.5F, 21.0F, 8.0F};
  QVERIFY(std::abs(predicted_of(take).back().end - 38.5 * frame) < 1e-6);
}

void TestAudioPage::movedBoundariesOfFilesTakeTheWordAlong() {
  AudioTake take;
  take.kind = TakeKind::recording;
  take.alignment.end = 1;
  AlignmentTier words{"words", false, 0, 1, {{0, 0.4, "yes"}, {0.4, 1, "sir"}}, {}};
  AlignmentTier phones{"phones", false, 0, 1, {{0, 0.1, "Y"}, {0.1, 0.4, "EH"}, {0.4, 1, "S"}}, {}};
  take.alignment.tiers = {words, phones};
  const TakeTimes moved = with_boundary(take, 1, 0.5);
  QCOMPARE(moved.alignment.tiers[1].intervals[1].end, 0.5);
  QCOMPARE(moved.alignment.tiers[1].intervals[2].begin, 0.5);
  QCOMPARE(moved.alignment.tiers[0].intervals[0].end, 0.5);
  QCOMPARE(moved.alignment.tiers[0].intervals[1].begin, 0.5);
  // Inside a word its edges stay.
  QCOMPARE(with_boundary(take, 0, 0.2).alignment.tiers[0], words);
}

void TestAudioPage::suspiciousRecordingsComeFirst() {
  auto dataset = std::make_shared<SpeechDataset>();
  for (const char* id : {"one", "two", "three"}) {
    Utterance utterance;
    utterance.id = id;
    utterance.text = std::string("text of ") + id;
    utterance.audio = std::string(id) + ".wav";
    dataset->utterances.push_back(utterance);
  }
  auto check = std::make_shared<DatasetCheck>();
  UtteranceCheck bad, good;
  bad.id = "three";
  bad.suspicion = 2.5;
  bad.problems = {"clipped: 4 % of the samples", "overlaps"};
  good.id = "one";
  good.seconds = 1.5;
  check->utterances = {bad, good};
  UtteranceTableModel model;
  QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
  model.setDataset(dataset, nullptr);
  QCOMPARE(model.rowCount(), 3);
  QCOMPARE(model.index(0, UtteranceTableModel::Id).data().toString(), QStringLiteral("one"));
  model.setDataset(dataset, check);
  QCOMPARE(model.utteranceAt(0).id, std::string("three"));
  QVERIFY(
      model.index(0, UtteranceTableModel::Problems).data().toString().contains(QStringLiteral("overlaps")));
  QCOMPARE(model.index(1, UtteranceTableModel::Problems).data().toString(), QStringLiteral("none"));
  QCOMPARE(model.index(0, UtteranceTableModel::Suspicion).data(UtteranceTableModel::kSortRole).toDouble(),
           2.5);
  // Never colour alone: the mark is an icon.
  QVERIFY(!model.index(0, UtteranceTableModel::Suspicion).data(Qt::DecorationRole).isNull());
  QVERIFY(model.index(1, UtteranceTableModel::Suspicion).data(Qt::DecorationRole).isNull());
  model.setDataset(nullptr, nullptr);
  QCOMPARE(model.rowCount(), 0);
}

void TestAudioPage::theFirstSentenceIsSpokenAtOnce() {
  if (!m_voice) QSKIP("the built-in voice is not installed");
  AudioPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  page.activate();
  QVERIFY(page.busy());
  QVERIFY(idle(page));
  const AudioSession::Take take = page.session().shown();
  QVERIFY(take && take->duration() > 0.5 && take->mel && take->mel->dim == take->contract.mels);
  QVERIFY(!phones_of(*take).empty() && !words_of(*take).empty());
  QVERIFY(take->pitch.hz.size() > 10);
  QCOMPARE(take->text, page.findChild<QLineEdit*>()->text());
  auto* views = page.findChild<AudioViews*>();
  QVERIFY(views->isVisible() && views->tiers().rows().size() >= 2);
  QVERIFY(!views->spectrogram().picture().empty());
  QVERIFY(views->spectrogram().describeAt(0.3).contains(QStringLiteral("dB")));
  page.activate();  // only once
  QVERIFY(idle(page));
  page.session().speak(QStringLiteral("   "));
  QVERIFY(idle(page));
  QCOMPARE(m_problems.size(), 1);
  QVERIFY(m_problems.front().contains(QStringLiteral("Write a sentence")));
}

void TestAudioPage::silenceIsExplainedWhereThereIsNoDevice() {
  AudioPage page(*m_workspace);
  page.show();
  page.activate();
  QVERIFY(idle(page));
  QAction* play = nullptr;
  for (QAction* each : page.actions()) {
    if (each->text() == QLatin1String("Play")) play = each;
  }
  QVERIFY(play != nullptr);
  for (QComboBox* box : page.findChildren<QComboBox*>()) {
    if (box->accessibleName() == QLatin1String("Output device") && box->isVisible())
      QSKIP("this machine has a sound device");
  }
  QVERIFY(!play->isEnabled());
  QVERIFY(!play->toolTip().isEmpty() && play->toolTip() != QLatin1String("Speak something first"));
}

void TestAudioPage::takesAreComparedAtTheSamePlace() {
  if (!m_voice) QSKIP("the built-in voice is not installed");
  AudioPage page(*m_workspace);
  page.show();
  AudioSession& session = page.session();
  session.speak(QStringLiteral("One."));
  session.speak(QStringLiteral("One two three four."));
  QVERIFY(idle(page));
  QCOMPARE(session.takes().size(), std::size_t{2});
  const AudioSession::Take a = session.shown();
  const int other = session.takes().back()->id;
  session.compare(other);
  QCOMPARE(session.compared()->id, other);
  auto* views = page.findChild<AudioViews*>();
  const auto wave = views->spectrogram().picture().values;
  QCOMPARE(wave, a->mel);
  QToolButton* b = nullptr;
  for (QToolButton* each : page.findChildren<QToolButton*>()) {
    if (each->text() == QLatin1String("B")) b = each;
  }
  QVERIFY(b != nullptr && b->isEnabled());
  b->click();
  QCOMPARE(views->spectrogram().picture().values, session.compared()->mel);
  session.show(other);  // a take beside itself tells nothing
  QVERIFY(!session.compared());
  QVERIFY(!b->isEnabled() && !b->isChecked());
}

void TestAudioPage::aBoundaryMovesAndComesBack() {
  if (!m_voice) QSKIP("the built-in voice is not installed");
  AudioPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  page.session().speak(QStringLiteral("Yes sir."));
  QVERIFY(idle(page));
  const AudioSession::Take before = page.session().shown();
  auto& tiers = page.findChild<AudioViews*>()->tiers();
  const std::vector<TierInterval> phones = phones_of(*before);
  QVERIFY(phones.size() > 3);
  tiers.setFocus();
  QTest::keyClick(&tiers, Qt::Key_Down);
  QTest::keyClick(&tiers, Qt::Key_Right, Qt::ControlModifier);
  QTest::keyClick(&tiers, Qt::Key_Right, Qt::AltModifier);
  const AudioSession::Take after = page.session().shown();
  QVERIFY(after->edited && after->id == before->id);
  QVERIFY(phones_of(*after)[0].end > phones[0].end);
  QCOMPARE(after->audio, before->audio);  // nothing speaks it anew: it is the voice's own
  QVERIFY(m_workspace->canUndo());
  m_workspace->undo();
  QCOMPARE(phones_of(*page.session().shown()), phones);
  m_workspace->redo();
  QCOMPARE(phones_of(*page.session().shown()), phones_of(*after));
}

void TestAudioPage::filesAreWrittenAndReadBack() {
  if (!m_voice) QSKIP("the built-in voice is not installed");
  AudioPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  page.session().speak(QStringLiteral("Yes sir."));
  QVERIFY(idle(page));
  const AudioSession::Take take = page.session().shown();
  auto* views = page.findChild<AudioViews*>();
  const auto picture = *m_folder / "all.png";
  views->saveAs(text(picture));
  QVERIFY(QImage(text(picture)).width() > 700);
  QVERIFY(views->csv().count(u'\n') > 4);
  write_alignment(*m_folder / "a.TextGrid", take->alignment);
  QCOMPARE(read_alignment(*m_folder / "a.TextGrid").alignment, take->alignment);
  write_audio(*m_folder / "a.wav", *take->audio);
  Utterance utterance;
  utterance.id = "a";
  utterance.text = "Yes sir.";
  utterance.audio = *m_folder / "a.wav";
  utterance.alignment = *m_folder / "a.TextGrid";
  page.session().loadUtterance(utterance);
  QVERIFY(idle(page));
  const AudioSession::Take loaded = page.session().shown();
  QCOMPARE(loaded->kind, TakeKind::recording);
  QCOMPARE(phones_of(*loaded), phones_of(*take));
  const std::size_t count = page.session().takes().size();
  page.session().loadUtterance(utterance);  // again: it is there already
  QCOMPARE(page.session().takes().size(), count);
  utterance.audio = *m_folder / "missing.wav";
  page.session().loadUtterance(utterance);
  QVERIFY(idle(page));
  QCOMPARE(m_problems.size(), 1);
  QCOMPARE(page.session().shown(), loaded);
}

void TestAudioPage::aProjectorIsTrainedHeardAndEdited() {
  if (!m_voice) QSKIP("the built-in voice is not installed");
  const char* source = std::getenv("PRISM_SOURCE_DIR");
  const auto model = std::filesystem::path(source != nullptr ? source : ".") / "resources/demo/books-upper";
  if (!std::filesystem::exists(model / "config.json")) QSKIP("the built-in pair is not there");
  AudioPage page(*m_workspace);
  page.resize(1200, 800);
  page.show();
  page.recordings().makeVoiceSet(QStringLiteral("en-us"), 4);
  QVERIFY(idle(page));
  QVERIFY(page.recordings().dataset() && page.recordings().check());
  QCOMPARE(page.recordings().dataset()->utterances.size(), std::size_t{4});
  page.recordings().prepare(text(model), -1);
  QVERIFY(idle(page));
  QVERIFY2(!page.recordings().features().isEmpty(), qPrintable(m_problems.join(u'\n')));
  SpeechTrainOptions options;
  options.projector.width = 32;
  options.projector.decoder_convolutions = 1;
  options.projector.attention_blocks = 1;
  options.steps = 6;
  options.batch = 2;
  options.warmup = 2;
  options.preview_every = 3;
  options.validation_share = 0.25;
  options.validate_every = 3;
  options.output = *m_folder / "projector";
  QSignalSpy previews(&page.training(), &SpeechTraining::previewReady);
  page.training().start(page.recordings().features(), options);
  QVERIFY(page.training().running() && page.busy());
  QVERIFY(idle(page));
  QVERIFY2(!previews.isEmpty(), qPrintable(m_problems.join(u'\n')));
  QCOMPARE(page.training().steps().size(), std::size_t{6});
  const std::vector<Curve> curves = page.training().curves();
  QVERIFY(curves.size() >= 5 && curves[0].x.size() == 6 && std::isfinite(curves[0].y.back()));
  AudioSession& session = page.session();
  const AudioSession::Take spoken = session.shown();
  QVERIFY(spoken && spoken->kind == TakeKind::projector && spoken->step > 0);
  QVERIFY(spoken->upsampling && spoken->upsampling->dim == static_cast<std::int64_t>(spoken->units.size()));
  QCOMPARE(frames_of(spoken->units), spoken->mel->frames);

  // Speech follows a boundary, live and after; undo brings sound and times back.
  const std::vector<TierInterval> phones = phones_of(*spoken);
  int boundary = 0;
  while (spoken->units[static_cast<std::size_t>(boundary)].frames +
             spoken->units[static_cast<std::size_t>(boundary) + 1].frames <
         3)
    ++boundary;
  const auto at = static_cast<std::size_t>(boundary);
  const bool shorter = spoken->units[at].frames > 1;
  const double to = phones[at].end + (shorter ? -1 : 1) * spoken->frameSeconds();
  session.dragBoundary(boundary, to);
  session.dragBoundary(boundary, to);
  session.moveBoundary(boundary, to);
  QVERIFY(idle(page));
  const AudioSession::Take edited = session.shown();
  QVERIFY(edited->edited && edited->id == spoken->id && edited->audio != spoken->audio);
  QCOMPARE(edited->units[at].frames, spoken->units[at].frames + (shorter ? -1 : 1));
  QCOMPARE(frames_of(edited->units), frames_of(spoken->units));
  m_workspace->undo();
  QVERIFY(idle(page));
  QCOMPARE(session.shown()->units[at].frames, spoken->units[at].frames);
  QCOMPARE(session.shown()->audio->samples, spoken->audio->samples);
  m_workspace->redo();
  QVERIFY(idle(page));
  QCOMPARE(session.shown()->audio->samples, edited->audio->samples);

  // The recording's own times, and the same sentence by the voice for comparison.
  page.session().loadUtterance(page.recordings().dataset()->utterances.front());
  QVERIFY(idle(page));
  const AudioSession::Take recording = session.shown();
  session.speakWithTimesOf(recording->id);
  QVERIFY(idle(page));
  QCOMPARE(session.shown()->kind, TakeKind::projector);
  QCOMPARE(session.compared()->id, recording->id);
  QCOMPARE(session.shown()->mel->frames, recording->mel->frames);
  session.speak(QStringLiteral("Good morning."));
  QVERIFY(idle(page));
  QCOMPARE(session.shown()->kind, TakeKind::projector);
  QCOMPARE(session.compared()->kind, TakeKind::voice);
  QCOMPARE(session.compared()->text, session.shown()->text);
  QVERIFY2(m_problems.isEmpty(), qPrintable(m_problems.join(u'\n')));
}

void TestAudioPage::theStateOfThePageComesBack() {
  QJsonObject state;
  {
    AudioPage page(*m_workspace);
    page.findChild<QLineEdit*>()->setText(QStringLiteral("Kept."));
    state = page.saveState();
  }
  AudioPage page(*m_workspace);
  page.restoreState({});
  page.restoreState(state);
  QCOMPARE(page.findChild<QLineEdit*>()->text(), QStringLiteral("Kept."));
  for (const char* key : {"text", "vocoder", "training", "sentences", "tab"})
    QCOMPARE(page.saveState()[QLatin1String(key)], state[QLatin1String(key)]);
}

QTEST_MAIN(TestAudioPage)
#include "tst_audio_page.moc"
