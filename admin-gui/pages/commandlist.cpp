// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/commandlist.h"

namespace parlance::gui {

namespace {

/// A server that has always more does not fill the memory.
constexpr int maxListRows = 100000;
/// Where rows of others are among them: so many pages are looked through at once.
constexpr int mostForeignPages = 10;

QString nextOf(const Reply &reply, const QString &after)
{
    const QString next = reply.cells().value(QStringLiteral("next")).toString();
    // The same place again would never end.
    return next == after ? QString() : next;
}

} // namespace

struct CommandList::Reading
{
    QPointer<QObject> context;
    std::function<bool(const QList<Record> &)> page;
    std::function<void(const Problem &)> end;
};

CommandList::CommandList(ServerLink &link, Source source, Columns columns, QObject *parent)
    : QObject(parent)
    , m_link(link)
    , m_source(std::move(source))
    , m_model(std::move(columns))
{
    connect(&link, &ServerLink::accessChanged, this, [this] {
        if (m_isActive)
            refresh();
    });
}

void CommandList::setArguments(const Cells &arguments)
{
    if (arguments == m_arguments)
        return;
    m_arguments = arguments;
    m_isLoaded = false;
    m_wanted = 0;
    if (m_isActive)
        read({});
}

void CommandList::setActive(bool isActive)
{
    if (m_isActive == isActive)
        return;
    m_isActive = isActive;
    if (isActive)
        refresh();
}

void CommandList::refresh()
{
    // What the role forbids need not be asked.
    if (m_link.state() == ServerLink::State::Online && !isAllowed())
        return Q_EMIT changed();
    m_wanted = m_isLoaded ? m_model.rowCount() : 0;
    read({});
}

void CommandList::clear()
{
    ++m_question;
    m_isLoading = false;
    m_isLoaded = false;
    m_problem = {};
    m_next.clear();
    m_model.clear();
    Q_EMIT changed();
}

void CommandList::loadMore()
{
    if (hasMore() && !m_isLoading)
        read(m_next);
}

Cells CommandList::argumentsOf(const QString &after) const
{
    Cells arguments = m_arguments;
    arguments.remove(m_source.belongsTo);
    if (m_source.limit > 0)
        arguments.insert(QStringLiteral("limit"), m_source.limit);
    if (after.isEmpty())
        return arguments;
    // Places of lists that are numbered are numbers.
    bool isNumber = false;
    const qlonglong number = after.toLongLong(&isNumber);
    const bool isNumbered = isNumber && m_source.cursor == QStringLiteral("before");
    arguments.insert(m_source.cursor, isNumbered ? QVariant(number) : QVariant(after));
    return arguments;
}

void CommandList::read(const QString &after)
{
    const quint64 question = ++m_question;
    const bool isFirst = after.isEmpty();
    if (isFirst) {
        m_read.clear();
        m_pages = 0;
        m_isReplacing = true;
    }
    m_isLoading = true;
    Q_EMIT changed();
    m_link.run(m_source.command, argumentsOf(after), this,
               [this, question, isFirst](const Reply &reply) {
                   if (question == m_question)
                       take(reply, isFirst);
               });
}

void CommandList::take(const Reply &reply, bool isFirst)
{
    m_problem = reply.problem;
    m_isLoading = false;
    if (!reply.ok())
        m_isReplacing = !m_read.isEmpty();
    else if (addPage(reply, isFirst))
        return read(m_next);
    Q_EMIT changed();
}

bool CommandList::addPage(const Reply &reply, bool isFirst)
{
    const QList<Record> records = recordsOf(reply);
    m_next =
        m_model.rowCount() < maxListRows ? nextOf(reply, isFirst ? QString() : m_next) : QString();
    ++m_pages;
    if (m_isReplacing)
        m_read.append(records);
    else
        m_model.append(records);
    const bool isBehind = m_isReplacing && m_read.size() < m_wanted && !records.isEmpty();
    const bool isSearching = !m_source.belongsTo.isEmpty() && m_pages % mostForeignPages != 0;
    if (!m_next.isEmpty() && (isBehind || isSearching))
        return true;
    if (std::exchange(m_isReplacing, false))
        m_model.setRecords(std::exchange(m_read, {}));
    m_isLoaded = true;
    return false;
}

QList<Record> CommandList::recordsOf(const Reply &reply) const
{
    QList<Record> records;
    const QVariantList items = reply.cells().value(m_source.items).toList();
    records.reserve(items.size());
    for (const QVariant &item : items) {
        Record record{{}, item.toMap()};
        if (!belongs(record.cells))
            continue;
        record.key = keyOf(record.cells, int(records.size()));
        if (m_source.adjust)
            m_source.adjust(record.cells);
        records.append(record);
    }
    return records;
}

bool CommandList::belongs(const Cells &cells) const
{
    const QString &name = m_source.belongsTo;
    return name.isEmpty() || cells.value(name).toString() == m_arguments.value(name).toString();
}

QString CommandList::keyOf(const Cells &cells, int number) const
{
    QStringList values;
    for (const QString &name : m_source.key)
        values.append(cells.value(name).toString());
    if (values.isEmpty())
        values.append(cells.value(QStringLiteral("id")).toString());
    const QString key = values.join(u'|');
    return key.isEmpty() ? QString::number(number) : key;
}

QString CommandList::countText() const
{
    if (!m_isLoaded)
        return {};
    return QString::number(m_model.rowCount()) + (hasMore() ? QStringLiteral("+") : QString());
}

void CommandList::readAll(QObject *context, std::function<bool(const QList<Record> &)> page,
                          std::function<void(const Problem &)> end)
{
    const auto reading =
        std::make_shared<Reading>(Reading{context, std::move(page), std::move(end)});
    readNext(reading, {});
}

void CommandList::readNext(const std::shared_ptr<Reading> &reading, const QString &after)
{
    m_link.run(m_source.command, argumentsOf(after), this,
               [this, reading, after](const Reply &reply) {
                   if (!reading->context)
                       return;
                   if (!reply.ok())
                       return reading->end(reply.problem);
                   const QList<Record> records = recordsOf(reply);
                   const bool goesOn = reading->page(records);
                   const QString next = nextOf(reply, after);
                   if (goesOn && !next.isEmpty() && !records.isEmpty())
                       readNext(reading, next);
                   else
                       reading->end({});
               });
}

} // namespace parlance::gui
