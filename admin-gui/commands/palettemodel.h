// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "commands/paletteentry.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

/// The list of the palette. Only for this folder.
namespace parlance::gui {

class PaletteModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { NoteRole = Qt::UserRole + 1 };

    using QAbstractListModel::QAbstractListModel;

    void setEntries(const QList<PaletteEntry> &entries);
    /// nullptr: there is none. Valid until the next setEntries().
    const PaletteEntry *at(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<PaletteEntry> m_entries;
};

/// Icon and title, and the note at the other end of the line.
class PaletteDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace parlance::gui
