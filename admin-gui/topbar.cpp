// SPDX-License-Identifier: GPL-3.0-or-later
#include "topbar.h"

#include "models/format.h"
#include "models/words.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using theme::Meaning;

namespace {

/// Text on a ground of its own colour.
class Pill : public QLabel
{
public:
    using QLabel::QLabel;

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QColor ground = palette().color(QPalette::WindowText);
        ground.setAlphaF(0.12F);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Qt::NoPen);
        painter.setBrush(ground);
        painter.drawRoundedRect(rect(), 5, 5);
        QLabel::paintEvent(event);
    }
};

QLabel *plainLabel(QWidget *parent, const QString &name)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setObjectName(name);
    return label;
}

void setInk(QLabel &label, const QColor &color)
{
    QPalette palette = label.palette();
    palette.setColor(QPalette::WindowText, color);
    label.setPalette(palette);
}

} // namespace

TopBar::TopBar(ServerLink &link, Vitals &vitals, QWidget *parent)
    : QFrame(parent)
    , m_link(link)
    , m_vitals(vitals)
    , m_server(plainLabel(this, u"server"_s))
    , m_linkIcon(plainLabel(this, u"linkIcon"_s))
    , m_linkWord(plainLabel(this, u"linkWord"_s))
    , m_online(plainLabel(this, u"usersOnline"_s))
    , m_p95(plainLabel(this, u"p95"_s))
    , m_search(new QPushButton(tr("Search or run a command") + u"   Ctrl+K"_s, this))
    , m_role(new Pill(this))
    , m_menu(new QToolButton(this))
{
    QFont bold = m_server->font();
    bold.setWeight(QFont::DemiBold);
    m_server->setFont(bold);
    m_role->setTextFormat(Qt::PlainText);
    m_role->setObjectName(u"role"_s);
    m_role->setContentsMargins(theme::grid, 3, theme::grid, 3);
    m_search->setObjectName(u"search"_s);
    m_search->setIcon(gui::icon(u"search"_s));
    m_search->setToolTip(tr("Search everything (Ctrl+K)"));
    m_search->setAccessibleName(tr("Search everything"));
    m_search->setMinimumWidth(220);
    m_menu->setObjectName(u"menu"_s);
    m_menu->setAutoRaise(true);
    m_menu->setIcon(gui::icon(u"settings"_s));
    m_menu->setPopupMode(QToolButton::InstantPopup);
    m_menu->setToolTip(tr("Settings"));
    m_menu->setAccessibleName(tr("Settings"));
    connect(m_search, &QPushButton::clicked, this, &TopBar::searchWanted);
    layOut();
    connect(&link, &ServerLink::stateChanged, this, &TopBar::updateLink);
    connect(&link, &ServerLink::accessChanged, this, &TopBar::updateRole);
    connect(&vitals, &Vitals::changed, this, &TopBar::updateVitals);
    updateLink();
    updateVitals();
    updateRole();
}

void TopBar::layOut()
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * theme::grid, theme::grid, theme::grid, theme::grid);
    layout->setSpacing(theme::grid);
    layout->addWidget(m_server);
    layout->addSpacing(theme::grid);
    layout->addWidget(m_linkIcon);
    layout->addWidget(m_linkWord);
    layout->addSpacing(2 * theme::grid);
    layout->addWidget(m_online);
    layout->addSpacing(theme::grid);
    layout->addWidget(m_p95);
    layout->addStretch();
    layout->addWidget(m_role);
    layout->addSpacing(theme::grid);
    layout->addWidget(m_search);
    layout->addWidget(m_menu);
}

void TopBar::setMenu(QMenu *menu)
{
    m_menu->setMenu(menu);
}

void TopBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    // The colours of another theme.
    if (event->type() == QEvent::PaletteChange && m_menu) {
        updateLink();
        updateVitals();
        updateRole();
    }
}

void TopBar::updateLink()
{
    m_server->setText(m_link.target().name());
    using State = ServerLink::State;
    QString image = u"linkdown"_s;
    QString word = tr("Not connected");
    Meaning meaning = Meaning::Bad;
    switch (m_link.state()) {
    case State::Online:
        image = u"link"_s;
        word = tr("Live");
        meaning = Meaning::Good;
        break;
    case State::Connecting:
    case State::LoggingIn:
        word = tr("Connecting");
        meaning = Meaning::Attention;
        break;
    case State::Waiting:
        word = tr("Link lost");
        break;
    case State::Idle:
    case State::Failed:
        break;
    }
    m_linkIcon->setPixmap(
        gui::icon(image, theme::color(meaning)).pixmap(QSize(16, 16), devicePixelRatioF()));
    m_linkWord->setText(word);
    setInk(*m_linkWord, theme::color(meaning));
}

void TopBar::updateVitals()
{
    const int online = m_vitals.usersOnline();
    m_online->setText(online < 0 ? QString() : tr("%Ln online", nullptr, online));
    const auto p95 = m_vitals.p95();
    m_p95->setText(online < 0 ? QString()
                   : p95      ? tr("p95 %1").arg(format::latency(*p95))
                              : tr("p95 –"));
    m_p95->setToolTip(tr("Until a message is handed over to its receivers: 95 of 100 take less"));
    setInk(*m_p95, theme::faint());
}

void TopBar::updateRole()
{
    const QString role = m_link.welcome().access.role;
    m_role->setVisible(!role.isEmpty());
    if (role == "auditor"_L1)
        m_role->setText(tr("Auditor: you can look, not change"));
    else
        m_role->setText(shownWord(role));
    m_role->setToolTip(tr("You are %1").arg(m_link.welcome().user));
    setInk(*m_role, theme::color(role == "administrator"_L1 ? Meaning::Privileged
                                 : role == "auditor"_L1     ? Meaning::Attention
                                                            : Meaning::Neutral));
}

} // namespace parlance::gui
