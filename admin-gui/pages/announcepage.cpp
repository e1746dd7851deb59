// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/announcepage.h"

#include "widgets/icons.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

#include <chrono>

namespace parlance::gui {

using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using Kind = Column::Kind;

namespace {

// The command, the page and its icon.
constexpr auto announce = "announce"_L1;

Columns announcementColumns()
{
    return {
        {.name = "at",
         .title = QT_TRANSLATE_NOOP("Columns", "When"),
         .kind = Kind::Time,
         .width = 110,
         .sort = "at"},
        {.name = "actor", .title = QT_TRANSLATE_NOOP("Columns", "By"), .width = 140},
        {.name = "arguments.text", .title = QT_TRANSLATE_NOOP("Columns", "Text"), .width = 480},
        {.name = "receivers", .title = QT_TRANSLATE_NOOP("Columns", "To"), .width = 160},
        {.name = "outcome",
         .title = QT_TRANSLATE_NOOP("Columns", "Outcome"),
         .kind = Kind::Status,
         .width = 110},
    };
}

QLabel *headingOf(const QString &text)
{
    auto *label = new QLabel(text);
    QFont font = label->font();
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

} // namespace

AnnouncePage::AnnouncePage(const Console &console)
    : Page(console, announce, tr("Announce"), announce)
    , m_history(announcementColumns())
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * theme::grid, 2 * theme::grid, 2 * theme::grid, theme::grid);
    layout->setSpacing(2 * theme::grid);
    layout->addWidget(makeForm());
    layout->addWidget(makeHistory(), 1);

    m_countSoon.setSingleShot(true);
    m_countSoon.setInterval(300ms);
    connect(&m_countSoon, &QTimer::timeout, this, &AnnouncePage::count);
    connect(m_text, &QPlainTextEdit::textChanged, this, &AnnouncePage::adapt);
    connect(m_name, &QLineEdit::textChanged, this, &AnnouncePage::adapt);
    connect(m_receivers, &QComboBox::currentIndexChanged, this, &AnnouncePage::adapt);
    connect(m_send, &QPushButton::clicked, this, &AnnouncePage::say);
    connect(&link(), &ServerLink::stateChanged, this, &AnnouncePage::adapt);
    connect(&link(), &ServerLink::accessChanged, this, &AnnouncePage::refresh);
    connect(&commands(), &CommandRunner::done, this, [this](const CommandSpec *spec) {
        if (QString::fromLatin1(spec->command) != announce)
            return;
        m_text->clear();
        refresh();
    });
    adapt();
}

QWidget *AnnouncePage::makeForm()
{
    auto *form = new QWidget;
    auto *layout = new QVBoxLayout(form);
    layout->setContentsMargins({});
    layout->addWidget(headingOf(tr("Say something to connected clients")));
    m_text = new QPlainTextEdit;
    m_text->setObjectName(u"text"_s);
    m_text->setAccessibleName(tr("Text of the announcement"));
    m_text->setPlaceholderText(tr("The server restarts at 18:00 for a minute."));
    m_text->setTabChangesFocus(true);
    m_text->setMaximumHeight(120);
    layout->addWidget(m_text);

    auto *line = new QHBoxLayout;
    m_receivers = new QComboBox;
    m_receivers->setObjectName(u"receivers"_s);
    m_receivers->setAccessibleName(tr("Receivers"));
    m_receivers->addItem(gui::icon(u"users"_s), tr("Everybody"));
    m_receivers->addItem(gui::icon(u"rooms"_s), tr("The room"));
    m_receivers->addItem(gui::icon(u"user"_s), tr("The user"));
    line->addWidget(m_receivers);
    m_name = new QLineEdit;
    m_name->setObjectName(u"name"_s);
    m_name->setAccessibleName(tr("Name or id of the room or user"));
    m_name->setPlaceholderText(tr("Name or id"));
    m_name->setMaximumWidth(280);
    line->addWidget(m_name);
    line->addStretch();
    m_count = new QLabel;
    m_count->setObjectName(u"count"_s);
    m_count->setTextFormat(Qt::PlainText);
    line->addWidget(m_count);
    m_send = new QPushButton(gui::icon(announce), tr("Announce…"));
    m_send->setObjectName(u"send"_s);
    line->addWidget(m_send);
    layout->addLayout(line);
    return form;
}

QWidget *AnnouncePage::makeHistory()
{
    auto *history = new QWidget;
    auto *layout = new QVBoxLayout(history);
    layout->setContentsMargins({});
    layout->addWidget(headingOf(tr("Announced before")));
    m_table = new TableView;
    m_table->setAccessibleName(tr("Announcements"));
    m_table->setModel(&m_history);
    layout->addWidget(m_table);
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
    adapt();
    readHistory();
}

void AnnouncePage::find()
{
    m_text->setFocus();
}

bool AnnouncePage::isComplete() const
{
    return !m_text->toPlainText().trimmed().isEmpty() &&
           (m_receivers->currentIndex() == Everybody || !m_name->text().trimmed().isEmpty());
}

Cells AnnouncePage::announcement() const
{
    Cells arguments{{u"text"_s, m_text->toPlainText().trimmed()}};
    const QString name = m_name->text().trimmed();
    if (m_receivers->currentIndex() == OneRoom)
        arguments.insert(u"room"_s, name);
    else if (m_receivers->currentIndex() == OneUser)
        arguments.insert(u"user"_s, name);
    return arguments;
}

// The form as the role, the link and what was typed allow.
void AnnouncePage::adapt()
{
    const CommandSpec *spec = findSpec(announce);
    const bool mayRun = spec && commands().mayRun(*spec);
    m_name->setVisible(m_receivers->currentIndex() != Everybody);
    for (QWidget *each : {static_cast<QWidget *>(m_text), static_cast<QWidget *>(m_receivers),
                          static_cast<QWidget *>(m_name)})
        each->setEnabled(mayRun);
    m_send->setEnabled(mayRun && isComplete() && link().state() == ServerLink::State::Online);
    m_send->setToolTip(spec ? commands().whyNot(*spec) : QString());
    m_count->setText(mayRun || !spec ? QString() : commands().whyNot(*spec));
    if (mayRun && isComplete())
        m_countSoon.start();
}

void AnnouncePage::count()
{
    if (!isComplete() || !m_isShown)
        return;
    Cells arguments = announcement();
    arguments.insert(u"dryRun"_s, true);
    link().run(announce, arguments, this, [this](const Reply &reply) { showCount(reply); });
}

void AnnouncePage::showCount(const Reply &reply)
{
    if (!isComplete())
        return;
    const int connections = reply.cells().value(u"connections"_s).toInt();
    m_count->setText(reply.ok() ? tr("Reaches %n connections now", nullptr, connections)
                                : reply.problem.what);
}

void AnnouncePage::say()
{
    commands().start(announce, Chosen{}, announcement());
}

void AnnouncePage::readHistory()
{
    if (!m_isShown || link().state() != ServerLink::State::Online)
        return;
    link().run(u"audit.list"_s, {{u"command"_s, announce}}, this, [this](const Reply &reply) {
        QList<Record> records;
        for (Cells cells : reply.items()) {
            const Cells arguments = cells.value(u"arguments"_s).toMap();
            const QString room = arguments.value(u"room"_s).toString();
            const QString user = arguments.value(u"user"_s).toString();
            cells.insert(u"receivers"_s,
                         room.isEmpty() && user.isEmpty() ? tr("Everybody") : room + user);
            records.append({cells.value(u"position"_s).toString(), cells});
        }
        if (reply.ok())
            m_history.setRecords(records);
    });
}

} // namespace parlance::gui
