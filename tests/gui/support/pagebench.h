// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/answertable.h"
#include "support/consolebench.h"

#include <QTabWidget>
#include <QVBoxLayout>

namespace parlance::test {

/// What a column shows, row by row.
QStringList shownTexts(const QAbstractItemModel &model, int column);

/// A page of its own, shown, with any bench behind it.
template <class Page>
struct ShownPage
{
    template <class Bench>
    explicit ShownPage(Bench &bench)
        : page({bench.link, bench.commands})
    {
        page.resize(1100, 600);
        page.show();
        page.setShown(true);
    }

    template <class Widget>
    Widget *find(const QString &name) const
    {
        return page.template findChild<Widget *>(name);
    }

    Page page;
};

/// A page in the window of a bench; not yet shown.
template <class Page>
struct PageBench : ConsoleBench
{
    explicit PageBench(const QString &role = {}, const QString &config = {})
        : ConsoleBench(role, config)
        , page(*new Page({link, commands}))
    {
        auto *layout = new QVBoxLayout(&window);
        layout->addWidget(&page);
    }

    template <class Widget>
    Widget *find(const QString &name) const
    {
        return page.template findChild<Widget *>(name);
    }
    /// In the inspector.
    gui::AnswerTable *answers(const QString &command) const
    {
        return find<gui::AnswerTable>(command);
    }
    void openTab(int index) { find<QTabWidget>({})->setCurrentIndex(index); }

    Page &page;
};

} // namespace parlance::test
