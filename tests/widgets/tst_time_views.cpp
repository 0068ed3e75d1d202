// SPDX-License-Identifier: GPL-3.0-or-later
// Views over one time axis: axis arithmetic, envelope, waveform, spectrogram, pitch; gestures and exports.
#include "widgets/envelope.h"
#include "widgets/frame_renderer.h"
#include "widgets/numbers.h"
#include "widgets/pitch_view.h"
#include "widgets/spectrogram_view.h"
#include "widgets/theme.h"
#include "widgets/time_axis.h"
#include "widgets/waveform_view.h"

#include <cmath>
#include <limits>
#include <memory>

#include <QApplication>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTest>
#include <QWheelEvent>

using namespace prism;
using namespace prism::widgets;

namespace {

std::shared_ptr<const Audio> tone(int rate, double seconds) {
  auto audio = std::make_shared<Audio>();
  audio->rate = rate;
  audio->samples.resize(static_cast<std::size_t>(seconds * rate));
  for (std::size_t i = 0; i < audio->samples.size(); ++i)
    audio->samples[i] = 0.4F * std::sin(0.05F * static_cast<float>(i));
  return audio;
}

/// frames × 4 values, value = 10·frame + row.
FramePicture steps(std::int64_t frames) {
  auto features = std::make_shared<FrameFeatures>();
  features->frames = frames;
  features->dim = 4;
  for (std::int64_t f = 0; f < frames; ++f) {
    for (int r = 0; r < 4; ++r) features->values.push_back(static_cast<float>(10 * f + r));
  }
  FramePicture picture;
  picture.values = features;
  picture.hop_seconds = 0.1;
  picture.quantity = QStringLiteral("level");
  picture.unit = QStringLiteral("dB");
  picture.hz = {100, 500, 1000, 2310};
  return picture;
}

void wheel(QWidget& widget, const QPointF& at, int delta, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
  QWheelEvent event(at, widget.mapToGlobal(at), {}, QPoint(0, delta), Qt::NoButton, modifiers,
                    Qt::NoScrollPhase, false);
  QApplication::sendEvent(&widget, &event);
}

}  // namespace

class TestTimeViews : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init();
  void zoomKeepsWhatIsUnderThePointer();
  void axisStaysInsideTheSound();
  void envelopeIsExactEverywhere();
  void envelopePassesOverBrokenSamples();
  void anHourIsDrawnFromThePyramid();
  void columnsHaveNoGaps();
  void hoverTellsTheExactSample();
  void viewsShareRangeAndCursor();
  void dragPansShiftDragSelectsClickSeeks();
  void keysMoveCursorAndSelection();
  void pixelHasTheColourOfItsFrame();
  void narrowFramesShowTheirGreatest();
  void spectrogramTellsHertzAndLevel();
  void unitsRunDownwards();
  void pitchBreaksWhereUnvoiced();
  void emptyViewsDrawNothingAndDoNotFail();
  void exportsParse();

 private:
  std::unique_ptr<TimeAxis> m_axis;
  std::unique_ptr<WaveformView> m_wave;
};

void TestTimeViews::init() {
  Theme::instance().apply(ColourScheme::light);
  m_wave.reset();
  m_axis = std::make_unique<TimeAxis>();
  m_axis->setDuration(2);
  m_wave = std::make_unique<WaveformView>(*m_axis);
  m_wave->resize(700, 120);
  m_wave->setEnvelope(std::make_shared<const Envelope>(tone(8000, 2)), QStringLiteral("A"));
  m_wave->show();
  QVERIFY(QTest::qWaitForWindowExposed(m_wave.get()));
}

