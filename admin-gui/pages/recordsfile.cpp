// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/recordsfile.h"

#include "models/format.h"
#include "models/tablemodel.h"

#include <QDir>
#include <QFileDialog>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>
#include <QTimer>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

/// A few milliseconds of work.
constexpr qsizetype recordsAtOnce = 250;

// Also the wide forms, which some spreadsheets read alike.
bool looksLikeFormula(const QString &text)
{
    return !text.isEmpty() && u"=+-@＝＋－＠"_s.contains(text.front());
}

QString csvPlain(Column::Kind kind, const QVariant &value)
{
    if (value.userType() == QMetaType::QVariantMap) {
        const auto object = QJsonObject::fromVariantMap(value.toMap());
        return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
    }
    return format::plain(kind, value);
}

QString csvCell(Column::Kind kind, const QVariant &value)
{
    QString text = csvPlain(kind, value);
    if (value.userType() == QMetaType::QString && looksLikeFormula(text.trimmed()))
        text.prepend(u'\'');
    const bool isQuoted = text.contains(u',') || text.contains(u'"') || text.contains(u'\n') ||
                          text.contains(u'\r') || text != text.trimmed();
    return isQuoted ? u'"' + text.replace(u"\""_s, u"\"\""_s) + u'"' : text;
}

} // namespace

RecordsFile *RecordsFile::csv(const QString &path, const Columns &columns, QObject *parent)
{
    QStringList names;
    for (const Column &column : columns)
        names.append(QString::fromLatin1(column.name));
    const auto lineOf = [columns](const Record &record) {
        QStringList cells;
        for (const Column &column : columns)
            cells.append(csvCell(column.kind, TableModel::cellOf(record, column.name)));
        return cells.join(u',') + u'\r';
    };
    return new RecordsFile(path, names.join(u',') + u'\r', lineOf, parent);
}

RecordsFile::RecordsFile(const QString &path, const QString &first, LineOf lineOf, QObject *parent)
    : QObject(parent)
    , m_file(path)
    , m_lineOf(std::move(lineOf))
{
    m_isBroken = !m_file.open(QIODevice::WriteOnly);
    if (!m_isBroken && !first.isEmpty())
        m_isBroken = m_file.write(first.toUtf8() + '\n') < 0;
}

bool RecordsFile::write(const QList<Record> &records)
{
    QByteArray bytes;
    for (const Record &record : records)
        bytes += m_lineOf(record).toUtf8() + '\n';
    if (!m_isBroken)
        m_isBroken = m_file.write(bytes) < 0;
    m_written += records.size();
    return !m_isBroken;
}

void RecordsFile::writeAll(const QList<Record> &records)
{
    m_records = records;
    m_next = 0;
    QTimer::singleShot(0, this, &RecordsFile::writeSome);
}

void RecordsFile::writeSome()
{
    const bool isWritten = write(m_records.mid(m_next, recordsAtOnce));
    m_next += recordsAtOnce;
    if (isWritten && m_next < m_records.size())
        QTimer::singleShot(0, this, &RecordsFile::writeSome);
    else
        end();
}

void RecordsFile::end(const Problem &problem)
{
    Problem result = problem;
    if (problem || m_isBroken)
        m_file.cancelWriting();
    if (!problem && (m_isBroken || !m_file.commit())) {
        result = {.kind = Problem::Kind::Refused,
                  .what = tr("The file cannot be written"),
                  .advice = tr("Choose another folder, or look whether the disk is full."),
                  .details = m_file.errorString()};
    }
    deleteLater();
    Q_EMIT finished(result);
}

void RecordsFile::ask(QWidget *parent, const QString &title, const QString &name,
                      std::function<void(const QString &path)> chosen)
{
    auto *dialog = new QFileDialog(parent, title);
    dialog->setObjectName(u"saveFile"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(name.section(u'.', -1));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(name);
    connect(dialog, &QFileDialog::fileSelected, parent, chosen);
    dialog->open();
}

QString RecordsFile::outcome(const Problem &problem, const QString &path)
{
    return problem ? tr("%1. %2").arg(problem.what, problem.details) : tr("Saved in %1.").arg(path);
}

} // namespace parlance::gui
