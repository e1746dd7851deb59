// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/personaldataexport.h"

#include "link/serverlink.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace parlance::gui {

using namespace Qt::StringLiterals;

PersonalDataExport::PersonalDataExport(ServerLink &link, const Cells &arguments,
                                       const QString &path, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_arguments(arguments)
    , m_file(path)
{
}

void PersonalDataExport::start()
{
    if (!m_file.open(QIODevice::WriteOnly))
        return end({.kind = Problem::Kind::Refused,
                    .what = tr("The file cannot be written"),
                    .advice = tr("Choose another folder."),
                    .details = m_file.errorString()});
    readPage({});
}

void PersonalDataExport::readPage(const QString &after)
{
    Cells arguments = m_arguments;
    if (!after.isEmpty())
        arguments.insert(u"after"_s, after);
    m_link.run(u"users.export"_s, arguments, this, [this](const Reply &reply) {
        if (!reply.ok())
            return end(reply.problem);
        if (!write(reply.items()))
            return end({.kind = Problem::Kind::Refused,
                        .what = tr("The file cannot be written"),
                        .advice = tr("Look whether the disk is full."),
                        .details = m_file.errorString()});
        const QString next = reply.cells().value(u"next"_s).toString();
        if (next.isEmpty())
            end({});
        else
            readPage(next);
    });
}

bool PersonalDataExport::write(const QList<Cells> &items)
{
    for (const Cells &each : items) {
        const QByteArray line =
            QJsonDocument(QJsonObject::fromVariantMap(each)).toJson(QJsonDocument::Compact);
        if (m_file.write(line + '\n') < 0)
            return false;
    }
    return true;
}

void PersonalDataExport::end(const Problem &problem)
{
    Problem result = problem;
    if (problem)
        m_file.cancelWriting();
    else if (!m_file.commit())
        result = {.kind = Problem::Kind::Refused,
                  .what = tr("The file cannot be written"),
                  .advice = {},
                  .details = m_file.errorString()};
    deleteLater();
    Q_EMIT finished(result);
}

} // namespace parlance::gui
