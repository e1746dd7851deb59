// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/answertable.h"

#include "commands/commandtexts.h"
#include "widgets/tableview.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int entriesOfAPage = 100;
/// Where entries of others are among them: so many pages are looked through at once.
constexpr int mostForeignPages = 10;
/// Rows that are passed with the arrow keys ask nothing.
constexpr int selectionPauseMs = 150;

} // namespace

AnswerTable::AnswerTable(const Console &console, Source source, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_source(std::move(source))
    , m_model(m_source.columns)
    , m_table(new TableView(this))
    , m_text(new QLabel(this))
    , m_more(new QPushButton(tr("Show more"), this))
{
    setObjectName(QString::fromLatin1(m_source.command));
    buildLayout();
    m_soon.setSingleShot(true);
    m_soon.setInterval(selectionPauseMs);
    connect(&m_soon, &QTimer::timeout, this, [this] { load({}); });
    connect(m_more, &QPushButton::clicked, this, [this] { load(m_next); });
    connect(&m_console.commands, &CommandRunner::done, this, &AnswerTable::reload);
    connect(&m_console.link, &ServerLink::accessChanged, this, &AnswerTable::reload);
    connect(m_table, &QWidget::customContextMenuRequested, this, &AnswerTable::showMenu);
    connect(m_table, &TableView::selectedKeyChanged, this, &AnswerTable::selectedChanged);
    m_table->installEventFilter(this);
}

void AnswerTable::buildLayout()
{
    m_table->setModel(&m_model);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setAccessibleName(QString::fromLatin1(m_source.command));
    m_text->setObjectName(u"answerText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setForegroundRole(QPalette::PlaceholderText);
    m_text->setMinimumHeight(8 * theme::grid);
    m_more->setAutoDefault(false);
    m_more->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme::grid);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_more);
}

void AnswerTable::setArguments(const Cells &arguments)
{
    if (arguments == m_arguments)
        return;
    m_arguments = arguments;
    m_model.clear();
    m_next.clear();
    m_more->hide();
    say({});
    ++m_question;
    reload();
}

void AnswerTable::reload()
{
    m_isStale = true;
    if (m_arguments.isEmpty())
        m_soon.stop();
    else if (isVisible())
        m_soon.start();
}

void AnswerTable::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale)
        reload();
}

void AnswerTable::load(const QString &next)
{
    const QString command = QString::fromLatin1(m_source.command);
    if (m_arguments.isEmpty())
        return;
    if (!m_console.link.mayRun(command))
        return say(tr("Your role does not allow you to see this."));
    Cells arguments = m_arguments;
    arguments.insert(u"limit"_s, entriesOfAPage);
    arguments.remove(QString::fromLatin1(m_source.belongsTo));
    m_pages = next.isEmpty() ? 1 : m_pages + 1;
    if (next.isEmpty())
        m_isStale = false;
    else
        arguments.insert(QString::fromLatin1(m_source.next), next);
    const int question = ++m_question;
    m_console.link.run(command, arguments, this, [this, question, next](const Reply &reply) {
        if (question == m_question)
            take(reply, next.isEmpty());
    });
}

void AnswerTable::take(const Reply &reply, bool isFirst)
{
    if (!reply.ok()) {
        // What is there stays while the link is down.
        m_isStale = true;
        return say(commandtexts::sentence(reply.problem));
    }
    QList<Record> records;
    for (const Cells &entry : reply.items()) {
        if (belongs(entry))
            records.append(recordOf(entry));
    }
    if (isFirst)
        m_model.setRecords(records);
    else
        m_model.append(records);
    m_next = reply.cells().value(u"next"_s).toString();
    const bool goesOn = *m_source.belongsTo && !m_next.isEmpty() && m_pages % mostForeignPages != 0;
    if (goesOn)
        return load(m_next);
    m_more->setVisible(!m_next.isEmpty());
    say(m_model.rowCount() > 0 ? QString()
                               : QCoreApplication::translate("AnswerTables", m_source.emptyText));
    Q_EMIT loaded();
}

bool AnswerTable::belongs(const Cells &entry) const
{
    const QString cell = QString::fromLatin1(m_source.belongsTo);
    return cell.isEmpty() || entry.value(cell).toString() == m_arguments.value(cell).toString();
}

Record AnswerTable::recordOf(const Cells &entry) const
{
    QStringList parts;
    for (const char *cell : m_source.key)
        parts.append(entry.value(QString::fromLatin1(cell)).toString());
    Record record{parts.join(u'/'), entry};
    if (m_source.adjust)
        m_source.adjust(record.cells);
    return record;
}

const Record *AnswerTable::selected() const
{
    return m_model.recordAt(m_model.rowOf(m_table->selectedKey()));
}

Chosen AnswerTable::chosenOf(const Record &record) const
{
    return {m_source.subject, record.cells.value(QString::fromLatin1(m_source.name)).toString(),
            record.key, record.cells};
}

void AnswerTable::showMenu(const QPoint &position)
{
    const QModelIndex index = m_table->indexAt(position);
    const Record *record = index.isValid() ? m_model.recordAt(index.row()) : selected();
    if (!record || m_source.subject == Subject::None)
        return;
    auto *menu = new QMenu(m_table);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_console.commands.fill(*menu, chosenOf(*record));
    menu->popup(m_table->viewport()->mapToGlobal(position));
}

bool AnswerTable::runByKey(const QKeySequence &keys)
{
    const Record *record = selected();
    if (!record || m_source.subject == Subject::None)
        return false;
    for (const CommandSpec &spec : commandSpecs()) {
        const bool isIt = spec.subject == m_source.subject && *spec.shortcut != 0 &&
                          keys == QKeySequence(QString::fromLatin1(spec.shortcut));
        if (!isIt || (spec.applies && !spec.applies(record->cells)))
            continue;
        m_console.commands.start(spec, chosenOf(*record));
        return true;
    }
    return false;
}

bool AnswerTable::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto &press = static_cast<const QKeyEvent &>(*event);
        if (runByKey(QKeySequence(press.keyCombination())))
            return true;
    }
    return QWidget::eventFilter(watched, event);
}

void AnswerTable::say(const QString &text)
{
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    m_table->setVisible(text.isEmpty() || m_model.rowCount() > 0);
}

} // namespace parlance::gui
