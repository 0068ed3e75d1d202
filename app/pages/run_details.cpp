// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/run_details.h"

#include "widgets/numbers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QCoreApplication>
#include <QHeaderView>

namespace prism::app {

namespace {

// Long lists (a hundred worker ids, a curve) stay one line; the tooltip has them whole.
constexpr std::size_t kListShown = 16;

QString text_of(const Json* value) {
  if (value == nullptr || (value->is_structured() && value->empty())) return QStringLiteral("—");
  if (value->is_string()) return QString::fromStdString(value->get<std::string>());
  if (value->is_number_float()) return widgets::number_text(value->get<double>());
  if (value->is_array() && value->size() > kListShown)
    return QCoreApplication::translate("RunDetails", "%n value(s)", nullptr, static_cast<int>(value->size()));
  return QString::fromStdString(dump_json(*value));
}

const Json* member_of(const Json* object, const std::string& key) {
  if (object == nullptr || !object->is_object()) return nullptr;
  const auto found = object->find(key);
  return found == object->end() ? nullptr : &*found;
}

void add(QTreeWidgetItem* parent, const QString& key, const std::vector<const Json*>& values) {
  auto* item = new QTreeWidgetItem(parent);
  item->setText(0, key);
  const bool branch = std::any_of(values.begin(), values.end(), [](const Json* value) {
    return value != nullptr && value->is_object() && !value->empty();
  });
  if (branch) {
    std::vector<std::string> keys;
    for (const Json* value : values) {
      if (value == nullptr || !value->is_object()) continue;
      for (const auto& [name, ignored] : value->items()) {
        if (std::find(keys.begin(), keys.end(), name) == keys.end()) keys.push_back(name);
      }
    }
    for (const std::string& name : keys) {
      std::vector<const Json*> members;
      for (const Json* value : values) members.push_back(member_of(value, name));
      add(item, QString::fromStdString(name), members);
    }
    return;
  }
  for (std::size_t i = 0; i < values.size(); ++i) {
    const int column = static_cast<int>(i) + 1;
    item->setText(column, text_of(values[i]));
    item->setToolTip(column,
                     values[i] == nullptr ? QString() : QString::fromStdString(dump_json(*values[i])));
  }
  const bool differs =
      values.size() == 2 && (values[0] == nullptr || values[1] == nullptr || *values[0] != *values[1]);
  if (!differs) return;
  item->setText(0, QStringLiteral("≠ ") + key);
  QFont bold = item->font(0);
  bold.setBold(true);
  for (int column = 0; column <= 2; ++column) item->setFont(column, bold);
}

}  // namespace

RunDetails::RunDetails(QWidget* parent) : QTreeWidget(parent) {
  setAccessibleName(tr("Options, inputs and figures"));
  setAlternatingRowColors(false);
  setUniformRowHeights(true);
  setSelectionMode(QAbstractItemView::ExtendedSelection);
  header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void RunDetails::show(const std::vector<RunRecord>& records) {
  clear();
  const int columns = static_cast<int>(std::min<std::size_t>(records.size(), 2));
  QStringList labels{tr("What")};
  std::vector<Json> all;
  for (int i = 0; i < columns; ++i) {
    labels << QString::fromStdString(records[static_cast<std::size_t>(i)].id);
    all.push_back(records[static_cast<std::size_t>(i)].to_json());
    if (const auto figures = all.back().find("figures"); figures != all.back().end() && figures->is_object())
      figures->erase("curves");  // drawn beside
  }
  setColumnCount(columns + 1);
  setHeaderLabels(labels);
  if (columns == 0) return;
  for (const char* key :
       {"command", "outcome", "started", "seconds", "version", "figures", "options", "inputs", "outputs"}) {
    std::vector<const Json*> values;
    for (const Json& record : all) values.push_back(member_of(&record, key));
    add(invisibleRootItem(), QString::fromLatin1(key), values);
  }
  expandAll();
  resizeColumnToContents(0);
  setColumnWidth(0, std::min(columnWidth(0), 220));
  if (columns == 2) setColumnWidth(1, std::max(120, (viewport()->width() - columnWidth(0)) / 2));
}

std::vector<Curve> curves_of(const std::vector<RunRecord>& records) {
  std::vector<Curve> curves;
  for (const RunRecord& record : records) {
    const Json* list = member_of(&record.figures, "curves");
    if (list == nullptr || !list->is_array()) continue;
    for (const Json& item : *list) {
      try {
        Curve curve;
        curve.name = item.value("name", std::string());
        if (records.size() > 1) curve.name = record.id.substr(0, 15) + ": " + curve.name;
        curve.x_label = item.value("x_label", std::string());
        curve.y_label = item.value("y_label", std::string());
        for (const char* axis : {"x", "y"}) {
          std::vector<double>& values = *axis == 'x' ? curve.x : curve.y;
          for (const Json& value : item.at(axis)) {
            values.push_back(value.is_number() ? value.get<double>()
                                               : std::numeric_limits<double>::quiet_NaN());
          }
        }
        if (!curve.x.empty() && curve.x.size() == curve.y.size()) curves.push_back(std::move(curve));
      } catch (const nlohmann::json::exception&) {
        continue;  // a record made by hand; the rest of it is shown
      }
    }
  }
  return curves;
}

}  // namespace prism::app