void TestTimeViews::zoomKeepsWhatIsUnderThePointer() {
  const TimeSpan shown{2, 6};
  const TimeSpan next = zoomed(shown, 3, 0.5, 10, 0.001);
  QCOMPARE(next.length(), 2.0);
  QCOMPARE(pixel_of(3, shown, 0, 100), pixel_of(3, next, 0, 100));
  QCOMPARE(zoomed(shown, 3, 100, 10, 0.001), (TimeSpan{0, 10}));
  QCOMPARE(zoomed(shown, 3, 1e-9, 10, 0.5).length(), 0.5);
  QCOMPARE(panned(shown, 100, 10), (TimeSpan{6, 10}));
  QCOMPARE(panned(shown, -100, 10), (TimeSpan{0, 4}));
  QCOMPARE(time_of(pixel_of(4.2, shown, 60, 500), shown, 60, 500), 4.2);
  QCOMPARE(time_text(0.48249, 0.001), QStringLiteral("0.482 s"));
  QCOMPARE(time_text(12, 1), QStringLiteral("12 s"));
}

void TestTimeViews::axisStaysInsideTheSound() {
  TimeAxis axis;
  axis.setDuration(10);
  QCOMPARE(axis.shown(), (TimeSpan{0, 10}));
  axis.zoomAt(5, 4);
  QVERIFY(!axis.fitted() && axis.shown().length() < 10);
  const double length = axis.shown().length();
  axis.pan(100);
  QCOMPARE(axis.shown().end, 10.0);
  QCOMPARE(axis.shown().length(), length);
  axis.setSelection(TimeSpan{4, 3});
  QCOMPARE(*axis.selection(), (TimeSpan{3, 4}));
  axis.setSelection(TimeSpan{3, 3});
  QVERIFY(!axis.selection());
  axis.setCursor(11);
  QVERIFY(!axis.cursor());
  axis.setSelection(TimeSpan{8, 9});
  axis.setDuration(6);  // a shorter sound: what no longer exists goes
  QVERIFY(!axis.selection() && axis.shown().end <= 6);
  axis.fit();
  QVERIFY(axis.fitted());
}

