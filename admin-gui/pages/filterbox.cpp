// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/filterbox.h"

namespace parlance::gui {

using namespace Qt::StringLiterals;

FilterBox::FilterBox(const QString &filter, const QString &all, QWidget *parent)
    : QComboBox(parent)
{
    setObjectName(u"filter-"_s + filter);
    setAccessibleName(tr("Filter: %1").arg(all));
    addItem(all, QString());
    connect(this, &QComboBox::currentIndexChanged, this,
            [this, filter] { Q_EMIT valueChanged(filter, value()); });
}

void FilterBox::addChoice(const QString &value, const QString &text)
{
    addItem(text, value);
}

void FilterBox::setValue(const QString &value)
{
    setCurrentIndex(std::max(0, findData(value)));
}

} // namespace parlance::gui
