// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/announcepage.h"

#include "commands/commandtexts.h"
#include "commands/fieldeditor.h"
#include "pages/tablepageparts.h"
#include "widgets/icons.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>

#include <chrono>

namespace parlance::gui {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Kind = Column::Kind;

namespace {

// The command, the page and its icon.
constexpr auto announce = "announce"_L1;
/// A message of a console has at most 64 KiB; the server's own limit is lower.
constexpr int maxAnnouncementBytes = 32 * 1024;
constexpr int shownAnnouncements = 100;

Columns announcementColumns()
{
    return {
        {.name = "at",
         .title = QT_TRANSLATE_NOOP("Columns", "When"),
         .kind = Kind::Time,
         .width = 100,
         .sort = "at"},
        {.name = "actor",
         .title = QT_TRANSLATE_NOOP("Columns", "By"),
         .width = 140,
         .sort = "actor"},
        {.name = "receivers",
         .title = QT_TRANSLATE_NOOP("Columns", "To"),
         .width = 150,
         .sort = "receivers"},
        {.name = "after.connections",
         .title = QT_TRANSLATE_NOOP("Columns", "Reached"),
         .kind = Kind::Count,
         .width = 90,
         .sort = "connections"},
        {.name = "arguments.text", .title = QT_TRANSLATE_NOOP("Columns", "Text"), .width = 380},
    };
}

Field receiverField(Field::Kind kind, const char *argument, const char *label)
{
    return {.argument = argument, .kind = kind, .label = label};
}

/// The draft of the page: what comes back with done() was started here.
Chosen announcementOfPage()
{
    return {.subject = Subject::None, .name = {}, .key = announce, .cells = {}};
}

} // namespace

AnnouncePage::AnnouncePage(const Console &console)
    : Page(console, announce, tr("Announce"), announce)
    , m_room(FieldEditor::make(
          receiverField(Field::Kind::Room, "room", QT_TRANSLATE_NOOP("Commands", "Room")),
          console.link, this))
    , m_user(FieldEditor::make(
          receiverField(Field::Kind::User, "user", QT_TRANSLATE_NOOP("Commands", "User")),
          console.link, this))
    , m_history(announcementColumns())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeForm());
    layout->addWidget(tableparts::line(this));
    layout->addWidget(makeHistory(), 1);
    follow();
    adapt();
}

void AnnouncePage::follow()
{
    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(400ms);
    connect(&m_countSoon, &QTimer::timeout, this, &AnnouncePage::count);
    connect(m_text, &QPlainTextEdit::textChanged, this, &AnnouncePage::adapt);
    connect(m_receivers, &QComboBox::currentIndexChanged, this, &AnnouncePage::adapt);
    for (FieldEditor *editor : {m_room, m_user})
        connect(editor, &FieldEditor::changed, this, &AnnouncePage::adapt);
    connect(m_send, &QPushButton::clicked, this, &AnnouncePage::say);
    connect(&link(), &ServerLink::stateChanged, this, [this] {
        m_counted.clear();
        m_table->setStale(link().state() != ServerLink::State::Online);
        adapt();
    });
    connect(&link(), &ServerLink::accessChanged, this, &AnnouncePage::refresh);
    connect(&commands(), &CommandRunner::done, this,
            [this](const CommandSpec *spec, const Chosen &chosen) {
                if (QLatin1StringView(spec->command) != announce)
                    return;
                if (chosen.key == announcementOfPage().key)
                    m_text->clear();
                refresh();
            });
}

QWidget *AnnouncePage::makeForm()
{
    auto *form = new QWidget(this);
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins(2 * theme::grid, theme::grid, 2 * theme::grid, 2 * theme::grid);
    layout->setSpacing(theme::grid);
    layout->addWidget(tableparts::heading(form, tr("Say something to connected clients")));
    m_text = new QPlainTextEdit(form);
    m_text->setObjectName(u"text"_s);
    m_text->setAccessibleName(tr("Text of the announcement"));
    m_text->setPlaceholderText(tr("The server restarts at 18:00 for a minute."));
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(QFontMetrics(m_text->font()).lineSpacing() * 4 + 2 * theme::grid);
    layout->addWidget(m_text);
    layout->addWidget(makeReceivers());
    return form;
}

QWidget *AnnouncePage::makeReceivers()
{
    auto *row = new QWidget(this);
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(theme::grid);
    m_receivers = new QComboBox(row);
    m_receivers->setObjectName(u"receivers"_s);
    m_receivers->setAccessibleName(tr("Receivers"));
    m_receivers->addItem(gui::icon(u"users"_s), tr("Everybody"));
    m_receivers->addItem(gui::icon(u"rooms"_s), tr("The room"));
    m_receivers->addItem(gui::icon(u"user"_s), tr("The user"));
    line->addWidget(m_receivers);
    for (FieldEditor *editor : {m_room, m_user}) {
        editor->setMaximumWidth(32 * theme::grid);
        line->addWidget(editor, 1);
    }
    m_count = new QLabel(row);
    m_count->setObjectName(u"count"_s);
    m_count->setTextFormat(Qt::PlainText);
    m_count->setWordWrap(true);
    m_count->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    line->addWidget(m_count, 2);
    m_send = new QPushButton(gui::icon(announce), tr("Announce…"), row);
    m_send->setObjectName(u"send"_s);
    line->addWidget(m_send);
    return row;
}

