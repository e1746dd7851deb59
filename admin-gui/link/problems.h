// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/handshake.h"
#include "link/problem.h"
#include "link/target.h"
#include "shared/adminprotocol/servermessages.h"

#include <QAbstractSocket>
#include <QLocalSocket>
#include <QSslError>
#include <QWebSocketProtocol>

/// What the causes of a broken link mean for the operator.
namespace parlance::gui::problems {

/// The version of the admin protocol that this console speaks.
int ownVersion();

Problem timedOut(const Target &target);
Problem lost(const Target &target, const QString &details = {});
Problem rubbish(const Target &target, const QString &details);
/// More came than can be read.
Problem flood();
/// The details are the fingerprint (SHA-256) of the certificate. The code is "certificate_changed"
/// if the operator trusts another one of this server.
Problem untrusted(const QUrl &url, const QSslCertificate &certificate,
                  const QList<QSslError> &errors);
Problem notOpened(const QUrl &url, QAbstractSocket::SocketError error, const QString &details);
/// The port answers, and is no admin protocol of ours.
Problem refusedHandshake(const QUrl &url, const Handshake &handshake);
/// The server has agreed to another subprotocol; empty: to none.
Problem otherProtocol(const Target &target, const QString &name);
/// It was open.
Problem closed(const Target &target, QWebSocketProtocol::CloseCode code, const QString &reason,
               const QString &details);
Problem noLocalServer(const QString &path, QLocalSocket::LocalSocketError error,
                      const QString &details);
/// `answer`: the line that came in place of a welcome.
Problem refusedLocally(const QString &path, const QByteArray &answer);
Problem refused(const adminprotocol::Problem &problem);
Problem refusedLogIn(const adminprotocol::Problem &problem);
Problem parting(const adminprotocol::Bye &bye);

} // namespace parlance::gui::problems
