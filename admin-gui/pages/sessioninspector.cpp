// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/sessioninspector.h"

#include "commands/commandbar.h"
#include "models/format.h"
#include "models/words.h"
#include "pages/flightrecorder.h"
#include "pages/recorderentry.h"
#include "pages/tablepageparts.h"
#include "pages/useragent.h"
#include "widgets/icons.h"
#include "widgets/status.h"

#include <QBoxLayout>
#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>

#include <array>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using Kind = Column::Kind;

namespace {

struct SessionDetail
{
    const char *title;
    Kind kind;
    const char *cell;
    /// Behind it, after a dot; may be nullptr.
    const char *second = nullptr;
};

constexpr std::array sessionDetails{
    SessionDetail{QT_TRANSLATE_NOOP("parlance::gui::SessionInspector", "Client"), Kind::Text,
                  "userAgent"},
    SessionDetail{QT_TRANSLATE_NOOP("parlance::gui::SessionInspector", "Address"), Kind::Text,
                  "address"},
    SessionDetail{QT_TRANSLATE_NOOP("parlance::gui::SessionInspector", "Connected"), Kind::Time,
                  "openedAt"},
    SessionDetail{QT_TRANSLATE_NOOP("parlance::gui::SessionInspector", "Idle"), Kind::Latency,
                  "idleMs"},
    SessionDetail{QT_TRANSLATE_NOOP("parlance::gui::SessionInspector", "Speaks"), Kind::Status,
                  "dialect", "protocol"},
    SessionDetail{QT_TRANSLATE_NOOP("parlance::gui::SessionInspector", "Received"), Kind::Bytes,
                  "bytesIn", "bytesInRate"},
    SessionDetail{QT_TRANSLATE_NOOP("parlance::gui::SessionInspector", "Sent"), Kind::Bytes,
                  "bytesOut", "bytesOutRate"},
    SessionDetail{QT_TRANSLATE_NOOP("parlance::gui::SessionInspector", "Session"), Kind::Text,
                  "sessionId"},
};

QString detailText(const SessionDetail &detail, const Cells &cells)
{
    const QVariant value = cells.value(QString::fromLatin1(detail.cell));
    if (detail.kind == Kind::Text && qstrcmp(detail.cell, "userAgent") == 0)
        return shortUserAgent(value.toString());
    QString text = format::cell(detail.kind, value, QDateTime::currentDateTimeUtc());
    if (!detail.second)
        return text;
    const QVariant second = cells.value(QString::fromLatin1(detail.second));
    const Kind kind = detail.kind == Kind::Bytes ? Kind::ByteRate : Kind::Text;
    const QString more = format::cell(kind, second, {});
    return more.isEmpty() ? text : text + u" · "_s + more;
}

QLabel *plainLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

SessionInspector::SessionInspector(ServerLink &link, CommandRunner &commands, QWidget *parent)
    : QWidget(parent)
    , m_name(tableparts::heading(this, {}))
    , m_state(plainLabel(this))
    , m_user(new QPushButton(icon(u"user"_s), tr("Show user"), this))
    , m_details(new QGridLayout)
    , m_commands(new CommandBar(commands,
                                {u"connections.disconnect"_s, u"sessions.end-of-connection"_s,
                                 u"bans.add-of-connection"_s},
                                this))
    , m_recorder(new FlightRecorder(link, this))
{
    m_name->setObjectName(u"inspectedName"_s);
    m_name->setMinimumWidth(1);
    m_state->setObjectName(u"inspectedState"_s);
    m_user->setObjectName(u"showUser"_s);
    m_commands->setMost(3);
    m_details->setHorizontalSpacing(2 * theme::grid);
    m_details->setVerticalSpacing(theme::grid / 2);
    m_details->setColumnStretch(1, 1);
    for (const SessionDetail &detail : sessionDetails) {
        QLabel *value = nullptr;
        addDetail(detail.title, &value);
        m_values.push_back(value);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * theme::grid, theme::grid, 2 * theme::grid, theme::grid);
    layout->setSpacing(theme::grid);
    auto *head = new QHBoxLayout;
    head->addWidget(m_name, 1);
    head->addWidget(m_user);
    layout->addLayout(head);
    layout->addWidget(m_state);
    layout->addLayout(m_details);
    layout->addWidget(m_commands);
    layout->addWidget(tableparts::line(this));
    layout->addWidget(m_recorder, 1);
    setMinimumWidth(38 * theme::grid);
    connect(m_recorder, &FlightRecorder::connectionKnown, this, &SessionInspector::takeEnd);
    connect(m_user, &QPushButton::clicked, this,
            [this] { Q_EMIT userWanted(m_chosen.cells.value(u"username"_s).toString()); });
}

void SessionInspector::addDetail(const char *title, QLabel **value)
{
    const int row = m_details->rowCount();
    QLabel *name = plainLabel(this);
    name->setText(tr(title));
    name->setForegroundRole(QPalette::PlaceholderText);
    *value = plainLabel(this);
    // Long ones are cut, and whole in the tool tip.
    (*value)->setMinimumWidth(1);
    (*value)->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    (*value)->setAccessibleName(name->text());
    m_details->addWidget(name, row, 0);
    m_details->addWidget(*value, row, 1);
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
    for (size_t at = 0; at < sessionDetails.size(); ++at) {
        const SessionDetail &detail = sessionDetails[at];
        m_values[at]->setText(detailText(detail, cells));
        m_values[at]->setToolTip(
            format::toolTip(detail.kind, cells.value(QString::fromLatin1(detail.cell))));
    }
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