QWidget *AnnouncePage::makeHistory()
{
    auto *history = new QWidget(this);
    auto *layout = new QVBoxLayout(history);
    layout->setContentsMargins(0, theme::grid, 0, 0);
    layout->setSpacing(theme::grid);
    auto *heading = tableparts::heading(history, tr("Announced before"));
    heading->setContentsMargins(2 * theme::grid, 0, 0, 0);
    layout->addWidget(heading);
    m_table = new TableView(history);
    m_table->setObjectName(u"history"_s);
    m_table->setAccessibleName(tr("Announcements"));
    m_table->setModel(&m_history);
    layout->addWidget(m_table, 1);
    m_historyNote = tableparts::footnote(history);
    layout->addWidget(m_historyNote);
    return history;
}

bool AnnouncePage::isAllowed() const
{
    return link().maySee(u"status"_s);
}

void AnnouncePage::setShown(bool isShown)
{
    m_isShown = isShown;
    refresh();
}

void AnnouncePage::refresh()
{
    m_counted.clear();
    adapt();
    readHistory();
}

void AnnouncePage::find()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
}

FieldEditor *AnnouncePage::nameEditor() const
{
    switch (m_receivers->currentIndex()) {
    case OneRoom:
        return m_room;
    case OneUser:
        return m_user;
    default:
        return nullptr;
    }
}

// One line: the server refuses control characters.
QString AnnouncePage::text() const
{
    return m_text->toPlainText().simplified();
}

QString AnnouncePage::missing() const
{
    const QString text = this->text();
    if (text.isEmpty())
        return tr("Write what to say.");
    if (text.toUtf8().size() > maxAnnouncementBytes)
        return tr("The text is too long.");
    if (nameEditor() && nameEditor()->value().toString().isEmpty())
        return tr("Say to whom.");
    return {};
}

Cells AnnouncePage::announcement() const
{
    Cells arguments{{u"text"_s, text()}};
    if (const FieldEditor *editor = nameEditor())
        arguments.insert(QString::fromLatin1(editor->field().argument), editor->value());
    return arguments;
}

// The form as the role, the link and what was typed allow.
void AnnouncePage::adapt()
{
    const CommandSpec *spec = findSpec(announce);
    const QString why = commands().whyNot(*spec);
    const bool isOnline = link().state() == ServerLink::State::Online;
    m_room->setVisible(m_receivers->currentIndex() == OneRoom);
    m_user->setVisible(m_receivers->currentIndex() == OneUser);
    for (QWidget *each : std::initializer_list<QWidget *>{m_text, m_receivers, m_room, m_user})
        each->setEnabled(why.isEmpty());
    const QString missing = this->missing();
    m_send->setEnabled(why.isEmpty() && missing.isEmpty() && isOnline);
    m_send->setToolTip(why.isEmpty() ? missing : why);
    if (!why.isEmpty())
        showNote(why, false);
    else if (!isOnline)
        showNote(tr("The link to the server is down."), false);
    else
        countSoon();
}

// Each dry run of a wrong name is written to the audit log: not one a key, and none for the text.
void AnnouncePage::countSoon()
{
    if (!missing().isEmpty()) {
        m_countSoon.stop();
        m_counted.clear();
        // Nothing is wrong with an empty form.
        return showNote(text().isEmpty() ? QString() : missing(), false);
    }
    Cells receivers = announcement();
    receivers.remove(u"text"_s);
    receivers.insert(u"dryRun"_s, true);
    if (receivers == m_counted)
        return;
    m_counted = receivers;
    showNote(tr("Counting…"), false);
    m_countSoon.start();
}

void AnnouncePage::count()
{
    if (!missing().isEmpty() || !m_isShown)
        return;
    Cells arguments = m_counted;
    arguments.insert(u"text"_s, text());
    link().run(announce, arguments, this, [this, counted = m_counted](const Reply &reply) {
        if (counted == m_counted)
            showCount(reply);
    });
}

void AnnouncePage::showCount(const Reply &reply)
{
    const int connections = reply.cells().value(u"connections"_s).toInt();
    showNote(reply.ok() ? tr("Reaches %n connection(s) now", nullptr, connections)
                        : commandtexts::sentence(reply.problem),
             !reply.ok());
}

void AnnouncePage::showNote(const QString &text, bool isProblem)
{
    m_count->setText(text.left(300));
    QPalette palette;
    if (isProblem)
        palette.setColor(QPalette::WindowText, theme::color(theme::Meaning::Bad));
    m_count->setPalette(palette);
}

void AnnouncePage::say()
{
    commands().start(announce, announcementOfPage(), announcement());
}

void AnnouncePage::readHistory()
{
    if (!m_isShown || link().state() != ServerLink::State::Online)
        return;
    if (!link().mayRun(u"audit.list"_s))
        return m_historyNote->setText(tr("Your role may not read the audit log."));
    link().run(u"audit.list"_s, {{u"command"_s, announce}, {u"limit"_s, shownAnnouncements}}, this,
               [this](const Reply &reply) { takeHistory(reply); });
}

void AnnouncePage::takeHistory(const Reply &reply)
{
    if (!reply.ok())
        return m_historyNote->setText(commandtexts::sentence(reply.problem).left(300));
    QList<Record> records;
    for (Cells cells : reply.items().mid(0, shownAnnouncements)) {
        // Refused ones reached nobody.
        if (cells.value(u"outcome"_s).toString() != u"ok"_s)
            continue;
        const QString target = cells.value(u"target"_s).toString();
        cells.insert(u"receivers"_s, target.isEmpty() ? tr("Everybody") : target);
        records.append({cells.value(u"position"_s).toString(), cells});
    }
    m_history.setRecords(records);
    m_historyNote->setText(records.isEmpty() ? tr("Nothing has been announced yet.")
                                             : tr("From the audit log, the last ones"));
}

void AnnouncePage::saveState(QSettings &settings) const
{
    m_table->saveState(settings);
}

void AnnouncePage::restoreState(QSettings &settings)
{
    m_table->restoreState(settings);
}

} // namespace parlance::gui
