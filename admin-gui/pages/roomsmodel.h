// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/windowmodel.h"

namespace parlance::gui {

/// The public and private rooms of the server.
class RoomsModel : public WindowModel
{
    Q_OBJECT

public:
    explicit RoomsModel(ServerLink &link, QObject *parent = nullptr);

    /// "frozen", "slow_mode", "active"
    static QString stateOf(const Cells &cells);

protected:
    QVariant valueOf(const Record &record, int column) const override;
};

} // namespace parlance::gui
