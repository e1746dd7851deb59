// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/column.h"

namespace parlance::gui {

bool isNumber(Column::Kind kind)
{
    using Kind = Column::Kind;
    return kind == Kind::Count || kind == Kind::Rate || kind == Kind::Bytes ||
           kind == Kind::ByteRate || kind == Kind::Latency || kind == Kind::Duration;
}

} // namespace parlance::gui
