// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/tablepage.h"

namespace parlance::gui {

class UserInspector;
class UsersModel;

/// The accounts: who they are, whether they are here, and what may be done about them.
class UsersPage : public TablePage
{
    Q_OBJECT

public:
    explicit UsersPage(const Console &console);

    bool isAllowed() const override { return link().maySee(QStringLiteral("users")); }
    void setShown(bool isShown) override;

    UsersModel &model() { return *m_model; }

protected:
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void select(const QString &key) override;
    void updateSelected() override;

private:
    void addFilters();

    UsersModel *m_model;
    UserInspector *m_inspector;
};

} // namespace parlance::gui
