// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/entriesmodel.h"

namespace parlance::gui {

/// What happens on the server, newest last.
class TrafficModel : public EntriesModel
{
    Q_OBJECT

public:
    explicit TrafficModel(ServerLink &link, QObject *parent = nullptr);

    /// Texts that have come are hidden again, in all rows; those of messages that come while it is
    /// true are shown.
    void setTextsShown(bool isShown);
    bool areTextsShown() const { return m_areTextsShown; }
    /// What happened, in words; the text of a message if it is shown.
    QString what(const Cells &cells) const;
    /// Without what is hidden.
    Cells shownCells(const Cells &cells) const;

    /// Of the file: all cells, as the server calls them.
    static Columns fileColumns();
    /// "posted", … in the order of the filter.
    static QStringList kinds();

protected:
    QVariant valueOf(const Record &record, int column) const override;

private:
    bool m_areTextsShown = false;
};

} // namespace parlance::gui
