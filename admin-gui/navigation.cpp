// SPDX-License-Identifier: GPL-3.0-or-later
#include "navigation.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QListWidget>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyledItemDelegate>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int badgeRole = Qt::UserRole;
constexpr int iconRole = Qt::UserRole + 1;
constexpr int wideWidth = 192;
constexpr int narrowWidth = 56;
constexpr int iconSize = 20;

/// Icon, title, and the badge at the right.
class EntryDelegate : public QStyledItemDelegate
{
public:
    EntryDelegate(const Navigation &navigation, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_navigation(navigation)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, theme::rowHeight() + theme::grid};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintGround(*painter, option);
        const bool isEnabled = option.state & QStyle::State_Enabled;
        const bool isCurrent = option.state & QStyle::State_Selected;
        const QColor accent = option.palette.color(QPalette::Link);
        const QColor text = option.palette.color(isEnabled ? QPalette::Active : QPalette::Disabled,
                                                 QPalette::WindowText);
        const QRect inner = option.rect.adjusted(18, 0, -18, 0);
        const QRect iconRect(
            m_navigation.isCollapsed() ? option.rect.center().x() - iconSize / 2 + 1 : inner.left(),
            inner.center().y() - iconSize / 2 + 1, iconSize, iconSize);
        const QIcon image = icon(index.data(iconRole).toString(), isCurrent ? accent : QColor());
        image.paint(painter, QStyle::visualRect(option.direction, option.rect, iconRect),
                    Qt::AlignCenter, isEnabled ? QIcon::Normal : QIcon::Disabled);
        if (!m_navigation.isCollapsed())
            paintText(*painter, option, index, text);
        painter->restore();
    }

private:
    static void paintGround(QPainter &painter, const QStyleOptionViewItem &option)
    {
        QColor ground = option.palette.color(QPalette::WindowText);
        if (option.state & QStyle::State_Selected)
            ground = option.palette.color(QPalette::Link);
        else if (!(option.state & QStyle::State_MouseOver))
            return;
        ground.setAlphaF(option.state & QStyle::State_Selected ? 0.13F : 0.06F);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(option.rect.adjusted(8, 1, -8, -1), 6, 6);
        if ((option.state & QStyle::State_HasFocus) &&
            (option.state & QStyle::State_KeyboardFocusChange)) {
            painter.setPen(option.palette.color(QPalette::Link));
            painter.setBrush(Qt::NoBrush);
            painter.drawRoundedRect(QRectF(option.rect).adjusted(8.5, 1.5, -8.5, -1.5), 6, 6);
        }
    }

    static void paintText(QPainter &painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index, const QColor &text)
    {
        const bool isCurrent = option.state & QStyle::State_Selected;
        const QString badge = index.data(badgeRole).toString();
        const int badgeWidth = badge.isEmpty() ? 0 : option.fontMetrics.horizontalAdvance(badge);
        const QRect inner = option.rect.adjusted(18 + iconSize + 10, 0, -20, 0);
        const QRect titleRect = inner.adjusted(0, 0, -badgeWidth - theme::grid, 0);
        QFont font = option.font;
        font.setWeight(isCurrent ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(text);
        painter.drawText(
            QStyle::visualRect(option.direction, option.rect, titleRect),
            int(QStyle::visualAlignment(option.direction, Qt::AlignLeft) | Qt::AlignVCenter),
            QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight,
                                          titleRect.width()));
        painter.setFont(option.font);
        painter.setPen(theme::faint());
        painter.drawText(
            QStyle::visualRect(option.direction, option.rect, inner),
            int(QStyle::visualAlignment(option.direction, Qt::AlignRight) | Qt::AlignVCenter),
            badge);
    }

    const Navigation &m_navigation;
};

} // namespace

Navigation::Navigation(const std::vector<Page *> &pages, QWidget *parent)
    : QFrame(parent)
    , m_pages(pages)
    , m_list(new QListWidget(this))
    , m_collapse(new QToolButton(this))
{
    m_list->setObjectName(u"navigation"_s);
    m_list->setAccessibleName(tr("Pages"));
    m_list->setFrameShape(NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setItemDelegate(new EntryDelegate(*this, m_list));
    for (Page *page : pages) {
        auto *item = new QListWidgetItem(page->title(), m_list);
        item->setData(iconRole, page->icon());
        connect(page, &Page::badgeChanged, this,
                [this, row = m_list->count() - 1] { updateBadge(row); });
    }
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0)
            Q_EMIT chosen(m_pages.at(size_t(row)));
    });
    m_collapse->setAutoRaise(true);
    m_collapse->setIcon(gui::icon(u"collapse"_s));
    m_collapse->setObjectName(u"collapseNavigation"_s);
    connect(m_collapse, &QToolButton::clicked, this, [this] { setCollapsed(!m_isCollapsed); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, theme::grid, 0, theme::grid);
    layout->addWidget(m_list);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(14, 0, 14, 0);
    foot->addWidget(m_collapse);
    foot->addStretch();
    layout->addLayout(foot);
    setCollapsed(false);
}

void Navigation::setCurrent(const Page *page)
{
    const auto found = std::find(m_pages.begin(), m_pages.end(), page);
    const QSignalBlocker blocker(m_list);
    m_list->setCurrentRow(found == m_pages.end() ? -1 : int(found - m_pages.begin()));
}

void Navigation::updateAccess()
{
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem *item = m_list->item(row);
        const Page *page = m_pages.at(size_t(row));
        const bool isAllowed = page->isAllowed();
        item->setFlags(isAllowed ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::NoItemFlags);
        updateBadge(row);
    }
}

void Navigation::updateBadge(int row)
{
    QListWidgetItem *item = m_list->item(row);
    const Page *page = m_pages.at(size_t(row));
    const QString badge = page->badge();
    item->setData(badgeRole, badge);
    item->setData(Qt::AccessibleTextRole, u"%1 %2"_s.arg(page->title(), badge).trimmed());
    if (!page->isAllowed())
        item->setToolTip(
            tr("%1: your account's role does not let you see this").arg(page->title()));
    else
        item->setToolTip(m_isCollapsed ? u"%1 %2"_s.arg(page->title(), badge).trimmed()
                                       : QString());
}

void Navigation::setCollapsed(bool isCollapsed)
{
    m_isCollapsed = isCollapsed;
    setFixedWidth(isCollapsed ? narrowWidth : wideWidth);
    const QString what = isCollapsed ? tr("Show the names of the pages") : tr("Show icons only");
    m_collapse->setToolTip(what);
    m_collapse->setAccessibleName(what);
    for (int row = 0; row < m_list->count(); ++row)
        updateBadge(row);
    m_list->doItemsLayout();
}

} // namespace parlance::gui
