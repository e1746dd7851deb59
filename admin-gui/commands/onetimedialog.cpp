// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/onetimedialog.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlance::gui {

using namespace Qt::StringLiterals;

OneTimeDialog::OneTimeDialog(const QString &what, const QString &secret, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"oneTimeDialog"_s);
    setWindowTitle(what);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    auto *title = new QLabel(what, this);
    title->setTextFormat(Qt::PlainText);
    auto *shown = new QLineEdit(secret, this);
    shown->setObjectName(u"secret"_s);
    shown->setAccessibleName(what);
    shown->setReadOnly(true);
    shown->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    shown->setMinimumWidth(40 * theme::grid);
    auto *copy = new QPushButton(icon(u"copy"_s), tr("Copy"), this);
    copy->setObjectName(u"copySecret"_s);
    auto *note = new QLabel(tr("It is shown this once. Copy it before you close."), this);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto *row = new QHBoxLayout;
    row->addWidget(shown, 1);
    row->addWidget(copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * theme::grid, 3 * theme::grid, 3 * theme::grid, 2 * theme::grid);
    layout->setSpacing(2 * theme::grid);
    layout->addWidget(title);
    layout->addLayout(row);
    layout->addWidget(note);
    layout->addWidget(buttons);
    connect(copy, &QPushButton::clicked, this, [copy, shown] {
        QGuiApplication::clipboard()->setText(shown->text());
        copy->setText(tr("Copied"));
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    copy->setFocus();
}

} // namespace parlance::gui
