// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/emptystate.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

#include <chrono>

namespace parlance::gui {

using namespace std::chrono_literals;

namespace {

/// Who waits for less does not notice.
constexpr auto loadingPatience = 300ms;
constexpr int stateIconSize = 40;
constexpr int messageWidth = 420;

QLabel *messageLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    return label;
}

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_what(messageLabel(this))
    , m_advice(messageLabel(this))
    , m_button(new QPushButton(this))
{
    m_what->setObjectName(QStringLiteral("what"));
    m_advice->setObjectName(QStringLiteral("advice"));
    QFont font = m_what->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    m_what->setFont(font);
    buildLayout();
    setMessageVisible(false);
    m_patience.setSingleShot(true);
    m_patience.setInterval(loadingPatience);
    connect(&m_patience, &QTimer::timeout, this, qOverload<>(&QWidget::update));
    connect(m_button, &QPushButton::clicked, this, &EmptyState::wanted);
}

void EmptyState::buildLayout()
{
    // A column between stretches: an aligned label would be as high as its text in one line.
    auto *column = new QWidget(this);
    column->setMaximumWidth(messageWidth);
    auto *lines = new QVBoxLayout(column);
    lines->setContentsMargins({});
    lines->setSpacing(theme::grid);
    lines->addWidget(m_icon, 0, Qt::AlignHCenter);
    lines->addWidget(m_what);
    lines->addWidget(m_advice);
    lines->addSpacing(theme::grid);
    lines->addWidget(m_button, 0, Qt::AlignHCenter);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(column, 100);
    middle->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addLayout(middle);
    layout->addStretch(3);
}

void EmptyState::setMessageVisible(bool isVisible)
{
    m_icon->setVisible(isVisible && !m_iconName.isEmpty());
    m_what->setVisible(isVisible);
    m_advice->setVisible(isVisible && !m_advice->text().isEmpty());
    m_button->setVisible(isVisible && !m_button->text().isEmpty());
}

void EmptyState::showMessage(const QString &icon, const QString &what, const QString &advice,
                             const QString &button)
{
    m_isLoading = false;
    m_patience.stop();
    m_iconName = icon;
    m_what->setText(what);
    m_advice->setText(advice);
    m_button->setText(button);
    setAccessibleName(text());
    updateIcon();
    setMessageVisible(true);
    update();
}

void EmptyState::showLoading()
{
    if (m_isLoading)
        return;
    m_isLoading = true;
    setAccessibleName(tr("Loading"));
    setMessageVisible(false);
    m_patience.start();
    update();
}

QString EmptyState::text() const
{
    return m_advice->text().isEmpty() ? m_what->text() : m_what->text() + u' ' + m_advice->text();
}

void EmptyState::updateIcon()
{
    const QPalette &colors = palette();
    m_icon->setPixmap(icon(m_iconName, theme::faint())
                          .pixmap(QSize(stateIconSize, stateIconSize), devicePixelRatioF()));
    QPalette quiet = colors;
    quiet.setColor(QPalette::WindowText, theme::faint());
    m_advice->setPalette(quiet);
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        updateIcon();
}

void EmptyState::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::Base));
    if (!m_isLoading || m_patience.isActive())
        return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor color = theme::faint();
    const int height = theme::rowHeight();
    for (int row = 0; (row + 1) * height < this->height(); ++row) {
        // Rows fade out, as what is there is not known.
        color.setAlpha(std::max(0, 44 - row * 3));
        painter.setBrush(color);
        const int top = row * height + (height - theme::grid) / 2;
        for (int column = 0; column * 160 < width(); ++column) {
            const int length = 60 + (row * 37 + column * 53) % 70;
            painter.drawRoundedRect(theme::grid + column * 160, top, length, theme::grid, 4, 4);
        }
    }
}

} // namespace parlance::gui
