// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/profiles.h"

#include <QWidget>

class QCheckBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace parlance::gui {

/// Address, user name and password. It says below the address what will be used of it.
class ConnectForm : public QWidget
{
    Q_OBJECT

public:
    explicit ConnectForm(QWidget *parent = nullptr);

    /// Empty target: what is in the fields is no address.
    Profile profile() const;
    QString address() const;
    QString password() const;
    void setProfile(const Profile &profile, const QString &password);
    void setAddress(const QString &address);
    void setConnecting(bool isConnecting);
    /// Why the keychain keeps nothing; empty: it does.
    void setKeychainProblem(const QString &problem);
    /// The first field that is still empty, or the password.
    void focusNext();
    void focusPassword();

Q_SIGNALS:
    void wanted();
    /// The operator wants the keychain to keep the password.
    void keychainWanted();

private:
    void build();
    void addRow(QFormLayout &form, const QString &label, QWidget *field);
    void updateHint();

    QLineEdit *m_address;
    QLabel *m_hint;
    QLineEdit *m_username;
    QLineEdit *m_password;
    QCheckBox *m_keeps;
    QLabel *m_keychain;
    QLineEdit *m_name;
    QPushButton *m_connect;
};

} // namespace parlance::gui
