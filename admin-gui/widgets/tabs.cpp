// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/tabs.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QTabBar>

namespace parlance::gui {

namespace {

class PlainTabBar : public QTabBar
{
public:
    explicit PlainTabBar(QWidget *parent)
        : QTabBar(parent)
    {
        setDrawBase(false);
        setExpanding(false);
        setElideMode(Qt::ElideRight);
    }

protected:
    QSize tabSizeHint(int index) const override
    {
        const int text = fontMetrics().horizontalAdvance(tabText(index));
        return {text + 3 * theme::grid, fontMetrics().height() + 2 * theme::grid};
    }

    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(0, height() - 1, width(), 1, theme::hairline());
        for (int index = 0; index < count(); ++index)
            paintTab(painter, index);
    }

private:
    void paintTab(QPainter &painter, int index) const
    {
        const QRect tab = tabRect(index);
        const bool isCurrent = index == currentIndex();
        painter.setPen(isCurrent ? palette().color(QPalette::WindowText) : theme::faint());
        painter.drawText(tab, Qt::AlignCenter | Qt::TextSingleLine, tabText(index));
        if (isCurrent)
            painter.fillRect(tab.left(), height() - 2, tab.width(), 2, palette().link());
        if (isCurrent && hasFocus()) {
            painter.setPen(palette().color(QPalette::Link));
            painter.drawRect(tab.adjusted(1, 1, -2, -4));
        }
    }
};

} // namespace

Tabs::Tabs(QWidget *parent)
    : QTabWidget(parent)
{
    setTabBar(new PlainTabBar(this));
    setDocumentMode(true);
}

} // namespace parlance::gui
