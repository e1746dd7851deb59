// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/palettemodel.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QPainter>

#include <algorithm>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

/// A shorter word is looked for in titles only: it is part of nearly every explanation.
constexpr qsizetype shortWord = 3;

bool beginsAWord(const QString &text, const QString &word)
{
    return text.startsWith(word, Qt::CaseInsensitive) ||
           text.contains(u' ' + word, Qt::CaseInsensitive) ||
           text.contains(u'.' + word, Qt::CaseInsensitive);
}

/// Smaller is better; -1: it does not match.
int rankOf(const PaletteEntry &entry, const QStringList &words)
{
    int rank = 0;
    for (const QString &word : words) {
        if (entry.title.startsWith(word, Qt::CaseInsensitive))
            continue;
        if (beginsAWord(entry.title, word))
            rank = std::max(rank, 1);
        else if (word.size() >= shortWord && (entry.title.contains(word, Qt::CaseInsensitive) ||
                                              beginsAWord(entry.words, word)))
            rank = std::max(rank, 2);
        else
            return -1;
    }
    return rank;
}

} // namespace

QList<PaletteEntry> matching(const QList<PaletteEntry> &entries, const QString &typed)
{
    constexpr int ranks = 3;
    const QStringList words = typed.simplified().split(u' ', Qt::SkipEmptyParts);
    QList<PaletteEntry> result;
    for (int rank = 0; rank < ranks; ++rank) {
        for (const PaletteEntry &each : entries) {
            if (rankOf(each, words) == rank)
                result.append(each);
        }
    }
    return result;
}

void PaletteModel::setEntries(const QList<PaletteEntry> &entries)
{
    beginResetModel();
    m_entries = entries;
    endResetModel();
}

const PaletteEntry *PaletteModel::at(int row) const
{
    return row >= 0 && row < m_entries.size() ? &m_entries.at(row) : nullptr;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_entries.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteEntry &entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.title;
    case NoteRole:
        return entry.whyNot.isEmpty() ? entry.note : entry.whyNot;
    case Qt::DecorationRole:
        return icon(entry.icon);
    case Qt::AccessibleTextRole:
        return tr("%1, %2").arg(entry.title, data(index, NoteRole).toString());
    default:
        return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    const PaletteEntry *entry = at(index.row());
    const bool isPossible = entry && entry->whyNot.isEmpty();
    return isPossible ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemIsSelectable;
}

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    constexpr int iconSize = 16;
    const bool isMarked = option.state & QStyle::State_Selected;
    const bool isPossible = index.flags() & Qt::ItemIsEnabled;
    const QColor marked = option.palette.color(QPalette::HighlightedText);
    const QColor text = option.palette.color(QPalette::Text);
    if (isMarked)
        painter->fillRect(option.rect, option.palette.highlight());
    const QRect inner = option.rect.adjusted(2 * theme::grid, 0, -2 * theme::grid, 0);
    const auto seen = [&option, &inner](const QRect &place) {
        return QStyle::visualRect(option.direction, inner, place);
    };
    const QRect iconPlace(inner.left(), inner.center().y() - iconSize / 2, iconSize, iconSize);
    index.data(Qt::DecorationRole).value<QIcon>().paint(painter, seen(iconPlace));
    const QString note = index.data(PaletteModel::NoteRole).toString();
    const int noteWidth =
        std::min(option.fontMetrics.horizontalAdvance(note) + theme::grid, inner.width() / 2);
    QRect titlePlace = inner.adjusted(iconSize + theme::grid, 0, -noteWidth, 0);
    QRect notePlace = inner;
    notePlace.setLeft(inner.right() - noteWidth);
    const auto write = [&](const QRect &place, const QString &line, Qt::Alignment side) {
        painter->drawText(seen(place),
                          int(QStyle::visualAlignment(option.direction, side)) | Qt::AlignVCenter |
                              Qt::TextSingleLine,
                          option.fontMetrics.elidedText(line, Qt::ElideRight, place.width()));
    };
    painter->setFont(option.font);
    painter->setPen(isMarked ? marked : isPossible ? text : theme::faint());
    write(titlePlace, index.data(Qt::DisplayRole).toString(), Qt::AlignLeft);
    painter->setPen(isMarked ? marked : theme::faint());
    write(notePlace, note, Qt::AlignRight);
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, std::max(4 * theme::grid, option.fontMetrics.height() + theme::grid)};
}

} // namespace parlance::gui
