// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/auditentry.h"

#include "models/format.h"

#include <QCoreApplication>

namespace parlance::gui::auditentry {

using namespace Qt::StringLiterals;
namespace {

struct AuditTexts
{
    Q_DECLARE_TR_FUNCTIONS(AuditEntry)
};

/// A label stays quick to lay out, whatever a server sends.
constexpr qsizetype maxAuditValue = 300;
constexpr qsizetype maxAuditLines = 60;

QString auditValue(const QVariant &value)
{
    if (value.userType() == QMetaType::QVariantMap) {
        QStringList parts;
        const QVariantMap map = value.toMap();
        for (auto each = map.begin(); each != map.end() && parts.size() < maxAuditLines; ++each)
            parts.append(u"%1: %2"_s.arg(each.key(), each.value().toString()));
        return parts.join(u", "_s).left(maxAuditValue);
    }
    if (value.userType() == QMetaType::QVariantList) {
        QStringList parts;
        for (const QVariant &each : value.toList().mid(0, maxAuditLines))
            parts.append(auditValue(each));
        return parts.join(u", "_s).left(maxAuditValue);
    }
    return value.toString().left(maxAuditValue);
}

QString auditLines(const QVariant &value)
{
    QStringList lines;
    const QVariantMap map = value.toMap();
    for (auto each = map.begin(); each != map.end() && lines.size() < maxAuditLines; ++each)
        lines.append(AuditTexts::tr("%1: %2").arg(each.key(), auditValue(each.value())));
    return lines.join(u'\n');
}

// Only what is another one than before.
QString auditChanges(const QVariantMap &before, const QVariantMap &after)
{
    QStringList lines;
    QStringList names = before.keys() + after.keys();
    names.sort();
    names.removeDuplicates();
    for (const QString &name : std::as_const(names)) {
        const QString was = auditValue(before.value(name));
        const QString is = auditValue(after.value(name));
        if (was == is || lines.size() == maxAuditLines)
            continue;
        const QString none = AuditTexts::tr("(nothing)");
        lines.append(AuditTexts::tr("%1: %2 → %3")
                         .arg(name, was.isEmpty() ? none : was, is.isEmpty() ? none : is));
    }
    return lines.join(u'\n');
}

} // namespace

Columns columns()
{
    return {
        {.name = "at",
         .title = QT_TRANSLATE_NOOP("Columns", "Time"),
         .kind = Column::Kind::Moment,
         .width = 150},
        {.name = "actor", .title = QT_TRANSLATE_NOOP("Columns", "By"), .width = 120},
        {.name = "role",
         .title = QT_TRANSLATE_NOOP("Columns", "Role"),
         .kind = Column::Kind::Status,
         .width = 120},
        {.name = "command", .title = QT_TRANSLATE_NOOP("Columns", "Command"), .width = 150},
        {.name = "target", .title = QT_TRANSLATE_NOOP("Columns", "Target"), .width = 150},
        {.name = "outcome",
         .title = QT_TRANSLATE_NOOP("Columns", "Outcome"),
         .kind = Column::Kind::Status,
         .width = 120},
        {.name = "address",
         .title = QT_TRANSLATE_NOOP("Columns", "Address"),
         .width = 120,
         .isHidden = true},
        {.name = "position",
         .title = QT_TRANSLATE_NOOP("Columns", "Number"),
         .width = 80,
         .isHidden = true},
        {.name = "reason", .title = QT_TRANSLATE_NOOP("Columns", "Reason"), .width = 260},
    };
}

Columns facts()
{
    return {
        {.name = "exact", .title = QT_TRANSLATE_NOOP("Columns", "Time")},
        {.name = "outcome",
         .title = QT_TRANSLATE_NOOP("Columns", "Outcome"),
         .kind = Column::Kind::Status},
        {.name = "actor", .title = QT_TRANSLATE_NOOP("Columns", "By")},
        {.name = "role",
         .title = QT_TRANSLATE_NOOP("Columns", "Role"),
         .kind = Column::Kind::Status},
        {.name = "address", .title = QT_TRANSLATE_NOOP("Columns", "Address")},
        {.name = "reason", .title = QT_TRANSLATE_NOOP("Columns", "Reason")},
        {.name = "position", .title = QT_TRANSLATE_NOOP("Columns", "Number")},
    };
}

Columns fileColumns()
{
    return {{.name = "position"},  {.name = "at", .kind = Column::Kind::Moment},
            {.name = "actor"},     {.name = "actorId"},
            {.name = "role"},      {.name = "address"},
            {.name = "command"},   {.name = "target"},
            {.name = "arguments"}, {.name = "before"},
            {.name = "after"},     {.name = "reason"},
            {.name = "outcome"}};
}

Cells factsOf(const Cells &cells)
{
    Cells facts = cells;
    facts.insert(u"exact"_s, format::exact(format::timeOf(cells.value(u"at"_s))));
    return facts;
}

QString textOf(const Cells &cells)
{
    QStringList parts;
    const QString arguments = auditLines(cells.value(u"arguments"_s));
    const QString changes =
        auditChanges(cells.value(u"before"_s).toMap(), cells.value(u"after"_s).toMap());
    if (!arguments.isEmpty())
        parts.append(AuditTexts::tr("Arguments\n%1").arg(arguments));
    if (!changes.isEmpty())
        parts.append(AuditTexts::tr("Changes\n%1").arg(changes));
    return parts.join(u"\n\n"_s);
}

QList<std::pair<QString, Place>> placesOf(const Cells &cells)
{
    QList<std::pair<QString, Place>> places;
    const QString actor = cells.value(u"actor"_s).toString();
    const QString actorId = cells.value(u"actorId"_s).toString();
    const QString target = cells.value(u"target"_s).toString();
    const QString group = cells.value(u"command"_s).toString().section(u'.', 0, 0);
    if (!target.isEmpty() && group == u"users"_s)
        places.append({AuditTexts::tr("User %1").arg(target), {u"users"_s, {}, target}});
    if (!target.isEmpty() && group == u"rooms"_s)
        places.append({AuditTexts::tr("Room %1").arg(target), {u"rooms"_s, {}, target}});
    if (!target.isEmpty())
        places.append(
            {AuditTexts::tr("All entries about %1").arg(target), {u"audit"_s, {}, target}});
    if (!actorId.isEmpty())
        places.append({AuditTexts::tr("User %1").arg(actor), {u"users"_s, actorId, actor}});
    return places;
}

} // namespace parlance::gui::auditentry
