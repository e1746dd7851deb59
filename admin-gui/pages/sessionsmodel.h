// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/windowmodel.h"

namespace parlance::gui {

/// The view "sessions". The client's name is short; the whole User-Agent is in its tool tip.
class SessionsModel : public WindowModel
{
    Q_OBJECT

public:
    explicit SessionsModel(ServerLink &link, QObject *parent = nullptr);

    QVariant data(const QModelIndex &index, int role) const override;
};

} // namespace parlance::gui
