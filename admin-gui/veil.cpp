// SPDX-License-Identifier: GPL-3.0-or-later
#include "veil.h"

#include <QEvent>
#include <QPainter>

namespace parlance::gui {

Veil::Veil(QWidget &covered)
    : QWidget(&covered)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    covered.installEventFilter(this);
    hide();
}

bool Veil::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::ChildAdded) {
        resize(parentWidget()->size());
        raise();
    }
    return false;
}

void Veil::showEvent(QShowEvent *event)
{
    resize(parentWidget()->size());
    raise();
    QWidget::showEvent(event);
}

void Veil::paintEvent(QPaintEvent *)
{
    QColor grey = palette().color(QPalette::Window);
    grey.setAlphaF(0.45F);
    QPainter(this).fillRect(rect(), grey);
}

} // namespace parlance::gui
