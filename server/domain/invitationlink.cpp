// SPDX-License-Identifier: GPL-3.0-or-later
#include "domain/invitationlink.h"

#include <QCryptographicHash>

namespace parlance {

QByteArray hashOfCode(const QString &code)
{
    return QCryptographicHash::hash(code.toUtf8(), QCryptographicHash::Sha256);
}

} // namespace parlance
