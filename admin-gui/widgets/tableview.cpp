// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tableview.h"

#include "models/tablemodel.h"
#include "widgets/tabledelegate.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QScrollBar>

#include <chrono>

namespace parlance::gui {

using namespace std::chrono_literals;

namespace {

constexpr auto glowStep = 100ms;
/// Relative times grow older.
constexpr auto ageStep = 10s;

} // namespace

TableView::TableView(QWidget *parent)
    : QTableView(parent)
    , m_delegate(new TableDelegate(this))
{
    setItemDelegate(m_delegate);
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollMode(ScrollPerPixel);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setMouseTracking(true);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(theme::rowHeight());
    QHeaderView *header = horizontalHeader();
    header->setSectionsMovable(true);
    header->setStretchLastSection(true);
    header->setHighlightSections(false);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(-1, Qt::AscendingOrder);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    // A click sorts, and selects nothing.
    disconnect(header, &QHeaderView::sectionPressed, this, nullptr);
    disconnect(header, &QHeaderView::sectionEntered, this, nullptr);
    connect(header, &QHeaderView::sectionClicked, this, &TableView::clickHeader);
    connect(header, &QWidget::customContextMenuRequested, this, [this, header](const QPoint &at) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillColumnsMenu(*menu);
        menu->popup(header->mapToGlobal(at));
    });
    connect(this, &QAbstractItemView::activated, this, [this] {
        if (!m_selectedKey.isEmpty())
            Q_EMIT chosen(m_selectedKey);
    });
    setUpTimers();
}

void TableView::setUpTimers()
{
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] { m_lookSoon.start(); });
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this] { m_lookSoon.start(); });
    m_lookSoon.setSingleShot(true);
    m_lookSoon.setInterval(0);
    connect(&m_lookSoon, &QTimer::timeout, this, &TableView::updateVisibleRows);
    m_glow.setInterval(glowStep);
    connect(&m_glow, &QTimer::timeout, this, &TableView::updateGlow);
    auto *ages = new QTimer(this);
    connect(ages, &QTimer::timeout, viewport(), qOverload<>(&QWidget::update));
    ages->start(ageStep);
}

void TableView::setModel(QAbstractItemModel *newModel)
{
    if (model())
        model()->disconnect(this);
    if (newModel)
        watch(*newModel);
    QTableView::setModel(newModel);
    m_selectedKey.clear();
    if (!newModel)
        return;
    follow(*newModel);
    setUpColumns();
    m_lookSoon.start();
}

TableModel *TableView::tableModel() const
{
    return qobject_cast<TableModel *>(model());
}

// Connected before the selection model and the view are: what they make of a change is not what
// the operator has chosen.
void TableView::watch(QAbstractItemModel &model)
{
    const auto begin = [this] { m_isFollowing = true; };
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this, begin);
    connect(&model, &QAbstractItemModel::layoutAboutToBeChanged, this, begin);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, begin);
}

void TableView::follow(QAbstractItemModel &model)
{
    const auto end = [this] {
        m_isFollowing = false;
        followKey();
        m_lookSoon.start();
    };
    connect(&model, &QAbstractItemModel::rowsRemoved, this, end);
    connect(&model, &QAbstractItemModel::rowsInserted, this, end);
    connect(&model, &QAbstractItemModel::layoutChanged, this, end);
    connect(&model, &QAbstractItemModel::modelReset, this, end);
    connect(&model, &QAbstractItemModel::dataChanged, this, [this] {
        // Who has asked the system for less motion gets none.
        const bool isAnimated = style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0;
        m_delegate->setGlowing(isAnimated);
        m_glowUntil = QDateTime::currentMSecsSinceEpoch() + TableDelegate::glowMs;
        if (isAnimated && !m_glow.isActive())
            m_glow.start();
    });
}

// The selection -----------------------------------------------------------------------------------

QString TableView::selectedKey() const
{
    return m_selectedKey;
}

void TableView::selectKey(const QString &key)
{
    setSelectedKey(key);
    followKey();
    if (currentIndex().isValid() && !key.isEmpty())
        scrollTo(currentIndex());
}

void TableView::setSelectedKey(const QString &key)
{
    if (m_selectedKey == key)
        return;
    m_selectedKey = key;
    updateHeld();
    Q_EMIT selectedKeyChanged(key);
}

void TableView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (!m_isFollowing)
        setSelectedKey(current.data(TableModel::KeyRole).toString());
}

