// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/windowmodel.h"

namespace parlance::gui {

/// The accounts of the server. Who is suspended without an end reads as banned; the contact is the
/// e-mail address or the phone number.
class UsersModel : public WindowModel
{
    Q_OBJECT

public:
    explicit UsersModel(ServerLink &link, QObject *parent = nullptr);

    /// "banned" for a suspension without an end.
    static QString stateOf(const Cells &cells);

protected:
    QVariant valueOf(const Record &record, int column) const override;
};

} // namespace parlance::gui
