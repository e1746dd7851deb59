// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userspage.h"

#include "models/format.h"
#include "models/words.h"
#include "pages/filters.h"
#include "pages/userinspector.h"
#include "pages/usersmodel.h"
#include "widgets/icons.h"
#include "widgets/tableview.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

UsersPage::UsersPage(const Console &console)
    : TablePage(console, u"users"_s, tr("Users"), u"users"_s)
    , m_model(new UsersModel(console.link, this))
    , m_inspector(new UserInspector(console))
{
    setModel(*m_model);
    setInspector(m_inspector);
    addFilters();
    addCommand(u"users.create"_s);
}

void UsersPage::addFilters()
{
    auto *state = new FilterBox(u"state"_s, tr("Any state"));
    for (const QString &each :
         {u"active"_s, u"pending"_s, u"locked"_s, u"suspended"_s, u"deactivated"_s, u"erased"_s})
        state->addChoice(each, shownWord(each));
    auto *role = new FilterBox(u"role"_s, tr("Any role"));
    for (const QString &each : {u"user"_s, u"auditor"_s, u"operator"_s, u"administrator"_s})
        role->addChoice(each, shownWord(each));
    auto *online = new FilterSwitch(u"online"_s, tr("Online"));
    online->setAccessibleName(tr("Only users who are online"));
    addFilter(state);
    addFilter(role);
    addFilter(online);
}

void UsersPage::setShown(bool isShown)
{
    m_model->feed().setActive(isShown);
}

Chosen UsersPage::chosenFrom(const Record &record) const
{
    return chosenUser(record);
}

void UsersPage::applyFilter(const QString &text)
{
    m_model->setFilter(u"text"_s, text);
}

void UsersPage::select(const QString &key)
{
    if (key.isEmpty())
        m_inspector->show(nullptr);
}

// Who does not match any more stays in the inspector.
void UsersPage::updateSelected()
{
    if (!selected().key.isEmpty())
        m_inspector->show(&selected());
}

} // namespace parlance::gui
