// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/undobar.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QShortcut>
#include <QTimerEvent>
#include <QToolButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int undoMs = 10000;
constexpr int tellMs = 5000;
constexpr int barStepMs = 100;

} // namespace

UndoBar::UndoBar(QWidget &window)
    : QFrame(&window)
    , m_text(new QLabel(this))
    , m_undoButton(new QPushButton(tr("Undo"), this))
{
    setObjectName(u"undoBar"_s);
    m_text->setObjectName(u"undoText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_undoButton->setObjectName(u"undoButton"_s);
    m_undoButton->setAccessibleName(tr("Undo the last command"));
    auto *close = new QToolButton(this);
    close->setIcon(icon(u"cross"_s));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close this message"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * theme::grid, theme::grid, theme::grid, theme::grid);
    layout->setSpacing(theme::grid);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_undoButton);
    layout->addWidget(close);
    auto *undo = new QShortcut(QKeySequence::Undo, &window);
    const auto takeBack = [this] {
        if (const auto back = std::exchange(m_undo, {})) {
            hide();
            back();
        }
    };
    connect(undo, &QShortcut::activated, this, takeBack);
    connect(m_undoButton, &QPushButton::clicked, this, takeBack);
    connect(close, &QToolButton::clicked, this, &QWidget::hide);
    window.installEventFilter(this);
    hide();
}

void UndoBar::tell(const QString &text, std::function<void()> undo)
{
    m_undo = std::move(undo);
    m_totalMs = m_leftMs = m_undo ? undoMs : tellMs;
    m_undoButton->setVisible(bool(m_undo));
    m_timer.start(barStepMs, this);
    present(text);
}

void UndoBar::complain(const QString &text)
{
    m_undo = {};
    m_totalMs = m_leftMs = 0;
    m_undoButton->hide();
    m_timer.stop();
    present(text);
}

void UndoBar::present(const QString &text)
{
    m_text->setText(text);
    setAccessibleName(text);
    show();
    place();
    raise();
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void UndoBar::place()
{
    const QWidget &window = *parentWidget();
    const int width = std::min(64 * theme::grid, window.width() - 4 * theme::grid);
    const int height = std::max(sizeHint().height(), heightForWidth(width));
    setGeometry((window.width() - width) / 2, window.height() - height - 5 * theme::grid, width,
                height);
}

bool UndoBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && isVisible())
        place();
    return QFrame::eventFilter(watched, event);
}

void UndoBar::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QFrame::timerEvent(event);
    if (underMouse() || m_undoButton->hasFocus())
        return;
    m_leftMs -= barStepMs;
    update();
    if (m_leftMs > 0)
        return;
    m_timer.stop();
    m_undo = {};
    hide();
}

// The line at its lower edge says how long it stays.
void UndoBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(palette().base());
    painter.setPen(theme::hairline());
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    if (!m_undo || m_totalMs == 0)
        return;
    const int inner = width() - 2 * theme::grid;
    QRect line(theme::grid, height() - 3, inner * m_leftMs / m_totalMs, 2);
    if (layoutDirection() == Qt::RightToLeft)
        line.moveRight(width() - theme::grid);
    painter.fillRect(line, palette().highlight());
}

} // namespace parlance::gui
