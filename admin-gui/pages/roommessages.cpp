// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/roommessages.h"

#include "commands/commandbutton.h"
#include "models/format.h"
#include "pages/answertable.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace parlance::gui {

using namespace Qt::StringLiterals;

using Kind = Column::Kind;

namespace {

void markDeleted(Cells &message)
{
    if (!message.value(u"deletedAt"_s).isNull())
        message.insert(u"text"_s, RoomMessages::tr("(deleted)"));
}

AnswerTable::Source messagesOfRoom()
{
    return {.list = {.command = u"messages.list"_s,
                     .cursor = u"before"_s,
                     .limit = 100,
                     .adjust = markDeleted},
            .columns =
                {{.name = "createdAt",
                  .title = QT_TRANSLATE_NOOP("Columns", "Time"),
                  .kind = Kind::Time,
                  .width = 84},
                 {.name = "author", .title = QT_TRANSLATE_NOOP("Columns", "Author"), .width = 90},
                 {.name = "text", .title = QT_TRANSLATE_NOOP("Columns", "Text"), .width = 110},
                 {.name = "editedAt",
                  .title = QT_TRANSLATE_NOOP("Columns", "Edited"),
                  .kind = Kind::Time,
                  .width = 80,
                  .isHidden = true},
                 {.name = "deletedAt",
                  .title = QT_TRANSLATE_NOOP("Columns", "Deleted"),
                  .kind = Kind::Time,
                  .width = 80}},
            .subject = Subject::Message,
            .name = "author",
            .emptyText = QT_TRANSLATE_NOOP("AnswerTables", "No messages yet.")};
}

AnswerTable::Source proofOfMessage()
{
    return {.list = {.command = u"messages.proof"_s, .key = {u"userId"_s}, .limit = 100},
            .columns = {{.name = "username",
                         .title = QT_TRANSLATE_NOOP("Columns", "Recipient"),
                         .width = 95,
                         .sort = "username"},
                        {.name = "state",
                         .title = QT_TRANSLATE_NOOP("Columns", "Delivery"),
                         .kind = Kind::Status,
                         .width = 95,
                         .sort = "state"},
                        {.name = "deliveredAt",
                         .title = QT_TRANSLATE_NOOP("Columns", "Delivered"),
                         .kind = Kind::Moment,
                         .width = 90,
                         .isHidden = true,
                         .sort = "deliveredAt"},
                        {.name = "read",
                         .title = QT_TRANSLATE_NOOP("Columns", "Read"),
                         .kind = Kind::Flag,
                         .width = 45},
                        {.name = "sentAt",
                         .title = QT_TRANSLATE_NOOP("Columns", "Sent"),
                         .kind = Kind::Moment,
                         .width = 90,
                         .isHidden = true},
                        {.name = "reason",
                         .title = QT_TRANSLATE_NOOP("Columns", "Why not known"),
                         .kind = Kind::Status,
                         .width = 70}},
            .emptyText = QT_TRANSLATE_NOOP("AnswerTables", "It has no other recipients.")};
}

} // namespace

RoomMessages::RoomMessages(const Console &console, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_stack(new QStackedWidget(this))
    , m_ask(new CommandButton(console.commands, u"traffic.reveal"_s, this))
    , m_countdown(new QLabel(this))
    , m_messages(new AnswerTable(console, messagesOfRoom()))
    , m_proof(new AnswerTable(console, proofOfMessage()))
{
    setObjectName(u"roomMessages"_s);
    m_stack->addWidget(makeQuestion());
    m_stack->addWidget(makeContent());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, theme::grid, 0, 0);
    layout->addWidget(m_stack);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &RoomMessages::countDown);
    connect(m_messages, &AnswerTable::selectedChanged, this, &RoomMessages::showProof);
    connect(&m_console.link, &ServerLink::accessChanged, this, &RoomMessages::refresh);
    connect(&m_console.commands, &CommandRunner::done, this,
            [this](const CommandSpec *spec, const Chosen &, const Reply &reply) {
                take(*spec, reply);
            });
}

QWidget *RoomMessages::makeQuestion()
{
    auto *text = new QLabel(tr("What people write is shown only with a reason. It is written to "
                               "the audit log, and the other administrators are told."),
                            this);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignCenter);
    m_ask->setObjectName(u"readMessages"_s);
    m_ask->setText(tr("Read the messages…"));
    m_ask->setPreset([this] { return Cells{{u"room"_s, m_room.name}}; });
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    layout->addStretch();
    layout->addWidget(text);
    layout->addSpacing(theme::grid);
    layout->addWidget(m_ask, 0, Qt::AlignCenter);
    layout->addStretch();
    return page;
}

QWidget *RoomMessages::makeContent()
{
    auto *hide = new CommandButton(m_console.commands, u"traffic.reveal.off"_s, this);
    hide->setObjectName(u"hideMessages"_s);
    hide->setText(tr("Hide"));
    m_countdown->setObjectName(u"messagesCountdown"_s);
    auto *split = new QSplitter(Qt::Vertical, this);
    split->addWidget(m_messages);
    split->addWidget(m_proof);
    split->setStretchFactor(0, 2);
    split->setStretchFactor(1, 1);
    split->setChildrenCollapsible(false);
    auto *page = new QWidget(this);
    auto *bar = new QHBoxLayout;
    bar->addWidget(m_countdown, 1);
    bar->addWidget(hide);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins({});
    layout->addLayout(bar);
    layout->addWidget(split, 1);
    return page;
}

void RoomMessages::setRoom(const Chosen &room)
{
    const bool isOther = room.key != m_room.key;
    m_room = room;
    if (isOther)
        refresh();
}

bool RoomMessages::isRevealed() const
{
    const bool isOfRoom = m_revealedRoom.isEmpty() || m_revealedRoom == m_room.key;
    return !m_room.key.isEmpty() && isOfRoom && m_until > QDateTime::currentDateTimeUtc();
}

void RoomMessages::take(const CommandSpec &spec, const Reply &reply)
{
    if (QLatin1StringView(spec.command) != "traffic.reveal"_L1)
        return;
    const Cells cells = reply.cells();
    m_revealedRoom = cells.value(u"roomId"_s).toString();
    // The clocks of the two computers may differ.
    const QDateTime until = format::timeOf(cells.value(u"until"_s));
    const bool isShown = cells.value(u"shown"_s).toBool();
    m_until = isShown ? until.addSecs(m_console.link.clockAheadSeconds()) : QDateTime();
    refresh();
}

void RoomMessages::refresh()
{
    const bool isShown = isRevealed();
    m_stack->setCurrentIndex(isShown ? 1 : 0);
    if (isShown) {
        m_messages->setArguments({{u"room"_s, m_room.key}});
        m_tick.start();
        countDown();
    } else {
        m_tick.stop();
        m_messages->clear();
        m_proof->clear();
    }
}

void RoomMessages::countDown()
{
    if (!isRevealed())
        return refresh();
    const qint64 left = QDateTime::currentDateTimeUtc().secsTo(m_until);
    m_countdown->setText(tr("Shown for another %1").arg(format::duration(left)));
}

void RoomMessages::showProof()
{
    const Record *message = m_messages->selected();
    if (message)
        m_proof->setArguments({{u"message"_s, message->key}});
    else
        m_proof->clear();
}

} // namespace parlance::gui
