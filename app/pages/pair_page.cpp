// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/pair_page.h"

#include "app/pages/found_models.h"
#include "app/pages/model_card.h"
#include "app/pages/notice.h"
#include "app/pages/plain_table.h"
#include "app/pages/token_table_model.h"
#include "app/pages/train_menu.h"
#include "app/workspace.h"
#include "widgets/coverage_bar.h"
#include "widgets/icons.h"
#include "widgets/numbers.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSplitter>
#include <QTabWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace prism::app {
namespace {

constexpr int kEdited = -2;  ///< entry of the class chooser: rows the user changed

PageInfo page_info() {
  return {QStringLiteral("pair"), PairPage::tr("Pair"),
          PairPage::tr("two models and how their vocabularies meet"), QStringLiteral("pair")};
}

}  // namespace

PairPage::PairPage(Workspace& workspace, QWidget* parent) : Page(page_info(), workspace, parent) {
  ModelPair& pair = workspace.pair();
  m_upper = new ModelCard(Side::upper, pair, workspace.jobs());
  m_lower = new ModelCard(Side::lower, pair, workspace.jobs());
  auto* cards = new QSplitter(Qt::Horizontal);
  cards->setChildrenCollapsible(false);
  cards->addWidget(m_upper);
  cards->addWidget(m_lower);

  m_found = new FoundModels(pair, workspace.jobs());
  m_tabs = new QTabWidget;
  m_tabs->setDocumentMode(true);
  m_tabs->addTab(makeVocabularyTab(), tr("Vocabulary alignment"));
  m_tabs->addTab(m_found, tr("Models on this machine"));
  connect(m_tabs, &QTabWidget::currentChanged, this, [this](int index) {
    if (m_tabs->widget(index) == m_found) m_found->scanOnce();
  });

  m_splitter = new QSplitter(Qt::Vertical);
  m_splitter->setChildrenCollapsible(false);
  m_splitter->addWidget(cards);
  m_splitter->addWidget(m_tabs);
  m_splitter->setStretchFactor(0, 5);
  m_splitter->setStretchFactor(1, 6);
  auto* body = new QWidget;
  auto* layout = new QVBoxLayout(body);
  layout->setContentsMargins(0, 0, 0, 0);
  m_data = new Notice;
  auto* other = new QAction(tr("Other data…"), this);
  connect(other, &QAction::triggered, this, [this] { choose_matrices(this->workspace(), this); });
  auto* back = new QAction(tr("Train on the pair again"), this);
  connect(back, &QAction::triggered, this, [this] { this->workspace().setData({}); });
  m_data->addAction(other);
  m_data->addAction(back);
  layout->addWidget(m_data);
  layout->addWidget(m_splitter, 1);
  setBody(body);
  connect(&workspace, &Workspace::dataChanged, this, &PairPage::showData);
  showData();

  auto* open_upper = new QAction(widgets::icon(QStringLiteral("open")), tr("Open upper…"), this);
  auto* open_lower = new QAction(widgets::icon(QStringLiteral("open")), tr("Open lower…"), this);
  m_export = new QAction(widgets::icon(QStringLiteral("export")), tr("Export table…"), this);
  m_export->setToolTip(tr("Write the whole vocabulary table as TSV"));
  for (const auto& [action, card] : {std::pair{open_upper, m_upper}, std::pair{open_lower, m_lower}}) {
    auto* menu = new QMenu(this);
    menu->addAction(tr("Folder…"), card, &ModelCard::chooseFolder);
    menu->addAction(tr("File…"), card, &ModelCard::chooseFile);
    action->setMenu(menu);
    action->setProperty("split", true);
    connect(action, &QAction::triggered, card, &ModelCard::chooseFolder);
    addHeaderAction(action);
  }
  connect(m_export, &QAction::triggered, this, &PairPage::exportTable);
  addHeaderAction(m_export);

  connect(&pair, &ModelPair::mapChanged, this, &PairPage::showMap);
  connect(&pair, &ModelPair::modelChanged, this, &PairPage::showMap);
  showMap();
}

