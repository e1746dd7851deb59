// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/tablepageparts.h"

#include "link/serverlink.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QFrame>
#include <QLabel>
#include <QScrollArea>
#include <QToolButton>

namespace parlance::gui::tableparts {

QLabel *heading(QWidget *parent, const QString &text)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    QFont font = label->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    label->setFont(font);
    return label;
}

QLabel *footnote(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setObjectName(QStringLiteral("footnote"));
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setContentsMargins(2 * theme::grid, theme::grid / 2, 2 * theme::grid, theme::grid / 2);
    return label;
}

QFrame *line(QWidget *parent)
{
    auto *frame = new QFrame(parent);
    frame->setFrameShape(QFrame::NoFrame);
    frame->setFixedHeight(1);
    frame->setAutoFillBackground(true);
    // The role that the theme gives the colour of hairlines.
    frame->setBackgroundRole(QPalette::Mid);
    return frame;
}

QToolButton *button(QWidget *parent, const QString &icon, const QString &objectName)
{
    auto *button = new QToolButton(parent);
    button->setObjectName(objectName);
    button->setAutoRaise(true);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    if (!icon.isEmpty())
        button->setIcon(gui::icon(icon));
    return button;
}

QScrollArea *scrolling(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    return area;
}

QString asOf(const ServerLink &link, const QDateTime &readAt)
{
    if (link.state() == ServerLink::State::Online || !readAt.isValid())
        return {};
    return QCoreApplication::translate("TableParts", "as of %1")
        .arg(readAt.toLocalTime().toString(QStringLiteral("HH:mm:ss")));
}

} // namespace parlance::gui::tableparts
