// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/listmodel.h"
#include "pages/tablepage.h"

namespace parlance::gui {

class CommandButton;
class FilterSwitch;

/// The configuration in force: each key with its value, default and source, and whether another
/// value needs a restart. The server hides secrets. Nothing can be changed here but the log level.
class ConfigPage : public TablePage
{
    Q_OBJECT

public:
    explicit ConfigPage(const Console &console);

    bool isAllowed() const override;
    void setShown(bool isShown) override;
    void refresh() override;

protected:
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void filterBy(const QString &filter, const QString &value) override;
    void updateFootnote() override;

private:
    void addLogLevel();
    void adapt();
    void take(const Reply &reply);
    void showMatching();

    ListModel m_model;
    FilterSwitch *m_onlySet;
    CommandButton *m_logLevel;
    QList<Record> m_settings;
    QDateTime m_readAt;
    bool m_isShown = false;
};

} // namespace parlance::gui