/// Back to the row with the selected key, wherever it stands now.
void TableView::followKey()
{
    const TableModel *table = tableModel();
    const QString shown = currentIndex().data(TableModel::KeyRole).toString();
    if (!table || shown == m_selectedKey)
        return;
    if (m_selectedKey.isEmpty()) {
        // The keyboard came to a row before it was loaded.
        if (selectionModel()->isSelected(currentIndex()))
            setSelectedKey(shown);
        return;
    }
    const int row = table->rowOf(m_selectedKey);
    const QScopedValueRollback<bool> guard(m_isFollowing, true);
    if (row < 0) {
        // Where it stood, another row is now.
        if (currentIndex().isValid() && !shown.isEmpty())
            clearCurrent();
        return;
    }
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(model()->index(row, std::max(0, currentIndex().column())),
                                      QItemSelectionModel::ClearAndSelect |
                                          QItemSelectionModel::Rows);
    setAutoScroll(true);
}

void TableView::clearCurrent()
{
    setAutoScroll(false);
    selectionModel()->clear();
    setAutoScroll(true);
}

QString TableView::selectedText() const
{
    const TableModel *table = tableModel();
    if (!table)
        return {};
    const auto line = [this](const auto &textOf) {
        QStringList cells;
        for (int visual = 0; visual < horizontalHeader()->count(); ++visual) {
            const int column = horizontalHeader()->logicalIndex(visual);
            if (!isColumnHidden(column))
                cells.append(textOf(column).replace(u'\t', u' ').replace(u'\n', u' '));
        }
        return cells.join(u'\t');
    };
    QStringList lines{line(
        [table](int column) { return table->headerData(column, Qt::Horizontal, 0).toString(); })};
    // Of a selection of everything, only a few hundred rows are here.
    const QItemSelection selection = selectionModel()->selection();
    for (int row = 0; row < table->rowCount(); ++row) {
        if (table->recordAt(row) && selection.contains(table->index(row, 0)))
            lines.append(line([table, row](int column) {
                return table->index(row, column).data(TableModel::PlainRole).toString();
            }));
    }
    return lines.join(u'\n') + u'\n';
}

void TableView::copySelection() const
{
    QApplication::clipboard()->setText(selectedText());
}

// Pointer, keys, what is seen ---------------------------------------------------------------------

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    if (event->key() == Qt::Key_Escape && !m_selectedKey.isEmpty()) {
        clearCurrent();
        setSelectedKey({});
        return;
    }
    QTableView::keyPressEvent(event);
}

bool TableView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
        m_isPointerOver = event->type() == QEvent::Enter;
        if (!m_isPointerOver)
            setHoveredRow(-1);
        updateHeld();
    }
    return QTableView::viewportEvent(event);
}

void TableView::mouseMoveEvent(QMouseEvent *event)
{
    setHoveredRow(rowAt(event->position().toPoint().y()));
    QTableView::mouseMoveEvent(event);
}

void TableView::setHoveredRow(int row)
{
    m_delegate->setHoveredRow(row);
    viewport()->update();
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    m_lookSoon.start();
}

void TableView::focusInEvent(QFocusEvent *event)
{
    {
        // Qt makes the first row the current one; that is no choice of the operator.
        const QScopedValueRollback<bool> guard(m_isFollowing, true);
        QTableView::focusInEvent(event);
    }
    updateHeld();
}

void TableView::focusOutEvent(QFocusEvent *event)
{
    QTableView::focusOutEvent(event);
    updateHeld();
}

void TableView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    const QEvent::Type type = event->type();
    if (type == QEvent::PaletteChange || type == QEvent::StyleChange ||
        type == QEvent::FontChange) {
        m_delegate->forgetPixmaps();
        verticalHeader()->setDefaultSectionSize(theme::rowHeight());
    }
}

void TableView::updateHeld()
{
    const bool isHeld = m_isPointerOver || (hasFocus() && !m_selectedKey.isEmpty());
    if (m_isHeld == isHeld)
        return;
    m_isHeld = isHeld;
    Q_EMIT isHeldChanged(isHeld);
}

void TableView::setStale(bool isStale)
{
    m_delegate->setStale(isStale);
    viewport()->update();
}

void TableView::updateVisibleRows()
{
    const int rows = model() ? model()->rowCount() : 0;
    if (rows == 0)
        return;
    const int last = rowAt(viewport()->height() - 1);
    Q_EMIT visibleRowsChanged(std::max(0, rowAt(0)), last < 0 ? rows - 1 : last);
}

void TableView::updateGlow()
{
    if (QDateTime::currentMSecsSinceEpoch() > m_glowUntil + glowStep.count())
        m_glow.stop();
    viewport()->update();
}

} // namespace parlance::gui
