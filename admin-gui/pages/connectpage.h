// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/passwords.h"
#include "link/profiles.h"
#include "link/serverlink.h"

#include <QTimer>
#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace parlance::gui {

class ConnectForm;
class ProblemBox;
class ServerList;
class TrustBox;

/// The way to a server: the servers that the operator knows, those on this computer, an address
/// with user name and password, and what is wrong when it does not work. The link says when it is
/// open.
class ConnectPage : public QWidget
{
    Q_OBJECT

public:
    /// Both outlive it; without `passwords`, the keychain of the operating system.
    explicit ConnectPage(ServerLink &link, Passwords *passwords = nullptr,
                         QWidget *parent = nullptr);

    /// Fills in an address, as from the command line. A socket of this computer is opened at once.
    void offer(const QString &address);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    QWidget *progressRow();
    void choose(const Profile &profile, bool connects);
    void fill(const Profile &profile, const QString &password, bool connects);
    void connectNow();
    void start(const Profile &profile, const Credentials &credentials);
    void stop();
    void setConnecting(bool isConnecting);
    void followLink();
    void keep();
    void showProblem(const Problem &problem);
    void checkKeychain();

    ServerLink &m_link;
    Passwords &m_passwords;
    Profile m_profile;
    Credentials m_credentials;
    bool m_isConnecting = false;
    ServerList *m_servers;
    ConnectForm *m_form;
    ProblemBox *m_problem;
    TrustBox *m_trust;
    QWidget *m_progress;
    QTimer m_patience;
};

} // namespace parlance::gui
