// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pagebench.h"

namespace parlance::test {

QStringList shownTexts(const QAbstractItemModel &model, int column)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(model.index(row, column).data().toString());
    return texts;
}

} // namespace parlance::test
