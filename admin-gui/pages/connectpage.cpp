// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/connectpage.h"

#include "pages/connectform.h"
#include "pages/problembox.h"
#include "pages/serverlist.h"
#include "pages/trustbox.h"
#include "widgets/theme.h"

#include <QIcon>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <chrono>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int cardWidth = 110 * theme::grid;
constexpr int serverListWidth = 38 * theme::grid;

/// A surface with a hairline around it.
class Card : public QFrame
{
public:
    Card()
    {
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::Base);
        setFrameShape(QFrame::StyledPanel);
    }
};

QWidget *connectHeading()
{
    auto *row = new QWidget;
    auto *across = new QHBoxLayout(row);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(12);
    auto *picture = new QLabel;
    picture->setPixmap(QIcon(u":/icons/parlance.svg"_s).pixmap(40, 40));
    auto *text = new QLabel(ConnectPage::tr("Connect to a server"));
    QFont font = text->font();
    font.setPointSizeF(font.pointSizeF() * 1.6);
    font.setWeight(QFont::DemiBold);
    text->setFont(font);
    across->addWidget(picture);
    across->addWidget(text);
    across->addStretch();
    return row;
}

} // namespace

ConnectPage::ConnectPage(ServerLink &link, Passwords *passwords, QWidget *parent)
    : QWidget(parent)
    , m_link(link)
    , m_passwords(passwords ? *passwords : *new KeychainPasswords(this))
    , m_servers(new ServerList)
    , m_form(new ConnectForm)
    , m_problem(new ProblemBox)
    , m_trust(new TrustBox)
    , m_progress(progressRow())
{
    setObjectName(u"connectPage"_s);
    build();
    m_problem->hide();
    m_trust->hide();
    m_progress->hide();
    m_patience.setSingleShot(true);
    m_patience.setInterval(300ms);
    connect(&m_patience, &QTimer::timeout, m_progress, &QWidget::show);
    connect(m_servers, &ServerList::chosen, this,
            [this](const Profile &profile) { choose(profile, false); });
    connect(m_servers, &ServerList::wanted, this,
            [this](const Profile &profile) { choose(profile, true); });
    connect(m_servers, &ServerList::removed, this, [this](const Profile &profile) {
        if (profile.keepsPassword)
            m_passwords.remove(profile.key());
    });
    connect(m_form, &ConnectForm::wanted, this, &ConnectPage::connectNow);
    connect(m_form, &ConnectForm::keychainWanted, this, &ConnectPage::checkKeychain);
    connect(m_trust, &TrustBox::trusted, this, [this] { start(m_profile, m_credentials); });
    connect(m_trust, &TrustBox::declined, m_form, &ConnectForm::focusNext);
    connect(&m_link, &ServerLink::stateChanged, this, &ConnectPage::followLink);
    auto *escape = new QShortcut(Qt::Key_Escape, this);
    connect(escape, &QShortcut::activated, this, &ConnectPage::stop);
    if (m_servers->count() > 0)
        m_servers->setCurrentRow(0);
}

void ConnectPage::build()
{
    auto *card = new Card;
    auto *columns = new QHBoxLayout(card);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(0);
    m_servers->setFixedWidth(serverListWidth);
    columns->addWidget(m_servers);
    auto *line = new QFrame;
    line->setFrameStyle(QFrame::VLine | QFrame::Plain);
    line->setForegroundRole(QPalette::Mid);
    columns->addWidget(line);
    auto *right = new QVBoxLayout;
    right->setContentsMargins(3 * theme::grid, 3 * theme::grid, 3 * theme::grid, 3 * theme::grid);
    right->setSpacing(2 * theme::grid);
    for (QWidget *part : {static_cast<QWidget *>(m_form), m_progress,
                          static_cast<QWidget *>(m_problem), static_cast<QWidget *>(m_trust)})
        right->addWidget(part);
    right->addStretch();
    columns->addLayout(right, 1);

    auto *sheet = new QWidget;
    auto *down = new QVBoxLayout(sheet);
    down->setContentsMargins(3 * theme::grid, 3 * theme::grid, 3 * theme::grid, 3 * theme::grid);
    down->setSpacing(3 * theme::grid);
    down->addStretch(1);
    auto *column = new QWidget;
    column->setMaximumWidth(cardWidth);
    auto *middle = new QVBoxLayout(column);
    middle->setContentsMargins(0, 0, 0, 0);
    middle->setSpacing(3 * theme::grid);
    middle->addWidget(connectHeading());
    middle->addWidget(card);
    card->setMinimumHeight(46 * theme::grid);
    auto *across = new QHBoxLayout;
    across->addStretch(1);
    across->addWidget(column, 100);
    across->addStretch(1);
    down->addLayout(across);
    down->addStretch(2);
    // Small windows and large fonts.
    auto *scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(sheet);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
}

QWidget *ConnectPage::progressRow()
{
    auto *row = new QWidget;
    row->setObjectName(u"progress"_s);
    auto *across = new QHBoxLayout(row);
    across->setContentsMargins(0, 0, 0, 0);
    auto *bar = new QProgressBar;
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setFixedHeight(4);
    bar->setAccessibleName(tr("Connecting"));
    auto *stopButton = new QPushButton(tr("&Stop"));
    stopButton->setObjectName(u"stop"_s);
    connect(stopButton, &QPushButton::clicked, this, &ConnectPage::stop);
    across->addWidget(bar, 1);
    across->addWidget(stopButton);
    return row;
}

void ConnectPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_servers->reload();
    if (m_servers->currentRow() < 0)
        m_form->focusNext();
    else
        m_servers->setFocus();
}

void ConnectPage::offer(const QString &address)
{
    const Target target = targetFrom(address);
    if (target.key().isEmpty())
        return;
    if (target.isLocal()) {
        start({.target = target}, {});
        return;
    }
    for (const Profile &profile : Profiles::all()) {
        if (profile.target == target) {
            choose(profile, profile.keepsPassword);
            return;
        }
    }
    m_form->setProfile({.target = target}, {});
    m_form->focusNext();
}

void ConnectPage::choose(const Profile &profile, bool connects)
{
    if (m_isConnecting)
        return;
    m_profile = profile;
    fill(profile, {}, connects && profile.target.isLocal());
    if (!profile.keepsPassword) {
        if (connects && !profile.target.isLocal())
            m_form->focusNext();
        return;
    }
    m_passwords.read(profile.key(), [this, profile, connects](const Passwords::Answer &answer) {
        // Another one may have been chosen since, or typed.
        if (m_profile.key() != profile.key() || m_isConnecting || !m_form->password().isEmpty())
            return;
        fill(profile, answer.password, connects && !answer.password.isEmpty());
        m_form->setKeychainProblem(answer.problem);
        if (connects && answer.password.isEmpty())
            m_form->focusNext();
    });
}

void ConnectPage::fill(const Profile &profile, const QString &password, bool connects)
{
    m_problem->hide();
    m_trust->hide();
    Profile shown = profile;
    // "This computer" is not the operator's name for it.
    if (profile.target.isLocal())
        shown.name.clear();
    m_form->setProfile(shown, password);
    m_form->setKeychainProblem({});
    if (connects)
        connectNow();
}

void ConnectPage::connectNow()
{
    const Profile profile = m_form->profile();
    if (profile.target.key().isEmpty()) {
        m_trust->hide();
        m_problem->show(
            {.kind = Problem::Kind::BadAddress,
             .what = m_form->address().isEmpty()
                         ? tr("An address is missing.")
                         : tr("\"%1\" is no address of a server.").arg(m_form->address()),
             .advice = tr("It looks like chat.example.org, https://chat.example.org:8443 "
                          "or /run/parlance/admin.sock.")});
        m_form->focusNext();
        return;
    }
    const bool isComplete =
        profile.target.isLocal() || (!profile.username.isEmpty() && !m_form->password().isEmpty());
    if (!isComplete) {
        m_form->focusNext();
        return;
    }
    start(profile, {.username = profile.username,
                    .password = profile.target.isLocal() ? QString() : m_form->password()});
}

void ConnectPage::start(const Profile &profile, const Credentials &credentials)
{
    m_profile = profile;
    m_credentials = credentials;
    m_problem->hide();
    m_trust->hide();
    setConnecting(true);
    m_link.open(profile.target, credentials);
}

void ConnectPage::stop()
{
    if (!m_isConnecting)
        return;
    setConnecting(false);
    m_link.close();
    m_form->focusPassword();
}

void ConnectPage::setConnecting(bool isConnecting)
{
    m_isConnecting = isConnecting;
    m_form->setConnecting(isConnecting);
    m_servers->setEnabled(!isConnecting);
    if (isConnecting) {
        m_patience.start();
    } else {
        m_patience.stop();
        m_progress->hide();
    }
}

void ConnectPage::followLink()
{
    const ServerLink::State state = m_link.state();
    if (!m_isConnecting || state == ServerLink::State::Idle ||
        state == ServerLink::State::Connecting || state == ServerLink::State::LoggingIn)
        return;
    setConnecting(false);
    if (state == ServerLink::State::Online) {
        keep();
        return;
    }
    // The first time, the operator decides whether to try again.
    const Problem problem = m_link.problem();
    m_link.close();
    showProblem(problem);
}

void ConnectPage::keep()
{
    m_profile.lastUsed = QDateTime::currentDateTimeUtc();
    if (m_profile.keepsPassword && !m_credentials.password.isEmpty())
        m_passwords.write(m_profile.key(), m_credentials.password,
                          [this, profile = m_profile](const Passwords::Answer &answer) {
                              m_form->setKeychainProblem(answer.problem);
                              if (answer.problem.isEmpty())
                                  return;
                              Profile without = profile;
                              without.keepsPassword = false;
                              Profiles::save(without);
                          });
    Profiles::save(m_profile);
    // The link has the token, the keychain the password: nobody else needs it.
    m_credentials = {};
    m_form->setProfile(m_profile, {});
}

void ConnectPage::showProblem(const Problem &problem)
{
    if (problem.kind == Problem::Kind::UntrustedCertificate) {
        m_trust->ask(problem, m_profile.target);
        return;
    }
    m_problem->show(problem, m_profile.target);
    if (problem.kind == Problem::Kind::Credentials)
        m_form->focusPassword();
    else
        m_form->focusNext();
}

void ConnectPage::checkKeychain()
{
    const Profile profile = m_form->profile();
    m_passwords.read(profile.key(), [this](const Passwords::Answer &answer) {
        m_form->setKeychainProblem(answer.problem);
    });
}

} // namespace parlance::gui
