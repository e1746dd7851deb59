// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/configpage.h"

#include <QCheckBox>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using Kind = Column::Kind;

namespace {

Columns settingColumns()
{
    return {
        {.name = "key", .title = QT_TRANSLATE_NOOP("Columns", "Key"), .width = 300, .sort = "key"},
        {.name = "value",
         .title = QT_TRANSLATE_NOOP("Columns", "Value"),
         .width = 260,
         .sort = "value"},
        {.name = "default",
         .title = QT_TRANSLATE_NOOP("Columns", "Default"),
         .width = 220,
         .sort = "default"},
        {.name = "source",
         .title = QT_TRANSLATE_NOOP("Columns", "Set by"),
         .kind = Kind::Status,
         .width = 140,
         .sort = "source"},
        {.name = "restart",
         .title = QT_TRANSLATE_NOOP("Columns", "Needs a restart"),
         .kind = Kind::Flag,
         .width = 130,
         .sort = "restart"},
    };
}

// As in the configuration file, without quotation marks.
QString settingText(const QVariant &value)
{
    return value.typeId() == QMetaType::QVariantList ? value.toStringList().join(u", "_s)
                                                     : value.toString();
}

bool settingMatches(const Record &setting, const QString &text)
{
    const auto has = [&](const QString &cell) {
        return setting.cells.value(cell).toString().contains(text, Qt::CaseInsensitive);
    };
    return has(u"key"_s) || has(u"value"_s);
}

} // namespace

ConfigPage::ConfigPage(const Console &console)
    : TablePage(console, u"config"_s, tr("Configuration"), u"config"_s)
    , m_model(settingColumns())
    , m_onlyChanged(new QCheckBox(tr("Only changed ones")))
{
    setModel(m_model);
    m_onlyChanged->setObjectName(u"onlyChanged"_s);
    addControl(m_onlyChanged);
    connect(m_onlyChanged, &QCheckBox::toggled, this, &ConfigPage::showMatching);
    connect(&link(), &ServerLink::accessChanged, this, &ConfigPage::refresh);
    connect(&commands(), &CommandRunner::done, this, &ConfigPage::refresh);
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
    if (m_isShown && link().state() == ServerLink::State::Online)
        link().run(u"config.list"_s, {}, this, [this](const Reply &reply) { take(reply); });
}

void ConfigPage::take(const Reply &reply)
{
    if (!reply.ok()) {
        if (m_settings.isEmpty())
            setEmptyText(tr("The configuration could not be read."), reply.problem.what);
        return;
    }
    m_settings.clear();
    const QList<Cells> items = reply.items();
    for (Cells cells : items) {
        for (const QString &name : {u"value"_s, u"default"_s})
            cells.insert(name, settingText(cells.value(name)));
        m_settings.append({cells.value(u"key"_s).toString(), cells});
    }
    showMatching();
}

void ConfigPage::showMatching()
{
    QList<Record> shown;
    for (const Record &setting : std::as_const(m_settings)) {
        const bool isChanged = setting.cells.value(u"value"_s) != setting.cells.value(u"default"_s);
        if (settingMatches(setting, filterText()) && (isChanged || !m_onlyChanged->isChecked()))
            shown.append(setting);
    }
    m_model.setRecords(shown);
    setEmptyText(shown.isEmpty() ? tr("No key matches.") : QString(),
                 tr("Remove the filter to see all."));
    setFootnote(tr("%n keys", nullptr, int(m_settings.size())) + u" · "_s +
                tr("%n shown", nullptr, int(shown.size())));
}

Chosen ConfigPage::chosenFrom(const Record &record) const
{
    // The one key that a command sets: its context menu offers what is for the whole server.
    return {.subject = Subject::None, .name = record.key, .key = record.key, .cells = record.cells};
}

void ConfigPage::applyFilter(const QString &)
{
    showMatching();
}

} // namespace parlance::gui
