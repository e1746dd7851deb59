// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/tablepage.h"

#include "commands/commandbutton.h"
#include "models/format.h"
#include "models/windowmodel.h"
#include "pages/tablepageparts.h"
#include "widgets/emptystate.h"
#include "widgets/icons.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

#include <chrono>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Who types fast asks the server once.
constexpr auto typingPause = 200ms;

} // namespace

TablePage::TablePage(const Console &console, const QString &id, const QString &title,
                     const QString &icon)
    : Page(console, id, title, icon)
    , m_filter(new QLineEdit(this))
    , m_bar(new QHBoxLayout)
    , m_table(new TableView(this))
    , m_empty(new EmptyState(this))
    , m_stack(new QStackedWidget(this))
    , m_footnote(tableparts::footnote(this))
    , m_splitter(new QSplitter(this))
    , m_changes(tableparts::button(this, {}, u"changes"_s))
    , m_live(tableparts::button(this, u"pause"_s, u"live"_s))
{
    buildBar();
    buildBody();
    m_typing.setSingleShot(true);
    m_typing.setInterval(typingPause);
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, [this] {
        m_table->scrollToTop();
        applyFilter(m_filter->text());
        updateState();
    });
    connect(m_table, &TableView::selectedKeyChanged, this, &TablePage::takeSelection);
    connect(m_table, &QWidget::customContextMenuRequested, this, &TablePage::openMenu);
    connect(m_empty, &EmptyState::wanted, this, [this] {
        m_filter->clear();
        clearOtherFilters();
    });
    connect(&link(), &ServerLink::stateChanged, this, &TablePage::updateLink);
    m_table->installEventFilter(this);
}

void TablePage::buildBar()
{
    m_filter->setObjectName(u"filter"_s);
    m_filter->setAccessibleName(tr("Filter of %1").arg(title()));
    m_filter->setPlaceholderText(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(36 * theme::grid);
    m_filter->addAction(gui::icon(u"search"_s), QLineEdit::LeadingPosition);
    m_changes->hide();
    m_live->hide();
    m_live->setCheckable(true);
    auto *columns = tableparts::button(this, u"columns"_s, u"columns"_s);
    columns->setToolButtonStyle(Qt::ToolButtonIconOnly);
    columns->setToolTip(tr("Columns"));
    columns->setAccessibleName(tr("Columns"));
    columns->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(columns);
    columns->setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] {
        menu->clear();
        m_table->fillColumnsMenu(*menu);
    });
    m_bar->setContentsMargins(2 * theme::grid, theme::grid, theme::grid, theme::grid);
    m_bar->setSpacing(theme::grid);
    m_bar->addWidget(tableparts::heading(this, title()));
    m_bar->addSpacing(theme::grid);
    m_bar->addWidget(m_filter, 1);
    m_bar->addStretch();
    m_bar->addWidget(m_changes);
    m_bar->addWidget(m_live);
    m_bar->addWidget(columns);
}

void TablePage::buildBody()
{
    m_table->setObjectName(u"table"_s);
    m_table->setAccessibleName(title());
    m_empty->setObjectName(u"empty"_s);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_empty);
    m_splitter->setObjectName(u"splitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_stack);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(m_bar);
    layout->addWidget(tableparts::line(this));
    layout->addWidget(m_splitter, 1);
    layout->addWidget(tableparts::line(this));
    layout->addWidget(m_footnote);
}

void TablePage::setModel(TableModel &model)
{
    m_model = &model;
    m_table->setModel(&model);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(&model, signal, this, &TablePage::updateState);
    connect(&model, &QAbstractItemModel::modelReset, this, &TablePage::updateState);
    connect(&model, &QAbstractItemModel::layoutChanged, this, &TablePage::refreshSelected);
    connect(&model, &QAbstractItemModel::dataChanged, this, &TablePage::refreshSelected);
    if (auto *window = qobject_cast<WindowModel *>(&model))
        follow(*window);
    updateState();
}

