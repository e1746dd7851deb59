// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/problem.h"
#include "link/records.h"

#include <QObject>
#include <QSaveFile>

namespace parlance::gui {

class ServerLink;

/// Reads all pages of users.export into a file, one JSON object a line. The file is there when all
/// of it is. Deletes itself at the end.
class PersonalDataExport : public QObject
{
    Q_OBJECT

public:
    /// `arguments`: those of users.export.
    PersonalDataExport(ServerLink &link, const Cells &arguments, const QString &path,
                       QObject *parent);

    void start();

Q_SIGNALS:
    /// No problem: it is saved.
    void finished(const parlance::gui::Problem &problem);

private:
    void readPage(const QString &after);
    bool write(const QList<Cells> &items);
    void end(const Problem &problem);

    ServerLink &m_link;
    const Cells m_arguments;
    QSaveFile m_file;
};

} // namespace parlance::gui
