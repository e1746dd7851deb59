// SPDX-License-Identifier: GPL-3.0-or-later
#include "linkbanner.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using State = ServerLink::State;

LinkBanner::LinkBanner(ServerLink &link, QWidget *parent)
    : QFrame(parent)
    , m_link(link)
    , m_icon(new QLabel(this))
    , m_what(new QLabel(this))
    , m_next(new QLabel(this))
    , m_retry(new QPushButton(this))
{
    setObjectName(u"linkBanner"_s);
    m_what->setTextFormat(Qt::PlainText);
    m_what->setObjectName(u"linkProblem"_s);
    m_what->setWordWrap(true);
    m_next->setTextFormat(Qt::PlainText);
    m_next->setObjectName(u"nextAttempt"_s);
    m_retry->setObjectName(u"retryNow"_s);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * theme::grid, theme::grid, 2 * theme::grid, theme::grid);
    layout->addWidget(m_icon);
    layout->addWidget(m_what, 1);
    layout->addWidget(m_next);
    layout->addWidget(m_retry);
    m_ticks.setInterval(1s);
    connect(&m_ticks, &QTimer::timeout, this, &LinkBanner::update);
    connect(&link, &ServerLink::stateChanged, this, &LinkBanner::update);
    connect(m_retry, &QPushButton::clicked, this, [this] {
        if (m_link.state() == State::Waiting)
            m_link.retryNow();
        else
            Q_EMIT connectWanted();
    });
    update();
}

void LinkBanner::update()
{
    const State state = m_link.state();
    const bool isDown = state != State::Online && state != State::Idle;
    setVisible(isDown);
    if (!isDown) {
        m_ticks.stop();
        return;
    }
    const QString asOf = QLocale().toString(m_link.lastHeard().toLocalTime().time(), u"HH:mm:ss"_s);
    const Problem &problem = m_link.problem();
    const QString why =
        problem.what.isEmpty() ? tr("The link to the server is lost.") : problem.what;
    m_what->setText(tr("%1 What you see is as of %2.").arg(why, asOf));
    m_what->setToolTip(problem.advice);
    const auto color =
        theme::color(state == State::Failed ? theme::Meaning::Bad : theme::Meaning::Attention);
    m_icon->setPixmap(gui::icon(u"linkdown"_s, color).pixmap(QSize(20, 20), devicePixelRatioF()));
    const qint64 seconds =
        std::max<qint64>(0, QDateTime::currentDateTimeUtc().secsTo(m_link.retryAt()));
    const bool isWaiting = state == State::Waiting;
    m_next->setText(isWaiting                ? tr("Next attempt in %n s", nullptr, int(seconds))
                    : state == State::Failed ? QString()
                                             : tr("Connecting…"));
    m_retry->setText(state == State::Failed ? tr("Log in again…") : tr("Retry now"));
    m_retry->setEnabled(isWaiting || state == State::Failed);
    if (isWaiting)
        m_ticks.start();
    else
        m_ticks.stop();
}

void LinkBanner::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QColor ground = theme::color(m_link.state() == State::Failed ? theme::Meaning::Bad
                                                                 : theme::Meaning::Attention);
    ground.setAlphaF(0.12F);
    painter.fillRect(rect(), ground);
    painter.setPen(theme::hairline());
    painter.drawLine(rect().bottomLeft(), rect().bottomRight());
}

} // namespace parlance::gui