QWidget* PairPage::makeVocabularyTab() {
  ModelPair& pair = workspace().pair();
  m_bar = new widgets::CoverageBar;
  m_bar->setName(tr("Upper vocabulary"));
  m_summary = new QLabel;
  m_summary->setTextInteractionFlags(Qt::TextSelectableByMouse);
  m_summary->setWordWrap(true);

  m_search = new QLineEdit;
  m_search->setPlaceholderText(tr("Find text on either side, or #id"));
  m_search->setAccessibleName(tr("Find tokens"));
  m_search->setClearButtonEnabled(true);
  m_class = new QComboBox;
  m_class->setAccessibleName(tr("Class"));
  m_class->addItem(tr("All classes"), -1);
  for (const TokenClass token_class : {TokenClass::exact, TokenClass::normalised, TokenClass::approximated,
                                       TokenClass::special, TokenClass::dropped}) {
    m_class->addItem(className(token_class), static_cast<int>(token_class));
  }
  m_class->addItem(tr("changed by you"), kEdited);
  m_flag = new QComboBox;
  m_flag->setAccessibleName(tr("Flag"));
  m_flag->addItem(tr("Any flags"), 0u);
  for (const TokenFlag flag :
       {kWhitespaceOnly, kControlCharacters, kNotUtf8, kUnusedName, kUndertrained, kSingleByte}) {
    m_flag->addItem(flagNames(flag), static_cast<uint>(flag));
  }
  m_shown = new QLabel;
  m_shown->setObjectName(QStringLiteral("muted"));
  connect(m_search, &QLineEdit::textChanged, this, &PairPage::applyFilter);
  connect(m_class, &QComboBox::currentIndexChanged, this, &PairPage::applyFilter);
  connect(m_flag, &QComboBox::currentIndexChanged, this, &PairPage::applyFilter);
  connect(m_bar, &widgets::CoverageBar::activated, this, [this](int segment) {
    // Segments stand in the order of the class chooser, after its "all" entry.
    m_class->setCurrentIndex(m_class->currentIndex() == segment + 1 ? 0 : segment + 1);
  });

  m_tokens = new TokenTableModel(this);
  connect(m_tokens, &TokenTableModel::overrideRequested, &pair, &ModelPair::overridePair);
  connect(m_tokens, &TokenTableModel::excludeRequested, &pair, &ModelPair::setExcluded);
  connect(m_tokens, &TokenTableModel::inputRefused, this,
          [&pair](const QString& sentence) { Q_EMIT pair.problemRaised(sentence, {}); });
  m_table = plain_table(m_tokens, tr("Vocabulary alignment"));
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(TokenTableModel::UpperId, Qt::AscendingOrder);
  // Fixed widths: measuring 10⁵ rows would stall the window.
  const int em = fontMetrics().averageCharWidth();
  const int widths[] = {13, 30, 20, 14, 30, 32, 8};
  for (int column = 0; column < TokenTableModel::ColumnCount; ++column)
    m_table->setColumnWidth(column, widths[column] * em);
  m_table->horizontalHeader()->setSectionResizeMode(TokenTableModel::LowerText, QHeaderView::Stretch);
  m_table->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(m_table, &QTableView::customContextMenuRequested, this, &PairPage::showTokenMenu);

  auto* rules = new QToolButton;
  rules->setText(tr("Rules"));
  rules->setToolTip(tr("Which forms count as the same token (class “normalised”)"));
  rules->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(rules);
  const std::pair<const char*, QString> names[] = {{"space", tr("Leading space")},
                                                   {"nfc", tr("Unicode NFC")},
                                                   {"nfkc", tr("Unicode NFKC")},
                                                   {"case", tr("Upper and lower case")}};
  for (const auto& [key, name] : names) {
    QAction* action = menu->addAction(name);
    action->setCheckable(true);
    action->setData(QString::fromLatin1(key));
  }
  connect(menu, &QMenu::aboutToShow, this, [menu, &pair] {
    for (QAction* action : menu->actions())
      action->setChecked(pair.normalise().contains(action->data().toString()));
  });
  connect(menu, &QMenu::triggered, this, [menu, &pair] {
    QStringList chosen;
    for (const QAction* action : menu->actions()) {
      if (action->isChecked()) chosen << action->data().toString();
    }
    pair.setNormalise(chosen);
  });
  rules->setMenu(menu);

  auto* filters = new QHBoxLayout;
  filters->addWidget(m_search, 1);
  filters->addWidget(m_class);
  filters->addWidget(m_flag);
  filters->addWidget(rules);
  filters->addWidget(m_shown);
  auto* tab = new QWidget;
  auto* layout = new QVBoxLayout(tab);
  layout->setContentsMargins(0, 8, 0, 0);
  layout->addWidget(m_bar);
  layout->addWidget(m_summary);
  layout->addLayout(filters);
  layout->addWidget(m_table, 1);
  return tab;
}

void PairPage::showData() {
  const DataSpec used = workspace().data();
  const auto name = [](const std::filesystem::path& path) {
    return QString::fromStdString(path.filename().string());
  };
  m_data->setText(
      workspace().usesPair() ? QString()
      : !used.text.empty()
          ? tr("Training uses the models' activations on %1 instead of their weights.").arg(name(used.text))
      : used.pairs.empty()
          ? tr("Training uses the matrices %1 and %2 instead of these models.")
                .arg(name(used.x), name(used.z))
          : tr("Training uses the pairs of %1 instead of these models.").arg(name(used.pairs)));
}

