// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/serverlist.h"

#include "models/format.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int secondLineRole = Qt::UserRole;
constexpr int removableRole = Qt::UserRole + 1;
constexpr int serverRowHeight = 6 * theme::grid;

class ServerDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const override
    {
        return {10 * theme::grid, qMax(serverRowHeight, 2 * option.fontMetrics.height() + 12)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const bool isSelected = option.state & QStyle::State_Selected;
        const bool isHovered = option.state & QStyle::State_MouseOver;
        const QRect row = option.rect.adjusted(4, 2, -4, -2);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (isSelected || isHovered) {
            QColor fill = option.palette.color(QPalette::Highlight);
            if (!isSelected)
                fill.setAlphaF(fill.alphaF() / 2);
            const bool hasFocus = option.state & QStyle::State_HasFocus;
            painter->setPen(isSelected && hasFocus ? option.palette.color(QPalette::Link)
                                                   : QColor(Qt::transparent));
            painter->setBrush(fill);
            painter->drawRoundedRect(QRectF(row).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        }
        const bool isMirrored = option.direction == Qt::RightToLeft;
        QRect text = row.adjusted(12, 0, -12, 0);
        const QRect picture(isMirrored ? text.right() - 20 : text.left(), row.center().y() - 9, 20,
                            20);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, picture);
        text.adjust(isMirrored ? 0 : 32, 0, isMirrored ? -32 : 0, 0);
        drawLines(*painter, text, option, index);
        painter->restore();
    }

private:
    static void drawLines(QPainter &painter, const QRect &text, const QStyleOptionViewItem &option,
                          const QModelIndex &index)
    {
        QFont strong = option.font;
        strong.setWeight(QFont::DemiBold);
        const auto line = [&](const QFont &font, int role) {
            return QFontMetrics(font).elidedText(index.data(role).toString(), Qt::ElideMiddle,
                                                 text.width());
        };
        const QRect upper(text.left(), text.center().y() - option.fontMetrics.height(),
                          text.width(), option.fontMetrics.height());
        const auto alignment =
            QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
        painter.setFont(strong);
        painter.setPen(option.palette.color(QPalette::Text));
        painter.drawText(upper, int(alignment), line(strong, Qt::DisplayRole));
        painter.setFont(option.font);
        painter.setPen(theme::faint());
        painter.drawText(upper.translated(0, upper.height() + 1), int(alignment),
                         line(option.font, secondLineRole));
    }
};

} // namespace

ServerList::ServerList(QWidget *parent)
    : QListWidget(parent)
{
    setObjectName(u"servers"_s);
    setAccessibleName(tr("Servers"));
    setItemDelegate(new ServerDelegate(this));
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(this, &QListWidget::currentItemChanged, this, [this](QListWidgetItem *item) {
        if (const Profile *profile = at(item))
            Q_EMIT chosen(*profile);
    });
    connect(this, &QListWidget::itemActivated, this, [this](QListWidgetItem *item) {
        if (const Profile *profile = at(item))
            Q_EMIT wanted(Profile(*profile));
    });
    reload();
}

void ServerList::reload()
{
    const QSignalBlocker blocker(this);
    const Profile *current = at(currentItem());
    const QString key = current ? current->key() : QString();
    clear();
    m_profiles.clear();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const QStringList sockets = Profiles::localSockets();
    for (const QString &socket : sockets)
        add({.name = tr("This computer"), .target = {.url = {}, .socket = socket}}, socket,
            u"storage"_s, false);
    const auto profiles = Profiles::all();
    for (const Profile &profile : profiles) {
        if (profile.target.isLocal() && sockets.contains(profile.target.socket))
            continue;
        QStringList parts{profile.name.isEmpty() ? QString() : profile.target.name(),
                          profile.username, format::relative(profile.lastUsed, now)};
        parts.removeAll(QString());
        add(profile, parts.join(u" · "_s), profile.name.isEmpty() ? u"clock"_s : u"link"_s, true);
    }
    for (int i = 0; i < m_profiles.size(); ++i) {
        if (m_profiles.at(i).key() == key)
            setCurrentRow(i);
    }
}

void ServerList::add(const Profile &profile, const QString &line, const QString &iconName,
                     bool isRemovable)
{
    auto *item = new QListWidgetItem(icon(iconName), profile.title(), this);
    item->setData(secondLineRole, line);
    item->setData(removableRole, isRemovable);
    item->setData(Qt::AccessibleDescriptionRole, line);
    item->setToolTip(profile.target.key());
    m_profiles.append(profile);
}

const Profile *ServerList::at(const QListWidgetItem *item) const
{
    const int place = item ? row(item) : -1;
    return place >= 0 && place < m_profiles.size() ? &m_profiles.at(place) : nullptr;
}

void ServerList::removeCurrent()
{
    const QListWidgetItem *item = currentItem();
    const Profile *found = at(item);
    if (!found || !item->data(removableRole).toBool())
        return;
    const Profile profile = *found;
    Profiles::remove(profile.key());
    reload();
    Q_EMIT removed(profile);
}

void ServerList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete)
        removeCurrent();
    else
        QListWidget::keyPressEvent(event);
}

void ServerList::contextMenuEvent(QContextMenuEvent *event)
{
    const QListWidgetItem *item = currentItem();
    const Profile *found = at(item);
    if (!found)
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Connect"), this, [this, profile = *found] { Q_EMIT wanted(profile); });
    QAction *remove = menu->addAction(tr("Remove"), this, &ServerList::removeCurrent);
    remove->setEnabled(item->data(removableRole).toBool());
    menu->popup(event->globalPos());
}

void ServerList::paintEvent(QPaintEvent *event)
{
    QListWidget::paintEvent(event);
    if (count() > 0)
        return;
    QPainter painter(viewport());
    painter.setPen(theme::faint());
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16),
                     Qt::AlignTop | Qt::AlignHCenter | Qt::TextWordWrap,
                     tr("Servers that you connect to appear here."));
}

} // namespace parlance::gui