void TablePage::follow(WindowModel &model)
{
    m_window = &model;
    connect(m_table, &TableView::visibleRowsChanged, &model, &WindowModel::setVisibleRows);
    connect(m_table, &TableView::isHeldChanged, &model, &WindowModel::setHeld);
    connect(&model, &WindowModel::heldChangesChanged, this, &TablePage::updateLive);
    connect(&model, &WindowModel::loaded, this, [this] {
        m_refusal = {};
        updateState();
    });
    connect(&model.feed(), &Feed::refused, this, [this](const Problem &problem) {
        m_refusal = problem;
        updateState();
    });
    connect(m_changes, &QToolButton::clicked, &model, &WindowModel::showWaiting);
    connect(m_live, &QToolButton::toggled, this, [this](bool isPaused) {
        m_window->setPaused(isPaused);
        updateLive();
    });
    m_live->show();
    updateLive();
}

void TablePage::setInspector(QWidget *inspector)
{
    m_inspector = inspector;
    m_splitter->addWidget(inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    inspector->setVisible(!m_table->selectedKey().isEmpty());
}

void TablePage::addControl(QWidget *control)
{
    // Before "12 changes", "Live" and the columns.
    m_bar->insertWidget(m_bar->count() - 4, control);
}

CommandButton *TablePage::addCommand(const QString &name)
{
    auto *button = new CommandButton(commands(), name, this);
    addControl(button);
    return button;
}

// Under the bar and its line, and other bands.
void TablePage::addBand(QWidget *band)
{
    auto *body = qobject_cast<QBoxLayout *>(layout());
    body->insertWidget(body->indexOf(m_splitter), band);
}

void TablePage::addBelow(QWidget *widget)
{
    auto *body = qobject_cast<QBoxLayout *>(layout());
    body->insertWidget(body->indexOf(m_splitter) + 1, widget);
}

void TablePage::hideHeading()
{
    m_bar->itemAt(0)->widget()->hide();
}

void TablePage::hideFilter()
{
    m_filter->hide();
}

void TablePage::setFilterHint(const QString &text)
{
    m_filter->setPlaceholderText(text);
}

void TablePage::setFootnote(const QString &text)
{
    m_footnote->setText(text);
}

QString TablePage::filterText() const
{
    return m_filter->text();
}

bool TablePage::hasOtherFilters() const
{
    return std::any_of(m_filters.begin(), m_filters.end(),
                       [](const Filter *filter) { return !filter->value().isEmpty(); });
}

void TablePage::clearOtherFilters()
{
    for (Filter *filter : m_filters)
        filter->setValue({});
}

void TablePage::filterBy(const QString &filter, const QString &value)
{
    if (m_window)
        m_window->setFilter(filter, value);
}

void TablePage::find()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

// What is to be seen must not be hidden by filters of before.
void TablePage::open(const Place &place)
{
    if (!place.key.isEmpty() || !place.text.isEmpty())
        clearOtherFilters();
    if (!place.text.isEmpty())
        m_filter->setText(place.text);
    if (!place.key.isEmpty())
        m_table->selectKey(place.key);
}

void TablePage::refresh()
{
    if (m_window)
        m_window->feed().refresh();
}

// The selection -----------------------------------------------------------------------------------

Chosen TablePage::chosen() const
{
    return m_selected.key.isEmpty() ? Chosen() : chosenFrom(m_selected);
}

bool TablePage::isSelectedThere() const
{
    return m_model && m_model->rowOf(m_selected.key) >= 0;
}

void TablePage::takeSelection(const QString &key)
{
    const Record *record = m_model ? m_model->recordAt(m_model->rowOf(key)) : nullptr;
    m_selected = record ? *record : Record();
    if (m_inspector)
        m_inspector->setVisible(!key.isEmpty());
    select(key);
    updateSelected();
}

void TablePage::refreshSelected()
{
    const QString key = m_table->selectedKey();
    if (key.isEmpty())
        return;
    if (const Record *record = m_model->recordAt(m_model->rowOf(key)))
        m_selected = *record;
    updateSelected();
}

bool TablePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto *press = static_cast<QKeyEvent *>(event);
        const Chosen target = chosen();
        if (!target.key.isEmpty() &&
            commands().startByKey(QKeySequence(press->keyCombination()), target))
            return true;
    }
    return Page::eventFilter(watched, event);
}

void TablePage::openMenu(const QPoint &position)
{
    const Chosen target = chosen();
    if (m_selected.key.isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"rowMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (!target.key.isEmpty())
        commands().fill(*menu, target);
    menu->addSeparator();
    QAction *copy = menu->addAction(gui::icon(u"copy"_s), tr("Copy row"));
    connect(copy, &QAction::triggered, m_table, &TableView::copySelection);
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

} // namespace parlance::gui
