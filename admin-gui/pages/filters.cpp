// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/filters.h"

#include "models/words.h"
#include "widgets/icons.h"
#include "widgets/status.h"
#include "widgets/theme.h"

#include <QAction>
#include <QMenu>

#include <chrono>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

Filter::Filter(const QString &name, const QString &key)
    : m_name(name)
    , m_key(key.isEmpty() ? name : key)
{
}

// Some values
// --------------------------------------------------------------------------------------

FilterBox::FilterBox(const QString &name, const QString &all, QWidget *parent)
    : QComboBox(parent)
    , Filter(name)
{
    setObjectName(u"filter-"_s + name);
    setAccessibleName(tr("Filter: %1").arg(all));
    addItem(all, QString());
    connect(this, &QComboBox::currentIndexChanged, this,
            [this] { Q_EMIT valueChanged(this->name(), value()); });
}

void FilterBox::addChoice(const QString &value, const QString &text)
{
    addItem(text, value);
}

void FilterBox::setValue(const QString &value)
{
    if (m_isOpen && findData(value) < 0)
        addChoice(value, shownWord(value));
    setCurrentIndex(std::max(0, findData(value)));
}

// On or off
// ----------------------------------------------------------------------------------------

FilterSwitch::FilterSwitch(const QString &name, const QString &text, QWidget *parent)
    : QCheckBox(text, parent)
    , Filter(name)
{
    setObjectName(u"filter-"_s + name);
    connect(this, &QCheckBox::toggled, this,
            [this] { Q_EMIT valueChanged(this->name(), value()); });
}

void FilterSwitch::setValue(const QString &value)
{
    setChecked(value == u"true"_s);
}

// A text
// -------------------------------------------------------------------------------------------

FilterField::FilterField(const QString &name, const QString &icon, const QString &hint,
                         QWidget *parent)
    : QLineEdit(parent)
    , Filter(name)
{
    setObjectName(u"filter-"_s + name);
    setPlaceholderText(hint);
    addAction(gui::icon(icon), QLineEdit::LeadingPosition);
    setClearButtonEnabled(true);
    setMaximumWidth(26 * theme::grid);
    m_typing.setSingleShot(true);
    m_typing.setInterval(200ms);
    connect(this, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this,
            [this] { Q_EMIT valueChanged(this->name(), value()); });
}

// Several kinds
// ------------------------------------------------------------------------------------

KindFilter::KindFilter(const QStringList &words, const QString &all, QWidget *parent)
    : QToolButton(parent)
    , Filter(u"kind"_s, u"kinds"_s)
    , m_all(all)
{
    setObjectName(u"filter-"_s + name());
    setIcon(gui::icon(u"filter"_s));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setPopupMode(InstantPopup);
    setFocusPolicy(Qt::StrongFocus);
    auto *menu = new QMenu(this);
    QAction *everything = menu->addAction(all);
    everything->setObjectName(u"all"_s);
    connect(everything, &QAction::triggered, this, [this] { setValue({}); });
    menu->addSeparator();
    for (const QString &word : words) {
        QAction *choice = menu->addAction(gui::icon(statusOf(word).icon), shownWord(word));
        choice->setObjectName(word);
        choice->setData(word);
        choice->setCheckable(true);
        connect(choice, &QAction::triggered, this, &KindFilter::update);
        m_choices.append(choice);
    }
    setMenu(menu);
    setValue({});
}

QString KindFilter::value() const
{
    QStringList chosen;
    for (const QAction *choice : m_choices) {
        if (choice->isChecked())
            chosen.append(choice->data().toString());
    }
    return chosen.join(u',');
}

void KindFilter::setValue(const QString &value)
{
    const QStringList chosen = value.split(u',');
    for (QAction *choice : std::as_const(m_choices))
        choice->setChecked(chosen.contains(choice->data().toString()));
    update();
}

void KindFilter::update()
{
    QStringList names;
    for (const QAction *choice : std::as_const(m_choices)) {
        if (choice->isChecked())
            names.append(choice->text());
    }
    setText(names.isEmpty()     ? m_all
            : names.size() <= 2 ? names.join(u", "_s)
                                : tr("%n kind(s)", nullptr, int(names.size())));
    setToolTip(names.join(u", "_s));
    setAccessibleName(tr("Filter: %1").arg(text()));
    Q_EMIT valueChanged(name(), value());
}

} // namespace parlance::gui
