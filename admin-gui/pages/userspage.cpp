// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/userspage.h"

#include "models/format.h"
#include "models/words.h"
#include "pages/filterbox.h"
#include "pages/userinspector.h"
#include "pages/usersmodel.h"
#include "widgets/icons.h"
#include "widgets/tableview.h"

#include <QCheckBox>
#include <QPushButton>
#include <QSettings>

namespace parlance::gui {

using namespace Qt::StringLiterals;

UsersPage::UsersPage(const Console &console)
    : TablePage(console, u"users"_s, tr("Users"), u"users"_s)
    , m_model(new UsersModel(console.link, this))
    , m_inspector(new UserInspector(console))
    , m_state(new FilterBox(u"state"_s, tr("Any state")))
    , m_role(new FilterBox(u"role"_s, tr("Any role")))
    , m_online(new QCheckBox(tr("Online")))
{
    setModel(*m_model);
    setInspector(m_inspector);
    addFilters();
    addCreate();
}

void UsersPage::addFilters()
{
    for (const QString &state :
         {u"active"_s, u"pending"_s, u"locked"_s, u"suspended"_s, u"deactivated"_s, u"erased"_s})
        m_state->addChoice(state, shownWord(state));
    for (const QString &role : {u"user"_s, u"auditor"_s, u"operator"_s, u"administrator"_s})
        m_role->addChoice(role, shownWord(role));
    m_online->setObjectName(u"filter-online"_s);
    m_online->setAccessibleName(tr("Only users who are online"));
    for (FilterBox *box : {m_state, m_role}) {
        addControl(box);
        connect(box, &FilterBox::valueChanged, m_model, &WindowModel::setFilter);
    }
    addControl(m_online);
    connect(m_online, &QCheckBox::toggled, this,
            [this](bool isOn) { m_model->setFilter(u"online"_s, isOn ? u"true"_s : QString()); });
}

void UsersPage::addCreate()
{
    const CommandSpec *spec = findSpec(u"users.create"_s);
    auto *button = new QPushButton(gui::icon(QString::fromLatin1(spec->icon)), titleOf(*spec));
    button->setObjectName(u"users.create"_s);
    addControl(button);
    connect(button, &QPushButton::clicked, this, [this, spec] { commands().start(*spec, {}); });
    const auto allow = [this, button, spec] {
        const QString why = commands().whyNot(*spec);
        button->setEnabled(why.isEmpty());
        button->setToolTip(why.isEmpty() ? commandText(spec->explanation) : why);
    };
    connect(&link(), &ServerLink::accessChanged, button, allow);
    allow();
}

void UsersPage::setShown(bool isShown)
{
    m_model->feed().setActive(isShown);
}

// Who is looked for by name may be in another state than the one that was filtered for.
void UsersPage::open(const Place &place)
{
    if (!place.key.isEmpty() || !place.text.isEmpty())
        clearOtherFilters();
    TablePage::open(place);
}

bool UsersPage::hasOtherFilters() const
{
    return !m_state->value().isEmpty() || !m_role->value().isEmpty() || m_online->isChecked();
}

void UsersPage::clearOtherFilters()
{
    m_state->setValue({});
    m_role->setValue({});
    m_online->setChecked(false);
}

void UsersPage::saveState(QSettings &settings) const
{
    TablePage::saveState(settings);
    settings.setValue(u"state"_s, m_state->value());
    settings.setValue(u"role"_s, m_role->value());
    settings.setValue(u"online"_s, m_online->isChecked());
}

void UsersPage::restoreState(QSettings &settings)
{
    TablePage::restoreState(settings);
    m_state->setValue(settings.value(u"state"_s).toString());
    m_role->setValue(settings.value(u"role"_s).toString());
    m_online->setChecked(settings.value(u"online"_s).toBool());
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
