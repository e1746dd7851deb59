// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/listmodel.h"
#include "pages/tablepage.h"

class QPushButton;

namespace parlance::gui {

class CommandList;

/// The invitations to register that have not expired: create and revoke. The code of a new one is
/// shown once, by the command runner.
class InvitationsPage : public TablePage
{
    Q_OBJECT

public:
    explicit InvitationsPage(const Console &console);

    bool isAllowed() const override;
    void setShown(bool isShown) override;
    void refresh() override;

protected:
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;

private:
    ListModel m_model;
    CommandList *m_list;
    QPushButton *m_create;
};

} // namespace parlance::gui
