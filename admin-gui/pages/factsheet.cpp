// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/factsheet.h"

#include "models/format.h"
#include "models/tablemodel.h"
#include "widgets/theme.h"

#include <QCoreApplication>
#include <QFormLayout>
#include <QLabel>

namespace parlance::gui {

using namespace Qt::StringLiterals;

FactSheet::FactSheet(Columns facts, QWidget *parent)
    : QWidget(parent)
    , m_facts(std::move(facts))
    , m_form(new QFormLayout(this))
{
    m_form->setContentsMargins(0, theme::grid, 0, theme::grid);
    m_form->setHorizontalSpacing(2 * theme::grid);
    m_form->setVerticalSpacing(theme::grid);
    m_form->setLabelAlignment(Qt::AlignLeading | Qt::AlignTop);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    for (const Column &fact : m_facts) {
        const QString title = QCoreApplication::translate("Columns", fact.title);
        auto *name = new QLabel(title, this);
        name->setForegroundRole(QPalette::PlaceholderText);
        auto *value = new QLabel(this);
        value->setObjectName(QString::fromLatin1(fact.name));
        value->setAccessibleName(title);
        value->setTextFormat(Qt::PlainText);
        value->setWordWrap(true);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        value->setFocusPolicy(Qt::ClickFocus);
        m_form->addRow(name, value);
        m_values.append(value);
    }
    setCells({});
}

void FactSheet::setCells(const Cells &cells, const Cells &texts)
{
    const Record record{{}, cells};
    const QDateTime now = QDateTime::currentDateTimeUtc();
    for (qsizetype at = 0; at < m_values.size(); ++at) {
        const Column &fact = m_facts[size_t(at)];
        const QVariant cell = TableModel::cellOf(record, fact.name);
        const QVariant own = texts.value(QString::fromLatin1(fact.name));
        const QString text = cell.isNull()   ? QString()
                             : own.isValid() ? own.toString()
                                             : format::cell(fact.kind, cell, now);
        QLabel &value = *m_values.at(at);
        value.setText(text);
        value.setToolTip(format::toolTip(fact.kind, cell).toHtmlEscaped());
        value.setVisible(!text.isEmpty());
        m_form->labelForField(&value)->setVisible(!text.isEmpty());
    }
}

} // namespace parlance::gui
