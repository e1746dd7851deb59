// SPDX-License-Identifier: GPL-3.0-or-later
#include "engineio/revision.h"

namespace parlance::engineio {

const Revision *findRevision(QStringView eio, bool allowV3)
{
    static const Revision revision3{3, codec3(), makeClientHeartbeat};
    static const Revision revision4{4, codec4(), makeServerHeartbeat};
    if (eio == QLatin1String("4"))
        return &revision4;
    return allowV3 && eio == QLatin1String("3") ? &revision3 : nullptr;
}

} // namespace parlance::engineio
