// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/listpage.h"

class QComboBox;
class QDateTimeEdit;

namespace parlance::gui {

class DetailPane;
class FilterBox;
class FilterField;
class RecordsFile;

/// What administrators did and were refused, newest first.
class AuditPage : public ListPage
{
    Q_OBJECT

public:
    explicit AuditPage(const Console &console);

    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

    /// All entries that match, also those that are not loaded, as CSV.
    void saveTo(const QString &path);

protected:
    QString nothing() const override;
    QString nothingAdvice() const override;
    bool hasOtherFilters() const override;
    void clearOtherFilters() override;
    Chosen chosenFrom(const Record &record) const override;
    void applyFilter(const QString &text) override;
    void filterBy(const QString &filter, const QString &value) override;
    void updateSelected() override;

private:
    enum Period { AnyTime, LastHour, LastDay, LastWeek, LastMonth, Between };

    void addFilters();
    void addPeriod();
    void fillCommands();
    QDateTimeEdit *makeTime(const QString &name, const QString &title);
    void addSave();
    void ask();
    void insertTimes(Cells &arguments) const;
    bool hasFilters() const;

    FilterField *m_actor;
    FilterBox *m_command;
    QComboBox *m_period;
    QWidget *m_span;
    QDateTimeEdit *m_since;
    QDateTimeEdit *m_until;
    QTimer m_typing;
    DetailPane *m_details;
    /// That is being written; deletes itself.
    QPointer<RecordsFile> m_file;
};

} // namespace parlance::gui
