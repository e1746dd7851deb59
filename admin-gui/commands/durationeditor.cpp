// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/durations.h"
#include "commands/fieldeditors.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

const QStringList &usualDurations(Field::Kind kind)
{
    static const QStringList lengths = {u"15m"_s, u"1h"_s, u"12h"_s, u"1d"_s, u"7d"_s, u"30d"_s};
    static const QStringList ages = {u"1d"_s, u"7d"_s, u"30d"_s, u"90d"_s, u"365d"_s};
    return kind == Field::Kind::Time ? ages : lengths;
}

} // namespace

DurationEditor::DurationEditor(const Field &field, QWidget *parent)
    : LineEditor(field, parent)
{
    const bool isTime = field.kind == Field::Kind::Time;
    if (isTime)
        line().setPlaceholderText(tr("30d, or a date like 2026-01-31"));
    else if (field.isRequired)
        line().setPlaceholderText(tr("90m, 12h, 7d, 2w"));
    else
        line().setPlaceholderText(tr("90m, 12h, 7d, 2w; empty: until it is ended"));
    addBelow(makePresets());
}

QWidget *DurationEditor::makePresets()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(theme::grid / 2);
    for (const QString &each : usualDurations(field().kind))
        addPreset(row, each, durations::text(each));
    if (!field().isRequired)
        addPreset(row, {}, tr("No end"));
    layout->addStretch();
    return row;
}

void DurationEditor::addPreset(QWidget *row, const QString &duration, const QString &text)
{
    auto *button = new QToolButton(row);
    button->setText(text);
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setObjectName(u"preset-"_s + duration);
    const auto mark = [this, button, duration] {
        button->setChecked(line().text().trimmed() == duration);
    };
    mark();
    connect(&line(), &QLineEdit::textChanged, button, mark);
    connect(button, &QToolButton::clicked, this, [this, duration, mark] {
        line().setText(duration);
        mark();
    });
    row->layout()->addWidget(button);
}

QVariant DurationEditor::value() const
{
    const QString typed = LineEditor::value().toString();
    if (typed.isEmpty())
        return {};
    QString duration = durations::normalized(typed);
    if (!duration.isEmpty() || field().kind != Field::Kind::Time)
        return duration;
    return durations::timeFrom(typed);
}

QString DurationEditor::problem() const
{
    const QString typed = LineEditor::value().toString();
    if (typed.isEmpty() || !value().toString().isEmpty())
        return FieldEditor::problem();
    if (field().kind == Field::Kind::Time)
        return tr("“%1” is no time. Write it like 30d or 2026-01-31.").arg(typed);
    return tr("“%1” is no length of time. Write it like 90m, 12h, 7d or 2w.").arg(typed);
}

} // namespace parlance::gui
