// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/inspectorhead.h"

#include "widgets/theme.h"

#include <QLabel>
#include <QVBoxLayout>

namespace parlance::gui {

using namespace Qt::StringLiterals;

InspectorHead::InspectorHead(CommandRunner &commands, const QStringList &first, QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel(this))
    , m_note(new QLabel(this))
    , m_bar(new CommandBar(commands, first, this))
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.3);
    large.setWeight(QFont::DemiBold);
    m_name->setFont(large);
    m_name->setObjectName(u"inspectorName"_s);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->setObjectName(u"inspectorNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(theme::grid / 2);
    layout->addWidget(m_name);
    layout->addWidget(m_note);
    layout->addSpacing(theme::grid / 2);
    layout->addWidget(m_bar);
}

void InspectorHead::show(const Chosen &chosen, const QString &note)
{
    m_fullName = chosen.name;
    m_note->setText(note);
    m_bar->setChosen(chosen);
    elide();
}

void InspectorHead::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    elide();
}

void InspectorHead::elide()
{
    const int width = m_name->width();
    m_name->setText(m_name->fontMetrics().elidedText(m_fullName, Qt::ElideMiddle, width));
    const bool isCut = m_name->text() != m_fullName;
    m_name->setToolTip(isCut ? m_fullName.toHtmlEscaped() : QString());
    m_name->setAccessibleName(m_fullName);
}

} // namespace parlance::gui
