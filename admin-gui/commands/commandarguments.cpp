// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandarguments.h"

#include <algorithm>

namespace parlance::gui::commandarguments {

using namespace Qt::StringLiterals;

namespace {

QVariant cellAt(const Cells &cells, const char *path)
{
    const QStringList steps = QString::fromLatin1(path).split(u'.');
    QVariant value = cells.value(steps.first());
    for (qsizetype at = 1; at < steps.size(); ++at)
        value = value.toMap().value(steps.at(at));
    return value;
}

// The key and the name of a row help where its cells do not say it: a table has its own names.
QVariant filledFrom(const Filled &filled, const CommandSpec &spec, const Chosen &chosen)
{
    QVariant value = cellAt(chosen.cells, filled.cell);
    if (chosen.subject != spec.subject || filled.isOptional || !value.toString().isEmpty())
        return value;
    const bool isBan =
        spec.subject == Subject::Ban && QLatin1StringView(filled.cell) == "address"_L1;
    const bool isItself = isBan || QLatin1StringView(filled.cell) == "id"_L1;
    if (!isItself)
        return {};
    return chosen.key.isEmpty() ? chosen.name : chosen.key;
}

Field fieldFor(const Filled &filled)
{
    static const std::pair<QLatin1StringView, Field> known[] = {
        {"user"_L1, {.kind = Field::Kind::User, .label = QT_TRANSLATE_NOOP("Commands", "User")}},
        {"room"_L1, {.kind = Field::Kind::Room, .label = QT_TRANSLATE_NOOP("Commands", "Room")}},
        {"connection"_L1,
         {.kind = Field::Kind::Number, .label = QT_TRANSLATE_NOOP("Commands", "Connection")}},
        {"session"_L1, {.label = QT_TRANSLATE_NOOP("Commands", "Id of the session")}},
        {"message"_L1, {.label = QT_TRANSLATE_NOOP("Commands", "Id of the message")}},
        {"report"_L1, {.label = QT_TRANSLATE_NOOP("Commands", "Id of the report")}},
        {"invitation"_L1, {.label = QT_TRANSLATE_NOOP("Commands", "Id of the invitation")}},
        {"address"_L1, {.label = QT_TRANSLATE_NOOP("Commands", "Address or network")}},
    };
    Field field;
    for (const auto &[argument, each] : known) {
        if (argument == QLatin1StringView(filled.argument))
            field = each;
    }
    field.argument = filled.argument;
    field.isRequired = !filled.isOptional;
    return field;
}

bool hasField(const CommandSpec &spec, QLatin1StringView argument)
{
    return std::any_of(spec.fields.begin(), spec.fields.end(), [argument](const Field &field) {
        return argument == QLatin1StringView(field.argument);
    });
}

Chosen related(const Chosen &chosen, Subject subject, const QString &idCell,
               const QString &nameCell)
{
    const QString id = chosen.cells.value(idCell).toString();
    const QString name = chosen.cells.value(nameCell).toString();
    if (id.isEmpty())
        return {};
    const QString cell = subject == Subject::User ? u"username"_s : u"name"_s;
    return {subject, name.isEmpty() ? id : name, id, {{u"id"_s, id}, {cell, name}}};
}

} // namespace

Cells from(const CommandSpec &spec, const Chosen &chosen)
{
    Cells arguments;
    for (const auto &[argument, text] : spec.fixed) {
        const bool isTrue = QLatin1StringView(text) == "true"_L1;
        arguments.insert(QString::fromLatin1(argument),
                         isTrue ? QVariant(true) : QVariant(QString::fromLatin1(text)));
    }
    for (const Filled &filled : spec.filled) {
        const QVariant value = filledFrom(filled, spec, chosen);
        if (!value.toString().isEmpty())
            arguments.insert(QString::fromLatin1(filled.argument), value);
    }
    return arguments;
}

std::vector<Field> missing(const CommandSpec &spec, const Chosen &chosen)
{
    std::vector<Field> fields;
    for (const Filled &filled : spec.filled) {
        const bool isAsked = !filled.isOptional || chosen.subject != spec.subject;
        if (isAsked && filledFrom(filled, spec, chosen).toString().isEmpty())
            fields.push_back(fieldFor(filled));
    }
    return fields;
}

std::vector<Field> fieldsOf(const CommandSpec &spec, const Chosen &chosen)
{
    std::vector<Field> fields = missing(spec, chosen);
    fields.insert(fields.end(), spec.fields.begin(), spec.fields.end());
    if (spec.hasReason && !hasField(spec, "reason"_L1)) {
        fields.push_back({.argument = "reason",
                          .kind = Field::Kind::Reason,
                          .label = QT_TRANSLATE_NOOP("Commands", "Reason (for the audit log)")});
    }
    return fields;
}

Cells toUndo(const CommandSpec &undo, const Chosen &chosen, const Cells &arguments)
{
    Cells result;
    for (const Filled &filled : undo.filled) {
        const QString name = QString::fromLatin1(filled.argument);
        if (arguments.contains(name))
            result.insert(name, arguments.value(name));
    }
    for (const Field &field : undo.fields) {
        const QString name = QString::fromLatin1(field.argument);
        if (field.kind != Field::Kind::Duration && arguments.contains(name))
            result.insert(name, arguments.value(name));
    }
    // What was lifted comes back with its end, not for ever.
    const QString until = chosen.cells.value(u"until"_s).toString();
    if (hasField(undo, "for"_L1) && !until.isEmpty())
        result.insert(u"until"_s, until);
    result.insert(from({.fixed = undo.fixed}, {}));
    return result;
}

Chosen userOf(const Chosen &chosen)
{
    switch (chosen.subject) {
    case Subject::Connection:
    case Subject::Session:
    case Subject::Member:
    case Subject::Report:
    case Subject::Mute:
    case Subject::RoomBan:
        return related(chosen, Subject::User, u"userId"_s, u"username"_s);
    case Subject::Message:
        return related(chosen, Subject::User, u"authorId"_s, u"author"_s);
    default:
        return {};
    }
}

Chosen roomOf(const Chosen &chosen)
{
    const bool isInRoom = chosen.subject == Subject::Report || chosen.subject == Subject::Mute;
    return isInRoom ? related(chosen, Subject::Room, u"roomId"_s, u"room"_s) : Chosen();
}

} // namespace parlance::gui::commandarguments
