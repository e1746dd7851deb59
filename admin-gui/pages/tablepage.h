// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tablemodel.h"
#include "pages/page.h"

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSplitter;

namespace parlance::gui {

class EmptyState;
class TableView;

/// A page that is one table: a bar with the title, the filter and the page's own controls; the
/// table; a line with how many rows there are; and at the right the inspector of the selected row.
/// Context menu and keys offer the commands of what is selected.
class TablePage : public Page
{
    Q_OBJECT

public:
    TablePage(const Console &console, const QString &id, const QString &title, const QString &icon);

    void find() override;
    void show(const Place &place) override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

    TableView &table() { return *m_table; }

protected:
    /// The model outlives the page or is its child.
    void setModel(TableModel &model);
    /// At the right; it becomes the page's child.
    void setInspector(QWidget *inspector);
    /// Between the filter and the columns button.
    void addControl(QWidget *control);
    /// At the bottom, "12,481 rows · 214 shown".
    void setFootnote(const QString &text);
    /// Instead of the table: a sentence, why, what to do; empty: the table.
    void setEmptyText(const QString &what, const QString &advice = {});
    QString filterText() const;

    /// What the commands of a row act on.
    virtual Chosen chosenFrom(const Record &record) const = 0;
    /// The operator has changed the filter.
    virtual void applyFilter(const QString &text) = 0;
    /// The selection is another one; empty key: none.
    virtual void select(const QString &) {}

private:
    QLineEdit *m_filter;
    QHBoxLayout *m_bar;
    TableView *m_table;
    EmptyState *m_empty;
    QLabel *m_footnote;
    QSplitter *m_splitter;
};

} // namespace parlance::gui