void TestTimeViews::envelopeIsExactEverywhere() {
  auto audio = std::make_shared<Audio>();
  audio->rate = 1000;
  for (int i = 0; i < 200'003; ++i)
    audio->samples.push_back(static_cast<float>((std::int64_t{i} * 7919) % 2000 - 1000) / 1000);
  const Envelope envelope(audio);
  for (const auto& [begin, end] : std::vector<std::pair<std::int64_t, std::int64_t>>{{0, 200'003},
                                                                                     {1, 2},
                                                                                     {255, 257},
                                                                                     {300, 150'001},
                                                                                     {131'072, 199'999},
                                                                                     {-50, 40},
                                                                                     {200'000, 300'000}}) {
    float least = 2, greatest = -2;
    for (std::int64_t i = std::max<std::int64_t>(0, begin); i < std::min<std::int64_t>(200'003, end); ++i) {
      least = std::min(least, audio->samples[static_cast<std::size_t>(i)]);
      greatest = std::max(greatest, audio->samples[static_cast<std::size_t>(i)]);
    }
    const SampleRange range = envelope.range(begin, end);
    QCOMPARE(range.least, least);
    QCOMPARE(range.greatest, greatest);
  }
  QCOMPARE(envelope.range(5, 5).greatest, 0.0F);
  QCOMPARE(envelope.peak(), 1.0F);
}

void TestTimeViews::envelopePassesOverBrokenSamples() {
  auto audio = std::make_shared<Audio>(*tone(8000, 1));
  audio->samples[100] = std::nanf("");
  audio->samples[5000] = std::numeric_limits<float>::infinity();
  const Envelope envelope(audio);
  QVERIFY(std::isfinite(envelope.peak()) && envelope.peak() <= 0.4F);
  QCOMPARE(envelope.range(0, 8000).not_finite, std::int64_t{2});
  QCOMPARE(envelope.range(200, 4000).not_finite, std::int64_t{0});
  QCOMPARE(Envelope(nullptr).samples(), std::int64_t{0});
}

void TestTimeViews::anHourIsDrawnFromThePyramid() {
  auto audio = std::make_shared<Audio>();
  audio->rate = 8000;
  audio->samples.assign(std::size_t{3600} * 8000, 0.0F);
  audio->samples[12'345'678] = 0.75F;  // one click in an hour is still seen
  const Envelope envelope(audio);
  const std::vector<SampleRange> columns = waveform_columns(envelope, {0, 3600}, 1000);
  const auto found = std::max_element(columns.begin(), columns.end(),
                                      [](const auto& a, const auto& b) { return a.greatest < b.greatest; });
  QCOMPARE(found->greatest, 0.75F);
  QCOMPARE(found - columns.begin(), std::ptrdiff_t{12'345'678} * 1000 / 28'800'000);
}

void TestTimeViews::columnsHaveNoGaps() {
  const Envelope envelope(tone(8000, 2));
  const std::vector<SampleRange> columns = waveform_columns(envelope, {0.1, 0.3}, 400);
  for (std::size_t i = 1; i < columns.size(); ++i)
    QVERIFY(columns[i].least <= columns[i - 1].greatest && columns[i].greatest >= columns[i - 1].least);
}

void TestTimeViews::hoverTellsTheExactSample() {
  m_axis->setShown({0.5, 0.52});  // 160 samples over some 500 pixels
  const double x = m_wave->pixelOf(4040 / 8000.0);
  const QString text = m_wave->describe(QPointF(x, 40));
  const float value = m_wave->envelope()->audio()->samples[4040];
  QVERIFY2(text.contains(count_text(4040)), qPrintable(text));
  QVERIFY(text.contains(full_number_text(static_cast<double>(value))));
  m_axis->fit();
  QVERIFY(m_wave->describe(QPointF(300, 40)).contains(QStringLiteral("from")));
}

void TestTimeViews::viewsShareRangeAndCursor() {
  SpectrogramView other(*m_axis);
  other.resize(700, 150);
  other.setPicture(steps(20), QStringLiteral("mel"));
  other.show();
  QCOMPARE(other.plotRect().left(), m_wave->plotRect().left());
  QCOMPARE(other.plotRect().width(), m_wave->plotRect().width());
  const QPointF at(300, 60);
  const double before = m_wave->timeOf(300);
  wheel(*m_wave, at, 480);
  QVERIFY(m_axis->shown().length() < 1);
  QVERIFY(std::abs(other.timeOf(300) - before) < 1e-9);
  QTest::mouseMove(m_wave.get(), at.toPoint());
  QVERIFY(m_axis->cursor().has_value());
  QVERIFY(std::abs(other.pixelOf(*m_axis->cursor()) - 300) < 1e-6);
  wheel(other, at, -120, Qt::ShiftModifier);
  QVERIFY(m_wave->timeOf(300) > before);
  QTest::mouseDClick(&other, Qt::LeftButton, {}, at.toPoint());
  QVERIFY(m_axis->fitted());
}

void TestTimeViews::dragPansShiftDragSelectsClickSeeks() {
  QSignalSpy seek(m_axis.get(), &TimeAxis::seekRequested);
  m_axis->setShown({0.5, 1.5});
  QTest::mousePress(m_wave.get(), Qt::LeftButton, {}, QPoint(300, 60));
  QTest::mouseMove(m_wave.get(), QPoint(250, 60));
  QTest::mouseRelease(m_wave.get(), Qt::LeftButton, {}, QPoint(250, 60));
  QVERIFY(m_axis->shown().begin > 0.5);
  QCOMPARE(seek.count(), 0);
  const TimeSpan kept = m_axis->shown();
  QTest::mousePress(m_wave.get(), Qt::LeftButton, Qt::ShiftModifier, QPoint(200, 60));
  QMouseEvent move(QEvent::MouseMove, QPointF(400, 60), m_wave->mapToGlobal(QPointF(400, 60)), Qt::NoButton,
                   Qt::LeftButton, Qt::ShiftModifier);
  QApplication::sendEvent(m_wave.get(), &move);
  QTest::mouseRelease(m_wave.get(), Qt::LeftButton, Qt::ShiftModifier, QPoint(400, 60));
  QVERIFY(m_axis->selection().has_value());
  QVERIFY(std::abs(m_axis->selection()->begin - m_wave->timeOf(200)) < 1e-9);
  QVERIFY(std::abs(m_axis->selection()->end - m_wave->timeOf(400)) < 1e-9);
  QCOMPARE(m_axis->shown(), kept);
  QTest::mouseClick(m_wave.get(), Qt::LeftButton, {}, QPoint(350, 60));
  QCOMPARE(seek.count(), 1);
  QVERIFY(std::abs(seek.last().at(0).toDouble() - m_wave->timeOf(350)) < 1e-9);
}

void TestTimeViews::keysMoveCursorAndSelection() {
  QSignalSpy seek(m_axis.get(), &TimeAxis::seekRequested);
  QSignalSpy play(m_axis.get(), &TimeAxis::playRequested);
  m_axis->setCursor(1);
  QTest::keyClick(m_wave.get(), Qt::Key_Right);
  QVERIFY(std::abs(*m_axis->cursor() - 1.02) < 1e-9);
  QVERIFY(!m_wave->accessibleDescription().isEmpty());
  QTest::keyClick(m_wave.get(), Qt::Key_Right, Qt::ShiftModifier);
  QTest::keyClick(m_wave.get(), Qt::Key_Right, Qt::ShiftModifier);
  QVERIFY(m_axis->selection() && std::abs(m_axis->selection()->length() - 0.04) < 1e-9);
  QTest::keyClick(m_wave.get(), Qt::Key_Return);
  QCOMPARE(seek.count(), 1);
  QTest::keyClick(m_wave.get(), Qt::Key_Space);
  QCOMPARE(play.count(), 1);
  QTest::keyClick(m_wave.get(), Qt::Key_Plus);
  QVERIFY(!m_axis->fitted());
  QTest::keyClick(m_wave.get(), Qt::Key_Home);
  QVERIFY(m_axis->fitted());
  QTest::keyClick(m_wave.get(), Qt::Key_Escape);
  QVERIFY(!m_axis->selection());
}

void TestTimeViews::pixelHasTheColourOfItsFrame() {
  const FramePicture picture = steps(20);
  ValueScale scale;
  scale.map = ColourMap::viridis;
  scale.low = 0;
  scale.high = 200;
  const QSize pixels(400, 40);
  const QImage image = render_frames(picture, {0, 2.5}, pixels, scale, qRgb(1, 2, 3), qRgb(9, 9, 9));
  for (int x = 5; x < 400; x += 7) {
    for (int y = 3; y < 40; y += 9) {
      const double seconds = 2.5 * (x + 0.5) / 400;
      const auto cell = frame_at(picture, seconds, (y + 0.5) / 40);
      if (!cell) {
        QVERIFY(seconds >= 2);
        QCOMPARE(image.pixel(x, y), qRgb(1, 2, 3));
        continue;
      }
      const QColor expected(scale.colour(picture.value(cell->first, cell->second)));
      const QColor found(image.pixel(x, y));
      QVERIFY(std::abs(expected.red() - found.red()) <= 1 && std::abs(expected.green() - found.green()) <= 1);
    }
  }
  QCOMPARE(frame_at(picture, 0.05, 0.99), std::optional(std::pair<std::int64_t, std::int64_t>(0, 0)));
  QVERIFY(!frame_at(picture, 2.01, 0.5) && !frame_at(picture, 1, 1.0));
}

void TestTimeViews::narrowFramesShowTheirGreatest() {
  auto features = std::make_shared<FrameFeatures>();
  features->frames = 1000;
  features->dim = 1;
  features->values.assign(1000, 0.0F);
  features->values[503] = 1;  // 4 frames a pixel: it must not fall between two
  FramePicture picture;
  picture.values = features;
  picture.hop_seconds = 0.01;
  picture.hz = {100};
  ValueScale scale;
  scale.map = ColourMap::viridis;
  const QImage image = render_frames(picture, {0, 10}, QSize(250, 1), scale, 0, 0);
  QCOMPARE(image.pixelColor(125, 0), QColor(scale.colour(1)));
  QCOMPARE(image.pixelColor(124, 0), QColor(scale.colour(0)));
}

void TestTimeViews::spectrogramTellsHertzAndLevel() {
  SpectrogramView view(*m_axis);
  view.resize(700, 150);
  view.setPicture(steps(20), QStringLiteral("mel"));
  const double x = view.pixelOf(0.55);
  const QString text = view.describe(QPointF(x, view.plotRect().top() + 1));  // top row: the highest
  QVERIFY2(text.contains(count_text(2310)) && text.contains(QStringLiteral("53 dB")), qPrintable(text));
  view.show();
  view.setFocus();
  m_axis->setCursor(0.55);
  QSignalSpy hovered(&view, &TimeView::hovered);
  QTest::keyClick(&view, Qt::Key_Down);
  QVERIFY(!hovered.isEmpty() && hovered.last().at(0).toString().contains(QStringLiteral("dB")));
  const ValueScale before = view.scale();
  QTest::keyClick(&view, Qt::Key_BracketRight);
  QVERIFY(view.scale().low > before.low);
  view.setAutomaticRange();
  QCOMPARE(view.scale(), before);
}

void TestTimeViews::unitsRunDownwards() {
  FramePicture picture = steps(20);
  picture.hz.clear();
  picture.labels = QStringList{"a", "b", "c", "d"};
  QCOMPARE(frame_at(picture, 0.05, 0.01)->second, std::int64_t{0});
  SpectrogramView view(*m_axis);
  view.resize(700, 150);
  view.setPicture(picture, QStringLiteral("units"));
  QVERIFY(view.describe(QPointF(view.pixelOf(0.05), view.plotRect().bottom() - 1)).contains(u'd'));
  QVERIFY(!view.grab().isNull());
}

void TestTimeViews::pitchBreaksWhereUnvoiced() {
  PitchView view(*m_axis);
  view.resize(700, 80);
  PitchTrack track{0.1, {0, 110, 120, 0, 0, 130}};
  view.setTracks({{QStringLiteral("A"), track}, {QStringLiteral("B"), {}}}, QStringLiteral("F0"));
  QVERIFY(view.range().first < 110 && view.range().second > 130);
  QVERIFY(view.describeAt(0.15).contains(QStringLiteral("110 Hz")));
  QVERIFY(view.describeAt(0.35).contains(QStringLiteral("unvoiced")));
  QVERIFY(view.describeAt(1.9).contains(QStringLiteral("unvoiced")));
  QCOMPARE(view.csv().count(u'\n'), 7);
  QVERIFY(!view.grab().isNull());
}

void TestTimeViews::emptyViewsDrawNothingAndDoNotFail() {
  TimeAxis axis;
  WaveformView wave(axis);
  SpectrogramView mel(axis);
  PitchView pitch(axis);
  TimeRuler ruler(axis);
  for (TimeView* view : std::initializer_list<TimeView*>{&wave, &mel, &pitch, &ruler}) {
    view->resize(300, 60);
    view->show();
    QVERIFY(!view->grab().isNull());
    QVERIFY(!view->accessibleName().isEmpty());
    wheel(*view, QPointF(150, 30), 120);
    QTest::mouseClick(view, Qt::LeftButton, {}, QPoint(150, 30));
    QTest::keyClick(view, Qt::Key_Right, Qt::ShiftModifier);
    QVERIFY(!view->pictureImage().isNull());
    (void)view->csv();
  }
}

void TestTimeViews::exportsParse() {
  SpectrogramView mel(*m_axis);
  mel.resize(700, 150);
  mel.setPicture(steps(20), QStringLiteral("mel"));
  for (TimeView* view : std::initializer_list<TimeView*>{m_wave.get(), &mel}) {
    QSvgRenderer svg(view->svg());
    QVERIFY(svg.isValid());
    QVERIFY(!view->pictureImage().isNull());
  }
  QCOMPARE(mel.csv().count(u'\n'), 21);
  m_axis->setShown({0.31, 0.49});
  QCOMPARE(mel.csv().count(u'\n'), 3);
  QVERIFY(m_wave->csv().count(u'\n') > 1000);
}

QTEST_MAIN(TestTimeViews)
#include "tst_time_views.moc"
