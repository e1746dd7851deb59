// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/sessioninspector.h"

#include "commands/commandbar.h"
#include "models/format.h"
#include "models/words.h"
#include "pages/factsheet.h"
#include "pages/flightrecorder.h"
#include "pages/recorderentry.h"
#include "pages/tablepageparts.h"
#include "pages/useragent.h"
#include "widgets/icons.h"
#include "widgets/status.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using Kind = Column::Kind;

namespace {

Columns sessionFacts()
{
    return {
        {.name = "userAgent", .title = QT_TRANSLATE_NOOP("Columns", "Client")},
        {.name = "address", .title = QT_TRANSLATE_NOOP("Columns", "Address")},
        {.name = "openedAt",
         .title = QT_TRANSLATE_NOOP("Columns", "Connected"),
         .kind = Kind::Time},
        {.name = "idleMs", .title = QT_TRANSLATE_NOOP("Columns", "Idle"), .kind = Kind::Latency},
        {.name = "dialect", .title = QT_TRANSLATE_NOOP("Columns", "Speaks"), .kind = Kind::Status},
        {.name = "bytesIn", .title = QT_TRANSLATE_NOOP("Columns", "Received"), .kind = Kind::Bytes},
        {.name = "bytesOut", .title = QT_TRANSLATE_NOOP("Columns", "Sent"), .kind = Kind::Bytes},
        {.name = "sessionId", .title = QT_TRANSLATE_NOOP("Columns", "Session")},
    };
}

// "1.2 MiB · 3 KiB/s"
Cells sessionTexts(const Cells &cells)
{
    const auto both = [&cells](const QString &cell, Kind kind, const QString &second, Kind other) {
        QStringList parts{format::cell(kind, cells.value(cell), {}),
                          format::cell(other, cells.value(second), {})};
        parts.removeAll(QString());
        return parts.join(u" · "_s);
    };
    return {{u"userAgent"_s, shortUserAgent(cells.value(u"userAgent"_s).toString())},
            {u"dialect"_s, both(u"dialect"_s, Kind::Status, u"protocol"_s, Kind::Text)},
            {u"bytesIn"_s, both(u"bytesIn"_s, Kind::Bytes, u"bytesInRate"_s, Kind::ByteRate)},
            {u"bytesOut"_s, both(u"bytesOut"_s, Kind::Bytes, u"bytesOutRate"_s, Kind::ByteRate)}};
}

} // namespace

SessionInspector::SessionInspector(ServerLink &link, CommandRunner &commands, QWidget *parent)
    : QWidget(parent)
    , m_name(tableparts::heading(this, {}))
    , m_state(new QLabel(this))
    , m_user(new QPushButton(icon(u"user"_s), tr("Show user"), this))
    , m_facts(new FactSheet(sessionFacts(), this))
    , m_commands(new CommandBar(commands,
                                {u"connections.disconnect"_s, u"sessions.end-of-connection"_s,
                                 u"bans.add-of-connection"_s},
                                this))
    , m_recorder(new FlightRecorder(link, this))
{
    m_name->setObjectName(u"inspectedName"_s);
    m_name->setMinimumWidth(1);
    m_state->setObjectName(u"inspectedState"_s);
    m_state->setTextFormat(Qt::PlainText);
    m_user->setObjectName(u"showUser"_s);
    m_commands->setMost(3);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * theme::grid, theme::grid, 2 * theme::grid, theme::grid);
    layout->setSpacing(theme::grid);
    auto *head = new QHBoxLayout;
    head->addWidget(m_name, 1);
    head->addWidget(m_user);
    layout->addLayout(head);
    layout->addWidget(m_state);
    layout->addWidget(m_facts);
    layout->addWidget(m_commands);
    layout->addWidget(tableparts::line(this));
    layout->addWidget(m_recorder, 1);
    setMinimumWidth(38 * theme::grid);
    connect(m_recorder, &FlightRecorder::connectionKnown, this, &SessionInspector::takeEnd);
    connect(m_user, &QPushButton::clicked, this,
            [this] { Q_EMIT userWanted(m_chosen.cells.value(u"username"_s).toString()); });
}

void SessionInspector::showConnection(const QString &key, const Chosen &chosen, bool isThere)
{
    if (m_key != key) {
        m_key = key;
        m_end.clear();
        m_recorder->setConnection(key);
    } else if (m_isThere && !isThere) {
        m_recorder->refresh();
    }
    m_chosen = chosen;
    m_isThere = isThere;
    m_name->setText(chosen.name);
    setDetails(chosen.cells);
    updateState();
}

void SessionInspector::refresh()
{
    m_recorder->refresh();
}

void SessionInspector::setDetails(const Cells &cells)
{
    m_facts->setCells(cells, sessionTexts(cells));
    m_user->setEnabled(!cells.value(u"username"_s).isNull());
}

// A row that was never loaded, as of a connection that is long gone, is known from the recorder.
void SessionInspector::takeEnd(const Cells &connection)
{
    const QString reason = connection.value(u"end"_s).toString();
    const QDateTime at = format::timeOf(connection.value(u"endedAt"_s));
    m_end = reason.isEmpty() ? QString()
                             : tr("Ended at %1: %2").arg(format::exact(at), shownWord(reason));
    if (m_chosen.cells.isEmpty()) {
        m_chosen.cells = connection;
        m_name->setText(connection.value(u"username"_s).toString());
        setDetails(connection);
    }
    updateState();
}

void SessionInspector::updateState()
{
    const bool isOver = !m_end.isEmpty();
    const Status status = statusOf(isOver ? u"disconnected"_s : u"connected"_s);
    m_state->setText(isOver ? m_end : status.word);
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, theme::color(status.meaning));
    m_state->setPalette(colors);
    m_state->setWordWrap(true);
    m_commands->setChosen(m_chosen);
    m_commands->setEnabled(!isOver);
}

} // namespace parlance::gui
