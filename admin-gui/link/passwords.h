// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>

namespace parlance::gui {

/// Passwords between two starts of the console. Answers come later, from the event loop, and not at
/// all once the object is destroyed.
class Passwords : public QObject
{
    Q_OBJECT

public:
    struct Answer
    {
        /// Empty: there is none.
        QString password = {};
        /// Why not, one sentence; empty: it worked.
        QString problem = {};
        /// There is no place that keeps passwords on this computer.
        bool isMissing = false;
    };
    using Done = std::function<void(const Answer &)>;

    using QObject::QObject;

    /// `key`: of one account of one server.
    virtual void read(const QString &key, Done done) = 0;
    virtual void write(const QString &key, const QString &password, Done done) = 0;
    virtual void remove(const QString &key) = 0;
};

/// In the keychain of the operating system (Secret Service, KWallet). Where there is none, nothing
/// is kept.
class KeychainPasswords : public Passwords
{
    Q_OBJECT

public:
    using Passwords::Passwords;

    void read(const QString &key, Done done) override;
    void write(const QString &key, const QString &password, Done done) override;
    void remove(const QString &key) override;
};

} // namespace parlance::gui
