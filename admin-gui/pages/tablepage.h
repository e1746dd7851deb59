// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/tablemodel.h"
#include "pages/filter.h"
#include "pages/page.h"

#include <QTimer>

class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace parlance::gui {

class CommandButton;
class EmptyState;
class TableView;
class WindowModel;

/// A page that is one table: a bar with the title, the filter and the page's own controls; the
/// table; a line with how many rows there are; and at the right the inspector of the selected row.
/// Context menu and keys offer the commands of what is selected.
///
/// With a WindowModel it also has the buttons "12 changes" and "Live", fetches the visible rows,
/// and shows by itself that it is loading, refused, or that nothing matches.
class TablePage : public Page
{
    Q_OBJECT

public:
    TablePage(const Console &console, const QString &id, const QString &title, const QString &icon);

    void find() override;
    void open(const Place &place) override;
    void refresh() override;
    void saveState(QSettings &settings) const override;
    void restoreState(QSettings &settings) override;

    TableView &table() { return *m_table; }
    /// What is selected, for commands; without a selection its key is empty.
    Chosen chosen() const;

protected:
    /// The model outlives the page or is its child.
    void setModel(TableModel &model);
    /// At the right; it becomes the page's child. It is shown while a row is selected.
    void setInspector(QWidget *inspector);
    /// Between the filter and the columns button.
    void addControl(QWidget *control);
    /// A control of pages/filters.h. Its value is saved, taken back by "Show all", and goes to
    /// filterBy().
    template <typename Control>
    void addFilter(Control *filter)
    {
        addControl(filter);
        m_filters.push_back(filter);
        connect(filter, &Control::valueChanged, this, &TablePage::filterBy);
    }
    /// A command for which nothing must be chosen, as a button in the bar.
    CommandButton *addCommand(const QString &name);
    /// Between the page's bar and the table, from left to right.
    void addBand(QWidget *band);
    /// Below the table, from left to right.
    void addBelow(QWidget *widget);
    /// As a part of another page, it has no title of its own.
    void hideHeading();
    /// Nothing can be filtered.
    void hideFilter();
    /// Of a model that is no WindowModel: while there are no rows, it says that they are loading.
    void setLoading(bool isLoading);
    /// Stands in the empty filter: "User name".
    void setFilterHint(const QString &text);
    /// At the bottom, "12,481 rows · 214 shown".
    void setFootnote(const QString &text);
    /// Instead of the table: a sentence, why, what to do; empty: the table. The button takes all
    /// filters away.
    void setEmptyText(const QString &what, const QString &advice = {}, const QString &button = {});
    /// Of a WindowModel, when there is nothing and no filter: the same.
    void setNothingText(const QString &what, const QString &advice = {});
    QString filterText() const;
    /// Another filter than the text hides rows.
    virtual bool hasOtherFilters() const;
    /// "Show all": the page's own filters back to nothing. The text is empty already.
    virtual void clearOtherFilters();
    /// The operator has changed one of them. A WindowModel is filtered by itself.
    virtual void filterBy(const QString &filter, const QString &value);

    /// The row with the selected key as it was last seen, also when it is gone; empty key: none is
    /// selected, or it has not been loaded.
    const Record &selected() const { return m_selected; }
    /// Whether the table still has it, as far as is known.
    bool isSelectedThere() const;

    /// What the commands of a row act on.
    virtual Chosen chosenFrom(const Record &record) const = 0;
    /// The operator has changed the filter.
    virtual void applyFilter(const QString &text) = 0;
    /// The selection is another one; empty key: none.
    virtual void select(const QString &) {}
    /// The cells of the selected row are others, or it has come or gone.
    virtual void updateSelected() {}
    /// The number of rows, or whether they are up to date, has changed.
    virtual void updateFootnote();

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildBar();
    void buildBody();
    void follow(WindowModel &model);
    void takeSelection(const QString &key);
    void refreshSelected();
    void updateState();
    void updateLive();
    void updateLink();
    void showEmpty(const QString &icon, const QString &what, const QString &advice,
                   const QString &button = {});
    void showTable();
    void openMenu(const QPoint &position);

    QLineEdit *m_filter;
    QHBoxLayout *m_bar;
    std::vector<Filter *> m_filters;
    TableView *m_table;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
    QLabel *m_footnote;
    QSplitter *m_splitter;
    QWidget *m_inspector = nullptr;
    QToolButton *m_changes;
    QToolButton *m_live;
    TableModel *m_model = nullptr;
    WindowModel *m_window = nullptr;
    Record m_selected;
    Problem m_refusal;
    QString m_emptyText;
    bool m_isLoading = false;
    QString m_nothing;
    QString m_nothingAdvice;
    QTimer m_typing;
};

} // namespace parlance::gui
