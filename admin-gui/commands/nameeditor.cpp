// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/fieldeditors.h"
#include "link/serverlink.h"

#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int offeredNames = 8;
constexpr int typingPauseMs = 200;

} // namespace

NameEditor::NameEditor(const Field &field, ServerLink &link, QWidget *parent)
    : LineEditor(field, parent)
    , m_link(link)
    , m_found(new QStringListModel(this))
    , m_completer(new QCompleter(m_found, this))
{
    m_completer->setCaseSensitivity(Qt::CaseInsensitive);
    m_completer->setFilterMode(Qt::MatchContains);
    m_completer->setMaxVisibleItems(offeredNames);
    line().setCompleter(m_completer);
    line().setPlaceholderText(field.kind == Field::Kind::User ? tr("Name or id of a user")
                                                              : tr("Name or id of a room"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(typingPauseMs);
    connect(&line(), &QLineEdit::textEdited, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_soon, &QTimer::timeout, this, &NameEditor::look);
}

void NameEditor::look()
{
    const QString typed = value().toString();
    const bool isUser = field().kind == Field::Kind::User;
    const QString command = isUser ? u"users.list"_s : u"rooms.list"_s;
    if (typed.isEmpty() || !m_link.mayRun(command))
        return;
    const auto offer = [this, typed, isUser](const Reply &reply) {
        if (!reply.ok() || value().toString() != typed)
            return;
        QStringList names;
        for (const Cells &each : reply.items())
            names.append(each.value(isUser ? u"username"_s : u"name"_s).toString());
        m_found->setStringList(names);
        if (line().hasFocus() && names != QStringList{typed})
            m_completer->complete();
    };
    m_link.run(command, {{u"search"_s, typed}, {u"limit"_s, offeredNames}}, this, offer);
}

} // namespace parlance::gui
