// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/status.h"

#include <QHash>
#include <QPixmap>
#include <QStyledItemDelegate>

namespace parlance::gui {

/// Paints the cells of a TableModel: figures right-aligned and zero faint, a status as icon, word
/// and colour, a changed cell with a glow for a second, and a bar where a row is not loaded yet.
class TableDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr qint64 glowMs = 1000;

    using QStyledItemDelegate::QStyledItemDelegate;

    /// The row under the pointer; -1: none.
    void setHoveredRow(int row) { m_hoveredRow = row; }
    /// What is shown is old: the link is down.
    void setStale(bool isStale) { m_isStale = isStale; }
    bool isStale() const { return m_isStale; }
    /// Not for who has asked the system for less motion.
    void setGlowing(bool isGlowing) { m_isGlowing = isGlowing; }
    /// Icons are made again: colours or the screen are others.
    void forgetPixmaps() { m_pixmaps.clear(); }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintBackground(QPainter &painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const;
    void paintSkeleton(QPainter &painter, const QRect &area, const QModelIndex &index) const;
    void paintStatus(QPainter &painter, const QStyleOptionViewItem &option,
                     const QString &word) const;
    void paintFlag(QPainter &painter, const QStyleOptionViewItem &option) const;
    QColor textColor(const QStyleOptionViewItem &option) const;
    const QPixmap &pixmap(const QString &icon, const QColor &color, const QWidget *widget) const;

    int m_hoveredRow = -1;
    bool m_isStale = false;
    bool m_isGlowing = true;
    mutable QHash<QString, QPixmap> m_pixmaps;
};

} // namespace parlance::gui
