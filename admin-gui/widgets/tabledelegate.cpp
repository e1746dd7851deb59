// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tabledelegate.h"

#include "models/tablemodel.h"
#include "widgets/icons.h"

#include <QPainter>

namespace parlance::gui {

using Kind = Column::Kind;

namespace {

constexpr int cellMargin = theme::grid;
constexpr int iconSize = 16;
constexpr int maxPixmaps = 300;

QColor withAlpha(QColor color, int alpha)
{
    color.setAlpha(alpha);
    return color;
}

QRect textArea(const QStyleOptionViewItem &option)
{
    return option.rect.adjusted(cellMargin, 0, -cellMargin, 0);
}

bool isSelected(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected);
}

void drawText(QPainter &painter, const QStyleOptionViewItem &option, const QRect &area,
              Qt::Alignment alignment, const QString &text)
{
    painter.setFont(option.font);
    painter.drawText(area, int(alignment) | Qt::AlignVCenter | Qt::TextSingleLine,
                     option.fontMetrics.elidedText(text, Qt::ElideRight, area.width()));
}

} // namespace

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString text = index.data(Qt::DisplayRole).toString();
    const bool hasIcon = Kind(index.data(TableModel::KindRole).toInt()) == Kind::Status;
    return {option.fontMetrics.horizontalAdvance(text) + 2 * cellMargin +
                (hasIcon ? iconSize + theme::grid / 2 : 0),
            theme::rowHeight()};
}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                          const QModelIndex &index) const
{
    painter->save();
    paintBackground(*painter, option, index);
    if (index.data(TableModel::KeyRole).toString().isEmpty()) {
        paintSkeleton(*painter, textArea(option), index);
        painter->restore();
        return;
    }
    const Kind kind = Kind(index.data(TableModel::KindRole).toInt());
    const QVariant raw = index.data(TableModel::RawRole);
    if (kind == Kind::Status) {
        paintStatus(*painter, option, raw.toString());
    } else if (kind == Kind::Flag) {
        if (raw.toBool())
            paintFlag(*painter, option);
    } else {
        const bool isNothing = isNumber(kind) && raw.toDouble() == 0 && !isSelected(option);
        painter->setPen(isNothing ? withAlpha(theme::faint(), 150) : textColor(option));
        drawText(*painter, option, textArea(option),
                 QStyle::visualAlignment(option.direction,
                                         isNumber(kind) ? Qt::AlignRight : Qt::AlignLeft),
                 index.data(Qt::DisplayRole).toString());
    }
    painter->restore();
}

void TableDelegate::paintBackground(QPainter &painter, const QStyleOptionViewItem &option,
                                    const QModelIndex &index) const
{
    const QPalette &palette = option.palette;
    const QColor accent = palette.color(QPalette::Highlight);
    if (isSelected(option))
        painter.fillRect(option.rect, palette.color(option.state.testFlag(QStyle::State_Active)
                                                        ? QPalette::Active
                                                        : QPalette::Inactive,
                                                    QPalette::Highlight));
    else if (index.row() == m_hoveredRow)
        painter.fillRect(option.rect, withAlpha(palette.color(QPalette::Text), 12));
    const qint64 changed = m_isGlowing ? index.data(TableModel::ChangedAtRole).toLongLong() : 0;
    const qint64 age = changed ? QDateTime::currentMSecsSinceEpoch() - changed : glowMs;
    if (!isSelected(option) && age >= 0 && age < glowMs)
        painter.fillRect(option.rect.adjusted(1, 2, -1, -2),
                         withAlpha(accent, int(56 * (glowMs - age) / glowMs)));
    painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1,
                     theme::hairline());
}

void TableDelegate::paintSkeleton(QPainter &painter, const QRect &area,
                                  const QModelIndex &index) const
{
    const bool isRight = isNumber(Kind(index.data(TableModel::KindRole).toInt()));
    // Of uneven length, as text is.
    const int percent = (isRight ? 25 : 40) + (index.row() * 37 + index.column() * 53) % 35;
    QRect bar(0, 0, area.width() * percent / 100, theme::grid);
    bar.moveCenter(area.center());
    const bool isAtRight = isRight != (QGuiApplication::layoutDirection() == Qt::RightToLeft);
    bar.moveLeft(isAtRight ? area.right() - bar.width() : area.left());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(withAlpha(theme::faint(), 40));
    painter.drawRoundedRect(bar, theme::grid / 2, theme::grid / 2);
}

void TableDelegate::paintStatus(QPainter &painter, const QStyleOptionViewItem &option,
                                const QString &word) const
{
    if (word.isEmpty())
        return;
    const Status status = statusOf(word);
    const bool isPlain = isSelected(option) || m_isStale;
    const QColor color = isPlain ? textColor(option) : theme::color(status.meaning);
    QRect area = textArea(option);
    if (!status.icon.isEmpty()) {
        QRect place(area.left(), 0, iconSize, iconSize);
        place.moveTop(area.top() + (area.height() - iconSize) / 2);
        painter.drawPixmap(QStyle::visualRect(option.direction, area, place),
                           pixmap(status.icon, color, option.widget));
        const int used = iconSize + theme::grid * 3 / 4;
        area = QStyle::visualRect(option.direction, area, area.adjusted(used, 0, 0, 0));
    }
    painter.setPen(color);
    drawText(painter, option, area, QStyle::visualAlignment(option.direction, Qt::AlignLeft),
             status.word);
}

void TableDelegate::paintFlag(QPainter &painter, const QStyleOptionViewItem &option) const
{
    QRect place(0, 0, iconSize, iconSize);
    place.moveCenter(option.rect.center());
    place.moveLeft(textArea(option).left());
    painter.drawPixmap(QStyle::visualRect(option.direction, option.rect, place),
                       pixmap(QStringLiteral("check"), textColor(option), option.widget));
}

QColor TableDelegate::textColor(const QStyleOptionViewItem &option) const
{
    if (isSelected(option))
        return option.palette.color(
            option.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive,
            QPalette::HighlightedText);
    return m_isStale ? theme::faint() : option.palette.color(QPalette::Active, QPalette::Text);
}

const QPixmap &TableDelegate::pixmap(const QString &name, const QColor &color,
                                     const QWidget *widget) const
{
    const qreal ratio = widget ? widget->devicePixelRatioF() : 1;
    const QString key = name + QString::number(color.rgba()) + QString::number(ratio);
    const auto known = m_pixmaps.constFind(key);
    if (known != m_pixmaps.constEnd())
        return *known;
    if (m_pixmaps.size() >= maxPixmaps)
        m_pixmaps.clear();
    return *m_pixmaps.insert(key, icon(name, color).pixmap(QSize(iconSize, iconSize), ratio));
}

} // namespace parlance::gui
