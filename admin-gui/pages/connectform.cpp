// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/connectform.h"

#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QFormLayout>
#include <QHostAddress>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlance::gui {

using namespace Qt::StringLiterals;
using theme::Meaning;

namespace {

QLabel *smallPrint()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    label->hide();
    return label;
}

void paintHint(QLabel &label, const QString &text, const QColor &color)
{
    QPalette palette = label.palette();
    // On a base colour, labels are written in Text.
    palette.setColor(QPalette::WindowText, color);
    palette.setColor(QPalette::Text, color);
    label.setPalette(palette);
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

bool isThisComputer(const QString &host)
{
    return host == u"localhost"_s || QHostAddress(host).isLoopback();
}

} // namespace

ConnectForm::ConnectForm(QWidget *parent)
    : QWidget(parent)
    , m_address(new QLineEdit)
    , m_hint(smallPrint())
    , m_username(new QLineEdit)
    , m_password(new QLineEdit)
    , m_keeps(new QCheckBox(tr("&Keep the password in the keychain")))
    , m_keychain(smallPrint())
    , m_name(new QLineEdit)
    , m_connect(new QPushButton(tr("&Connect")))
{
    m_address->setObjectName(u"address"_s);
    m_address->setPlaceholderText(u"chat.example.org"_s);
    m_username->setObjectName(u"username"_s);
    m_password->setObjectName(u"password"_s);
    m_password->setEchoMode(QLineEdit::Password);
    m_keeps->setObjectName(u"keepsPassword"_s);
    m_name->setObjectName(u"name"_s);
    m_name->setPlaceholderText(tr("Optional: saves it in the list"));
    m_connect->setObjectName(u"connect"_s);
    m_connect->setProperty("isMain", true);
    m_connect->setDefault(true);
    build();
    connect(m_address, &QLineEdit::textChanged, this, &ConnectForm::updateHint);
    connect(m_connect, &QPushButton::clicked, this, &ConnectForm::wanted);
    for (QLineEdit *field : {m_address, m_username, m_password, m_name})
        connect(field, &QLineEdit::returnPressed, this, &ConnectForm::wanted);
    connect(m_keeps, &QCheckBox::clicked, this, [this](bool isChecked) {
        if (isChecked)
            Q_EMIT keychainWanted();
    });
}

void ConnectForm::build()
{
    auto *show = m_password->addAction(icon(u"eye"_s), QLineEdit::TrailingPosition);
    show->setCheckable(true);
    show->setText(tr("Show the password"));
    show->setToolTip(show->text());
    connect(show, &QAction::toggled, this, [this](bool isShown) {
        m_password->setEchoMode(isShown ? QLineEdit::Normal : QLineEdit::Password);
    });
    auto *form = new QFormLayout;
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(theme::grid);
    form->setHorizontalSpacing(2 * theme::grid);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    addRow(*form, tr("&Address"), m_address);
    form->addRow(QString(), m_hint);
    addRow(*form, tr("&User name"), m_username);
    addRow(*form, tr("&Password"), m_password);
    form->addRow(QString(), m_keeps);
    form->addRow(QString(), m_keychain);
    addRow(*form, tr("&Name"), m_name);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_connect);
    m_connect->setMinimumWidth(15 * theme::grid);
    auto *down = new QVBoxLayout(this);
    down->setContentsMargins(0, 0, 0, 0);
    down->setSpacing(2 * theme::grid);
    down->addLayout(form);
    down->addLayout(buttons);
}

void ConnectForm::addRow(QFormLayout &form, const QString &label, QWidget *field)
{
    field->setAccessibleName(QString(label).remove(u'&'));
    form.addRow(label, field);
}

void ConnectForm::updateHint()
{
    const Target target = targetFrom(m_address->text());
    const bool isNothing = target.key().isEmpty();
    // No password is needed, or would be used.
    for (QWidget *field : {static_cast<QWidget *>(m_username), static_cast<QWidget *>(m_password),
                           static_cast<QWidget *>(m_keeps)})
        field->setEnabled(isNothing || !target.isLocal());
    if (isNothing)
        paintHint(*m_hint, {}, theme::faint());
    else if (target.isLocal())
        paintHint(*m_hint, tr("A socket of this computer: no password is needed."), theme::faint());
    else if (target.url.scheme() == u"wss"_s)
        paintHint(*m_hint, tr("Encrypted: %1").arg(target.url.toString()), theme::faint());
    else if (isThisComputer(target.url.host()))
        paintHint(*m_hint, target.url.toString(), theme::faint());
    else
        paintHint(
            *m_hint,
            tr("Not encrypted: who is in between can read the password. Use wss:// if the server "
               "has TLS."),
            theme::color(Meaning::Attention));
}

Profile ConnectForm::profile() const
{
    const Target target = targetFrom(m_address->text());
    return {.name = m_name->text().trimmed(),
            .target = target,
            .username = target.isLocal() ? QString() : m_username->text().trimmed(),
            .keepsPassword = m_keeps->isChecked() && !target.isLocal()};
}

QString ConnectForm::address() const
{
    return m_address->text().trimmed();
}

QString ConnectForm::password() const
{
    return m_password->text();
}

void ConnectForm::setProfile(const Profile &profile, const QString &password)
{
    // As short as it can be typed.
    const QString name = profile.target.name();
    setAddress(targetFrom(name) == profile.target ? name : profile.target.key());
    m_username->setText(profile.username);
    m_password->setText(password);
    m_keeps->setChecked(profile.keepsPassword);
    m_name->setText(profile.name);
}

void ConnectForm::setAddress(const QString &address)
{
    m_address->setText(address);
}

void ConnectForm::setConnecting(bool isConnecting)
{
    setEnabled(!isConnecting);
}

void ConnectForm::setKeychainProblem(const QString &problem)
{
    if (!problem.isEmpty())
        m_keeps->setChecked(false);
    paintHint(*m_keychain, problem, theme::color(Meaning::Attention));
}

void ConnectForm::focusNext()
{
    for (QLineEdit *field : {m_address, m_username, m_password}) {
        if (field->isEnabled() && field->text().isEmpty()) {
            field->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
    m_connect->setFocus(Qt::OtherFocusReason);
}

void ConnectForm::focusPassword()
{
    m_password->setFocus(Qt::OtherFocusReason);
    m_password->selectAll();
}

} // namespace parlance::gui
