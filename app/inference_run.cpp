// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/inference_run.h"

#include "widgets/numbers.h"

#include <algorithm>

#include <QJsonArray>

namespace prism::app {

namespace {

QString from(const std::string& text) {
  return QString::fromStdString(text);
}

}  // namespace

GenerateOptions InferenceSettings::options() const {
  GenerateOptions options;
  options.max_tokens = max_tokens;
  options.temperature = temperature;
  options.top_k = top_k;
  options.top_p = top_p;
  options.seed = static_cast<std::uint64_t>(seed);
  for (const QString& text : stop) options.stop.push_back(text.toStdString());
  return options;
}

QJsonObject InferenceSettings::toJson() const {
  return {{QStringLiteral("max_tokens"), max_tokens},
          {QStringLiteral("temperature"), temperature},
          {QStringLiteral("top_k"), top_k},
          {QStringLiteral("top_p"), top_p},
          {QStringLiteral("seed"), seed},
          {QStringLiteral("stop"), QJsonArray::fromStringList(stop)},
          {QStringLiteral("through"), QString::fromLatin1(name_of(through))}};
}

InferenceSettings InferenceSettings::fromJson(const QJsonObject& json) {
  InferenceSettings settings;
  const auto number = [&json](const char* key, double low, double high, double usual) {
    return std::clamp(json[QLatin1String(key)].toDouble(usual), low, high);
  };
  settings.max_tokens = static_cast<int>(number("max_tokens", 1, 1e6, settings.max_tokens));
  settings.temperature = number("temperature", 0, 10, settings.temperature);
  settings.top_k = static_cast<int>(number("top_k", 0, 1e6, settings.top_k));
  settings.top_p = number("top_p", 0.001, 1, settings.top_p);
  settings.seed = static_cast<int>(number("seed", 0, 2e9, settings.seed));
  for (const QJsonValue& text : json[QStringLiteral("stop")].toArray()) {
    if (!text.toString().isEmpty()) settings.stop << text.toString();
  }
  try {
    const QString word = json[QStringLiteral("through")].toString();
    if (!word.isEmpty()) settings.through = through_of(word.toStdString());
  } catch (const Error&) {
    settings.through = Through::automatic;
  }
  return settings;
}

QString line_of_stop_texts(const QStringList& texts) {
  QStringList written;
  for (QString text : texts) {
    text.replace(QLatin1String("\\"), QLatin1String("\\\\"));
    text.replace(QLatin1String("|"), QLatin1String("\\|"));
    text.replace(QLatin1String("\n"), QLatin1String("\\n"));
    text.replace(QLatin1String("\t"), QLatin1String("\\t"));
    written << text;
  }
  return written.join(QLatin1Char('|'));
}

QStringList stop_texts_of(const QString& line) {
  QStringList texts;
  QString text;
  const auto end = [&] {
    if (!text.isEmpty()) texts << text;
    text.clear();
  };
  for (qsizetype i = 0; i < line.size(); ++i) {
    const QChar c = line[i];
    if (c == QLatin1Char('|')) {
      end();
    } else if (c == QLatin1Char('\\') && i + 1 < line.size()) {
      const QChar next = line[++i];
      text += next == QLatin1Char('n') ? QChar(u'\n') : next == QLatin1Char('t') ? QChar(u'\t') : next;
    } else {
      text += c;
    }
  }
  end();
  return texts;
}

QJsonObject InferenceRun::toJson() const {
  return {{QStringLiteral("started"), started},
          {QStringLiteral("prompt"), prompt},
          {QStringLiteral("settings"), settings.toJson()},
          {QStringLiteral("upper"), upper_name},
          {QStringLiteral("lower"), lower_name},
          {QStringLiteral("adapter"), adapter_name},
          {QStringLiteral("second"), second_name},
          {QStringLiteral("upper_text"), upper_text},
          {QStringLiteral("lower_text"), lower_text},
          {QStringLiteral("second_text"), second_text},
          {QStringLiteral("alone_text"), alone_text},
          {QStringLiteral("tokens"), static_cast<qint64>(tokens)},
          {QStringLiteral("tokens_per_second"), tokens_per_second},
          {QStringLiteral("warnings"), QJsonArray::fromStringList(warnings)},
          {QStringLiteral("stopped"), stopped}};
}

InferenceRun InferenceRun::fromJson(const QJsonObject& json) {
  InferenceRun run;
  const auto text = [&json](const char* key) { return json[QLatin1String(key)].toString(); };
  run.started = text("started");
  run.prompt = text("prompt");
  run.settings = InferenceSettings::fromJson(json[QStringLiteral("settings")].toObject());
  run.upper_name = text("upper");
  run.lower_name = text("lower");
  run.adapter_name = text("adapter");
  run.second_name = text("second");
  run.upper_text = text("upper_text");
  run.lower_text = text("lower_text");
  run.second_text = text("second_text");
  run.alone_text = text("alone_text");
  run.tokens = json[QStringLiteral("tokens")].toInteger();
  run.tokens_per_second = json[QStringLiteral("tokens_per_second")].toDouble();
  for (const QJsonValue& warning : json[QStringLiteral("warnings")].toArray()) {
    run.warnings << warning.toString();
  }
  run.stopped = json[QStringLiteral("stopped")].toBool();
  run.finished = true;
  return run;
}

QString InferenceRun::text() const {
  QString all;
  const auto part = [&all](const QString& title, const QString& body) {
    all += QStringLiteral("# %1\n%2\n\n").arg(title, body);
  };
  part(tr("Prompt"), prompt);
  part(tr("%1 by itself").arg(upper_name), upper_text);
  part(tr("%1 through %2").arg(lower_name, adapter_name), lower_text);
  if (!second_name.isEmpty()) part(tr("%1 through %2").arg(lower_name, second_name), second_text);
  part(tr("%1 by itself").arg(lower_name), alone_text);
  return all;
}

QString InferenceRun::stepsCsv() const {
  using widgets::csv_number;
  using widgets::csv_text;
  std::size_t nearest = 0;
  for (const BridgeStep& step : steps) nearest = std::max(nearest, step.nearest.size());
  QString csv = QStringLiteral("step,part,upper_token,lower_token");
  for (std::size_t i = 1; i <= nearest; ++i) csv += QStringLiteral(",nearest_%1,cosine_%1").arg(i);
  csv += QStringLiteral(",active,workers\n");
  for (std::size_t s = 0; s < steps.size(); ++s) {
    const BridgeStep& step = steps[s];
    csv +=
        QString::number(s + 1) + (step.prompt ? QLatin1String(",prompt,") : QLatin1String(",continuation,"));
    csv += csv_text(from(step.upper_token)) + QLatin1Char(',') + csv_text(from(step.lower_token));
    for (std::size_t i = 0; i < nearest; ++i) {
      const bool there = i < step.nearest.size();
      csv += QLatin1Char(',') + (there ? csv_text(from(step.nearest[i].first)) : QString());
      csv += QLatin1Char(',') + (there ? csv_number(static_cast<double>(step.nearest[i].second)) : QString());
    }
    QStringList workers;
    for (const int worker : step.active.workers) workers << QString::number(worker);
    csv += QLatin1Char(',') + QString::number(step.active.workers.size()) + QLatin1Char(',') +
           workers.join(QLatin1Char(' ')) + QLatin1Char('\n');
  }
  return csv;
}

std::vector<double> InferenceRun::utilisation() const {
  if (!adapter || steps.empty()) return {};
  std::vector<double> share(adapter->plan.workers.size(), 0);
  for (const BridgeStep& step : steps) {
    for (const int worker : step.active.workers) {
      if (worker >= 0 && static_cast<std::size_t>(worker) < share.size()) {
        share[static_cast<std::size_t>(worker)] += 1.0 / static_cast<double>(steps.size());
      }
    }
  }
  return share;
}

bool InferenceRun::routed() const {
  return adapter && std::any_of(steps.begin(), steps.end(), [this](const BridgeStep& step) {
           return step.active.workers.size() < adapter->plan.workers.size();
         });
}

QJsonObject StitchMeasurement::toJson() const {
  return {{QStringLiteral("started"), started},      {QStringLiteral("adapter"), adapter_name},
          {QStringLiteral("text"), text_name},       {QStringLiteral("own"), own},
          {QStringLiteral("stitched"), stitched},    {QStringLiteral("shuffled"), shuffled},
          {QStringLiteral("share"), replaced_share}, {QStringLiteral("tokens"), static_cast<qint64>(tokens)}};
}

StitchMeasurement StitchMeasurement::fromJson(const QJsonObject& json) {
  StitchMeasurement measurement;
  measurement.started = json[QStringLiteral("started")].toString();
  measurement.adapter_name = json[QStringLiteral("adapter")].toString();
  measurement.text_name = json[QStringLiteral("text")].toString();
  measurement.own = json[QStringLiteral("own")].toDouble();
  measurement.stitched = json[QStringLiteral("stitched")].toDouble();
  measurement.shuffled = json[QStringLiteral("shuffled")].toDouble();
  measurement.replaced_share = json[QStringLiteral("share")].toDouble();
  measurement.tokens = json[QStringLiteral("tokens")].toInteger();
  return measurement;
}

QString csv_of(const std::vector<StitchMeasurement>& measurements) {
  using widgets::csv_number;
  using widgets::csv_text;
  QString csv = QStringLiteral("started,adapter,text,tokens,replaced_share,own,stitched,shuffled\n");
  for (const StitchMeasurement& each : measurements) {
    csv += QStringList{each.started,
                       csv_text(each.adapter_name),
                       csv_text(each.text_name),
                       QString::number(each.tokens),
                       csv_number(each.replaced_share),
                       csv_number(each.own),
                       csv_number(each.stitched),
                       csv_number(each.shuffled)}
               .join(QLatin1Char(',')) +
           QLatin1Char('\n');
  }
  return csv;
}

}  // namespace prism::app