void PairPage::showMap() {
  ModelPair& pair = workspace().pair();
  const auto map = pair.map();
  m_export->setEnabled(map != nullptr);
  m_tokens->setMap(map, pair.vocabulary(Side::upper), pair.vocabulary(Side::lower));
  if (!map) {
    m_bar->setSegments({});
    m_summary->setText(pair.mapping()
                           ? tr("Aligning the vocabularies…")
                           : tr("Open two models that have vocabularies to see how their tokens meet."));
    applyFilter();
    return;
  }
  using Role = widgets::CoverageBar::Role;
  const auto count = [&](TokenClass token_class) {
    return map->counts[static_cast<std::size_t>(token_class)];
  };
  m_bar->setSegments({{className(TokenClass::exact), count(TokenClass::exact), Role::good},
                      {className(TokenClass::normalised), count(TokenClass::normalised), Role::accent},
                      {className(TokenClass::approximated), count(TokenClass::approximated), Role::warning},
                      {className(TokenClass::special), count(TokenClass::special), Role::muted},
                      {className(TokenClass::dropped), count(TokenClass::dropped), Role::error}});
  const auto percent = [](double share) { return QString::number(100 * share, 'f', 1); };
  m_summary->setText(
      tr("%1 tokens have the same bytes on both sides: %2 % of the upper vocabulary, %3 % of the lower. "
         "%4 of them are valid UTF-8 alone.")
          .arg(widgets::count_text(count(TokenClass::exact)), percent(map->coverage_upper),
               percent(map->coverage_lower), widgets::count_text(map->exact_utf8)));
  applyFilter();
}

void PairPage::applyFilter() {
  TokenFilter filter;
  filter.text = m_search->text();
  const int token_class = m_class->currentData().toInt();
  filter.edited_only = token_class == kEdited;
  if (token_class >= 0) filter.token_class = static_cast<TokenClass>(token_class);
  filter.flags = m_flag->currentData().toUInt();
  m_tokens->setFilter(filter);
  m_shown->setText(tr("%1 shown").arg(widgets::count_text(m_tokens->rowCount())));
}

std::vector<std::int32_t> PairPage::selectedTokens() const {
  std::vector<std::int32_t> tokens;
  for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
    tokens.push_back(m_tokens->pairAt(index.row()).upper);
  }
  return tokens;
}

void PairPage::showTokenMenu(const QPoint& position) {
  const auto tokens = selectedTokens();
  if (tokens.empty()) return;
  ModelPair& pair = workspace().pair();
  QMenu menu(this);
  if (tokens.size() == 1) {
    const QModelIndex cell = m_table->currentIndex().siblingAtColumn(TokenTableModel::LowerIds);
    menu.addAction(tr("Pair with other lower ids…"), this, [this, cell] { m_table->edit(cell); });
  }
  menu.addAction(tr("Leave out of training"), this, [&] { pair.setExcluded(tokens, true); });
  menu.addAction(tr("Use again"), this, [&] { pair.setExcluded(tokens, false); });
  menu.addAction(tr("Forget my changes"), this, [&] { pair.clearEdits(tokens); });
  menu.exec(m_table->viewport()->mapToGlobal(position));
}

void PairPage::exportTable() {
  const QString target =
      QFileDialog::getSaveFileName(this, tr("Export the vocabulary table"), QStringLiteral("pairs.tsv"),
                                   tr("Tab-separated values (*.tsv);;All files (*)"));
  if (!target.isEmpty()) workspace().pair().exportMap(target);
}

QJsonObject PairPage::saveState() const {
  QJsonArray folders;
  for (const QString& folder : m_found->folders()) folders.append(folder);
  return {{QStringLiteral("tab"), m_tabs->currentIndex()},
          {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())},
          {QStringLiteral("search"), m_search->text()},
          {QStringLiteral("class"), m_class->currentData().toInt()},
          {QStringLiteral("flag"), static_cast<qint64>(m_flag->currentData().toUInt())},
          {QStringLiteral("folders"), folders}};
}

void PairPage::restoreState(const QJsonObject& state) {
  QStringList folders;
  for (const QJsonValue& folder : state[QStringLiteral("folders")].toArray()) folders << folder.toString();
  m_found->setFolders(folders);
  const QByteArray splitter = QByteArray::fromBase64(state[QStringLiteral("splitter")].toString().toLatin1());
  if (!splitter.isEmpty()) m_splitter->restoreState(splitter);
  m_search->setText(state[QStringLiteral("search")].toString());
  m_class->setCurrentIndex(std::max(0, m_class->findData(state[QStringLiteral("class")].toInt(-1))));
  m_flag->setCurrentIndex(
      std::max(0, m_flag->findData(static_cast<uint>(state[QStringLiteral("flag")].toInteger()))));
  m_tabs->setCurrentIndex(state[QStringLiteral("tab")].toInt());
}

void PairPage::activate() {
  if (m_tabs->currentWidget() == m_found) m_found->scanOnce();
}

bool PairPage::busy() const {
  return workspace().pair().busy() || m_upper->busy() || m_lower->busy() || m_found->busy();
}

}  // namespace prism::app
