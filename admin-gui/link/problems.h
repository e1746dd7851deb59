// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/problem.h"
#include "link/target.h"
#include "shared/adminprotocol/servermessages.h"

#include <QAbstractSocket>
#include <QLocalSocket>
#include <QSslError>

/// What the causes of a broken link mean for the operator.
namespace parlance::gui::problems {

Problem timedOut(const Target &target);
Problem lost(const Target &target, const QString &details = {});
Problem rubbish(const Target &target, const QString &details);
/// The details are the fingerprint (SHA-256) of the certificate.
Problem untrusted(const QUrl &url, const QList<QSslError> &errors);
Problem notOpened(const QUrl &url, QAbstractSocket::SocketError error, const QString &details);
Problem noLocalServer(const QString &path, QLocalSocket::LocalSocketError error,
                      const QString &details);
Problem refused(const adminprotocol::Problem &problem);
Problem refusedLogIn(const adminprotocol::Problem &problem);
Problem parting(const adminprotocol::Bye &bye);

} // namespace parlance::gui::problems
