// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/kindfilter.h"

#include "models/words.h"
#include "widgets/icons.h"
#include "widgets/status.h"

#include <QMenu>

namespace parlance::gui {

using namespace Qt::StringLiterals;

KindFilter::KindFilter(const QStringList &words, const QString &all, QWidget *parent)
    : QToolButton(parent)
    , m_all(all)
{
    setObjectName(u"filter-kind"_s);
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
    Q_EMIT valueChanged(value());
}

} // namespace parlance::gui
