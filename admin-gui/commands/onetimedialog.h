// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

namespace parlance::gui {

/// Shows a one-time password or an invitation's code, once. It is kept nowhere else.
class OneTimeDialog : public QDialog
{
    Q_OBJECT

public:
    /// `what`: "One-time password of carol".
    OneTimeDialog(const QString &what, const QString &secret, QWidget *parent);
};

} // namespace parlance::gui
