// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/flightrecorder.h"

#include "pages/recorderentry.h"
#include "widgets/icons.h"

#include <QBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QScrollBar>
#include <QToolButton>

#include <chrono>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto recorderPause = 3s;
constexpr int recorderPage = 50;
/// Older ones are fetched by the operator, not by mistake.
constexpr int maxRecorderEntries = 2000;

QListWidgetItem *recorderItem(const Cells &entry)
{
    const QString text = recorderentry::text(entry);
    auto *item = new QListWidgetItem(
        icon(recorderentry::iconName(entry), theme::color(recorderentry::meaning(entry))),
        recorderentry::time(entry) + u"   "_s + text);
    item->setToolTip(text.toHtmlEscaped());
    return item;
}

} // namespace

FlightRecorder::FlightRecorder(ServerLink &link, QWidget *parent)
    : QWidget(parent)
    , m_link(link)
    , m_recovery(new QLabel(this))
    , m_list(new QListWidget(this))
    , m_note(new QLabel(this))
    , m_more(new QToolButton(this))
{
    m_recovery->setObjectName(u"recovery"_s);
    m_list->setObjectName(u"recorder"_s);
    m_list->setAccessibleName(tr("What the connection has done, the newest first"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->viewport()->setAutoFillBackground(false);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    for (QLabel *label : {m_recovery, m_note}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_more->setText(tr("Older"));
    m_more->setAutoRaise(true);
    m_more->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_recovery);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_note);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    m_timer.setInterval(recorderPause);
    connect(&m_timer, &QTimer::timeout, this, &FlightRecorder::refresh);
    connect(m_more, &QToolButton::clicked, this, [this] { ask(m_next); });
}

void FlightRecorder::setConnection(const QString &key)
{
    if (m_key == key)
        return;
    m_key = key;
    m_list->clear();
    m_newest = 0;
    m_next.clear();
    m_recoveryEntry.clear();
    m_more->hide();
    m_note->clear();
    updateRecovery();
    if (key.isEmpty())
        m_timer.stop();
    else
        m_timer.start();
    refresh();
}

void FlightRecorder::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void FlightRecorder::refresh()
{
    if (!m_key.isEmpty() && isVisible())
        ask({});
}

void FlightRecorder::ask(const QString &before)
{
    if (m_link.state() != ServerLink::State::Online)
        return;
    Cells arguments{{u"connection"_s, m_key.toLongLong()}, {u"limit"_s, recorderPage}};
    if (!before.isEmpty())
        arguments.insert(u"before"_s, before);
    m_link.run(u"connections.record"_s, arguments, this,
               [this, key = m_key, isFirst = before.isEmpty()](const Reply &reply) {
                   if (key == m_key)
                       take(reply, isFirst);
               });
}

void FlightRecorder::take(const Reply &reply, bool isFirst)
{
    if (!reply.ok()) {
        // What is shown stays: the link may be down.
        if (m_list->count() == 0)
            m_note->setText(reply.problem.what);
        return;
    }
    const bool wasEmpty = m_list->count() == 0;
    addEntries(reply.items(), isFirst);
    if (!isFirst || wasEmpty) {
        m_next = reply.cells().value(u"next"_s).toString();
        m_more->setVisible(!m_next.isEmpty() && m_list->count() < maxRecorderEntries);
        m_note->setText(reply.cells().value(u"cut"_s).toBool()
                            ? tr("Older entries are overwritten.")
                            : QString());
    }
    updateRecovery();
    const Cells connection = reply.cells().value(u"connection"_s).toMap();
    if (!connection.isEmpty())
        Q_EMIT connectionKnown(connection);
}

/// New ones at the top, older ones at the end. Who reads further below is not moved.
void FlightRecorder::addEntries(const QList<Cells> &entries, bool isFirst)
{
    const qint64 known = m_newest;
    const int from = isFirst ? 0 : m_list->count();
    int at = from;
    for (const Cells &entry : entries) {
        const qint64 id = entry.value(u"id"_s).toLongLong();
        if (isFirst && id <= known)
            break;
        m_newest = std::max(m_newest, id);
        m_list->insertItem(at++, recorderItem(entry));
        const bool isLater = id > m_recoveryEntry.value(u"id"_s).toLongLong();
        if (isLater && !recorderentry::recovery(entry).isEmpty())
            m_recoveryEntry = entry;
    }
    while (m_list->count() > maxRecorderEntries)
        delete m_list->takeItem(m_list->count() - 1);
}

void FlightRecorder::updateRecovery()
{
    const QString text = recorderentry::recovery(m_recoveryEntry);
    m_recovery->setText(text);
    m_recovery->setVisible(!text.isEmpty());
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, theme::color(recorderentry::meaning(m_recoveryEntry)));
    m_recovery->setPalette(colors);
}

} // namespace parlance::gui
