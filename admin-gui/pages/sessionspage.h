// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/sessionsmodel.h"
#include "pages/tablepage.h"

namespace parlance::gui {

class FilterBox;
class SessionInspector;

/// The open connections: who, from where, with what, how much. The view "sessions".
class SessionsPage : public TablePage
{
    Q_OBJECT

public:
    explicit SessionsPage(const Console &console);

    bool isAllowed() const override;
    void setShown(bool isShown) override;
    void refresh() override;
    QString badge() const override;

protected:
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void updateSelected() override;
    void updateFootnote() override;

private:
    FilterBox *addBox(const QString &filter, const QString &all, const QStringList &values);
    void takeStatus(const RowChanges &changes);

    SessionsModel m_model;
    /// For the number of all connections, with and without a filter.
    Feed m_status;
    qint64 m_connections = -1;
    FilterBox *m_dialect;
    SessionInspector *m_inspector;
};

} // namespace parlance::gui
