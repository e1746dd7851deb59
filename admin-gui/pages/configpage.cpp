// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/configpage.h"

#include "commands/commandbutton.h"
#include "commands/commandtexts.h"
#include "pages/filters.h"
#include "pages/tablepageparts.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;
using Kind = Column::Kind;

namespace {

constexpr auto logLevel = "log-level"_L1;

Columns settingColumns()
{
    return {
        {.name = "key", .title = QT_TRANSLATE_NOOP("Columns", "Key"), .width = 230, .sort = "key"},
        {.name = "value",
         .title = QT_TRANSLATE_NOOP("Columns", "Value"),
         .width = 230,
         .sort = "value"},
        {.name = "default",
         .title = QT_TRANSLATE_NOOP("Columns", "Default"),
         .width = 160,
         .sort = "default"},
        {.name = "source",
         .title = QT_TRANSLATE_NOOP("Columns", "Set by"),
         .kind = Kind::Status,
         .width = 130,
         .sort = "source"},
        {.name = "restart",
         .title = QT_TRANSLATE_NOOP("Columns", "Needs a restart"),
         .kind = Kind::Flag,
         .width = 110,
         .sort = "restart"},
    };
}

/// A server has about 60.
constexpr int maxSettings = 2000;

// As in the configuration file, without quotation marks.
QString settingText(const QVariant &value)
{
    return value.typeId() == QMetaType::QVariantList ? value.toStringList().join(u", "_s)
                                                     : value.toString();
}

Record settingOf(Cells cells)
{
    for (const QString &name : {u"value"_s, u"default"_s})
        cells.insert(name, settingText(cells.value(name)));
    return {cells.value(u"key"_s).toString(), cells};
}

bool settingMatches(const Record &setting, const QString &text)
{
    const auto has = [&](const QString &cell) {
        return setting.cells.value(cell).toString().contains(text, Qt::CaseInsensitive);
    };
    return has(u"key"_s) || has(u"value"_s);
}

bool isSet(const Record &setting)
{
    return setting.cells.value(u"source"_s).toString() != u"default"_s;
}

} // namespace

ConfigPage::ConfigPage(const Console &console)
    : TablePage(console, u"config"_s, tr("Configuration"), u"config"_s)
    , m_model(settingColumns())
    , m_onlySet(new FilterSwitch(u"onlySet"_s, tr("Only what is set")))
{
    setModel(m_model);
    m_onlySet->setToolTip(tr("Hides keys that have their default"));
    addFilter(m_onlySet);
    addLogLevel();
    connect(&link(), &ServerLink::accessChanged, this, &ConfigPage::refresh);
    connect(&link(), &ServerLink::stateChanged, this, &ConfigPage::adapt);
    connect(&commands(), &CommandRunner::done, this, [this](const CommandSpec *spec) {
        if (QLatin1StringView(spec->command) == logLevel)
            refresh();
    });
    adapt();
}

// The one key that can be set while the server runs.
void ConfigPage::addLogLevel()
{
    m_logLevel = addCommand(logLevel);
    m_logLevel->setPreset([this] {
        const Record *now = m_model.recordAt(m_model.rowOf(u"log.level"_s));
        return Cells{{u"level"_s, now ? now->cells.value(u"value"_s) : QVariant()}};
    });
}

void ConfigPage::adapt()
{
    m_logLevel->setReady(link().state() == ServerLink::State::Online);
}

bool ConfigPage::isAllowed() const
{
    return link().mayRun(u"config.list"_s);
}

void ConfigPage::setShown(bool isShown)
{
    m_isShown = isShown;
    refresh();
}

void ConfigPage::refresh()
{
    adapt();
    if (m_isShown && link().state() == ServerLink::State::Online)
        link().run(u"config.list"_s, {}, this, [this](const Reply &reply) { take(reply); });
}

// What was there stays while the link is down.
void ConfigPage::take(const Reply &reply)
{
    if (!reply.ok()) {
        if (m_settings.isEmpty())
            setEmptyText(tr("The configuration could not be read."),
                         commandtexts::sentence(reply.problem));
        return;
    }
    m_settings.clear();
    m_readAt = QDateTime::currentDateTimeUtc();
    const QList<Cells> items = reply.items().mid(0, maxSettings);
    for (const Cells &cells : items)
        m_settings.append(settingOf(cells));
    showMatching();
}

void ConfigPage::showMatching()
{
    QList<Record> shown;
    const QString wanted = filterText().trimmed();
    for (const Record &setting : std::as_const(m_settings)) {
        if (settingMatches(setting, wanted) && (isSet(setting) || !m_onlySet->isChecked()))
            shown.append(setting);
    }
    m_model.setRecords(shown);
    if (!shown.isEmpty() || m_settings.isEmpty())
        setEmptyText({});
    else
        setEmptyText(tr("No key matches."), tr("There may be ones that the filter hides."),
                     tr("Show all"));
    updateFootnote();
}

void ConfigPage::updateFootnote()
{
    const int all = int(m_settings.size());
    QStringList parts{tr("%n key(s)", nullptr, all)};
    if (m_model.rowCount() != all)
        parts.append(tr("%1 shown").arg(m_model.rowCount()));
    parts.append(tableparts::asOf(link(), m_readAt));
    parts.removeAll(QString());
    setFootnote(parts.join(u" · "_s));
}

// No command acts on a setting.
Chosen ConfigPage::chosenFrom(const Record &) const
{
    return {};
}

void ConfigPage::applyFilter(const QString &)
{
    showMatching();
}

void ConfigPage::filterBy(const QString &, const QString &)
{
    showMatching();
}

} // namespace parlance::gui
