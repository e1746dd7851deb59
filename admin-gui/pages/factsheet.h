// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "link/records.h"
#include "models/column.h"

#include <QWidget>

class QFormLayout;
class QLabel;

namespace parlance::gui {

/// What is known about one thing, a line a fact: name and value, which can be selected and copied.
/// Facts without a value are left out.
class FactSheet : public QWidget
{
    Q_OBJECT

public:
    /// Facts are described as columns are; widths and sorting mean nothing.
    explicit FactSheet(Columns facts, QWidget *parent = nullptr);

    /// `texts`: what is shown instead of a cell, by the cell's name.
    void setCells(const Cells &cells, const Cells &texts = {});

private:
    const Columns m_facts;
    QFormLayout *m_form;
    QList<QLabel *> m_values;
};

} // namespace parlance::gui
