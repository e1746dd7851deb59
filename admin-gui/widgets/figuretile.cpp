// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figuretile.h"

#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace parlance::gui {

namespace {

QLabel *tileLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace

FigureTile::FigureTile(const QString &title, QWidget *parent)
    : QWidget(parent)
    , m_title(tileLabel(this))
    , m_value(tileLabel(this))
    , m_note(tileLabel(this))
    , m_course(new Sparkline(this))
{
    m_title->setText(title);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    large.setWeight(QFont::DemiBold);
    m_value->setFont(large);
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setMinimumWidth(1);
    m_note->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_note->setText(QStringLiteral(" "));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(2);
    layout->addWidget(m_title);
    auto *middle = new QHBoxLayout;
    middle->addWidget(m_value);
    middle->addWidget(m_course, 1);
    layout->addLayout(middle);
    layout->addWidget(m_note);
    layout->addStretch();
    updateColors();
}

void FigureTile::setValue(const QString &text)
{
    m_value->setText(text);
    setAccessibleName(QStringLiteral("%1: %2").arg(m_title->text(), text));
}

QString FigureTile::value() const
{
    return m_value->text();
}

void FigureTile::setNote(const QString &text)
{
    m_noteText = text;
    showNote();
}

void FigureTile::showNote()
{
    const QString shown =
        m_note->fontMetrics().elidedText(m_noteText, Qt::ElideRight, std::max(1, m_note->width()));
    m_note->setText(shown);
    m_note->setToolTip(shown == m_noteText ? QString() : m_noteText);
}

void FigureTile::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    showNote();
}

void FigureTile::setCourse(std::vector<double> values)
{
    m_course->setValues(std::move(values));
}

void FigureTile::updateColors()
{
    QPalette quiet = m_title->palette();
    quiet.setColor(QPalette::WindowText, theme::faint());
    m_title->setPalette(quiet);
    m_note->setPalette(quiet);
}

void FigureTile::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_note)
        updateColors();
}

void FigureTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme::hairline());
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

} // namespace parlance::gui
