// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/revision.h"

namespace parlance::engineio {

const Revision *findRevision(QStringView eio)
{
    static const Revision revision4{4, codec4(), makeServerHeartbeat};
    return eio == QLatin1String("4") ? &revision4 : nullptr;
}

} // namespace parlance::engineio
