// SPDX-License-Identifier: GPL-3.0-or-later
#include "commands/commandsheet.h"

#include "commands/commandarguments.h"
#include "commands/commandtexts.h"
#include "commands/fieldeditor.h"
#include "commands/figures.h"
#include "link/serverlink.h"
#include "widgets/icons.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QShortcut>
#include <QVBoxLayout>

namespace parlance::gui {

using namespace Qt::StringLiterals;

namespace {

/// Each dry run is written to the audit log: not one a key.
constexpr int typingPauseBeforeCountMs = 400;

} // namespace

CommandSheet::CommandSheet(ServerLink &link, const CommandSpec &spec, const Chosen &chosen, Run run,
                           QWidget *parent)
    : QDialog(parent)
    , m_link(link)
    , m_spec(spec)
    , m_chosen(chosen)
    , m_run(std::move(run))
    , m_form(new QVBoxLayout)
    , m_figures(makeLabel(u"sheetFigures"_s))
    , m_problem(makeLabel(u"sheetProblem"_s))
    , m_deed(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"commandSheet"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(titleOf(spec, true));
    addFields();
    auto *title = makeLabel(u"sheetTitle"_s,
                            commandtexts::deed(spec, chosen, commandarguments::from(spec, chosen)));
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * theme::grid, 3 * theme::grid, 3 * theme::grid, 2 * theme::grid);
    layout->setSpacing(2 * theme::grid);
    layout->addWidget(title);
    layout->addWidget(makeLabel(u"sheetExplanation"_s, commandText(spec.explanation)));
    layout->addLayout(m_form);
    layout->addWidget(m_figures);
    layout->addWidget(m_problem);
    layout->addStretch();
    layout->addWidget(makeButtons());
    dress();
    m_countSoon.setSingleShot(true);
    connect(&m_countSoon, &QTimer::timeout, this, &CommandSheet::count);
    connect(&m_link, &ServerLink::stateChanged, this, &CommandSheet::refresh);
    connect(&m_link, &ServerLink::accessChanged, this, &CommandSheet::refresh);
    showProblem({});
    refresh();
    m_countSoon.start(0);
}

QLabel *CommandSheet::makeLabel(const QString &name, const QString &text)
{
    auto *label = new QLabel(text, this);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

void CommandSheet::addFields()
{
    m_form->setSpacing(theme::grid + theme::grid / 2);
    for (const Field &field : commandarguments::fieldsOf(m_spec, m_chosen)) {
        FieldEditor *editor = FieldEditor::make(field, m_link, this);
        m_editors.append(editor);
        connect(editor, &FieldEditor::changed, this, &CommandSheet::refresh);
        auto *both = new QVBoxLayout;
        both->setSpacing(theme::grid / 2);
        if (field.kind != Field::Kind::Switch) {
            auto *label = new QLabel(commandText(field.label), this);
            label->setBuddy(editor);
            both->addWidget(label);
        }
        both->addWidget(editor);
        m_form->addLayout(both);
    }
}

QWidget *CommandSheet::makeButtons()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins({});
    layout->setSpacing(theme::grid);
    layout->addStretch();
    layout->addWidget(m_cancel);
    layout->addWidget(m_deed);
    m_deed->setObjectName(u"sheetDeed"_s);
    m_cancel->setObjectName(u"sheetCancel"_s);
    const bool isDanger = m_spec.severity == CommandSpec::Severity::Danger;
    m_deed->setAutoDefault(false);
    m_cancel->setAutoDefault(false);
    (isDanger ? m_cancel : m_deed)->setDefault(true);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_deed, &QPushButton::clicked, this, &CommandSheet::act);
    auto *now = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_Return), this);
    connect(now, &QShortcut::activated, m_deed, &QPushButton::click);
    return row;
}

void CommandSheet::dress()
{
    setMinimumWidth(60 * theme::grid);
    m_figures->setMinimumHeight(fontMetrics().height());
    m_problem->setForegroundRole(QPalette::WindowText);
    QPalette ofProblem = m_problem->palette();
    ofProblem.setColor(QPalette::WindowText, theme::color(theme::Meaning::Bad));
    m_problem->setPalette(ofProblem);
    const bool isDanger = m_spec.severity == CommandSpec::Severity::Danger;
    m_deed->setProperty(isDanger ? "isDanger" : "isMain", true);
    if (!m_editors.isEmpty())
        m_editors.first()->setFocus();
}

void CommandSheet::setValues(const Cells &values)
{
    for (FieldEditor *editor : std::as_const(m_editors)) {
        const QVariant value = values.value(QString::fromLatin1(editor->field().argument));
        if (value.isValid())
            editor->setValue(value);
    }
}

Cells CommandSheet::arguments() const
{
    Cells arguments = commandarguments::from(m_spec, m_chosen);
    for (const FieldEditor *editor : m_editors) {
        const QVariant value = editor->value();
        if (value.isValid())
            arguments.insert(QString::fromLatin1(editor->field().argument), value);
    }
    return arguments;
}

QString CommandSheet::deed() const
{
    return commandtexts::deed(m_spec, m_chosen, arguments());
}

QString CommandSheet::problem() const
{
    for (const FieldEditor *editor : m_editors) {
        if (QString problem = editor->problem(); !problem.isEmpty())
            return problem;
    }
    return {};
}

bool CommandSheet::isComplete() const
{
    return problem().isEmpty();
}

void CommandSheet::refresh()
{
    // An ampersand in a name is no shortcut.
    m_deed->setText(m_isBusy ? tr("Working…") : deed().replace(u'&', u"&&"_s));
    m_deed->setAccessibleName(deed());
    const QString wrong = problem();
    m_deed->setToolTip(wrong);
    const bool isOnline = m_link.state() == ServerLink::State::Online;
    const bool mayRun = m_link.mayRun(QString::fromLatin1(m_spec.command));
    m_deed->setEnabled(!m_isBusy && isOnline && mayRun && wrong.isEmpty());
    if (!isOnline)
        showFigures(tr("The link to the server is down."));
    m_countSoon.start(typingPauseBeforeCountMs);
}

void CommandSheet::count()
{
    Cells asked = arguments();
    asked.remove(u"reason"_s);
    const bool isReady = m_link.state() == ServerLink::State::Online && !m_isBusy;
    if (!m_spec.hasDryRun || !isReady || !isComplete())
        return showFigures(problem());
    if (asked == m_counted)
        return;
    m_counted = asked;
    asked.insert(u"dryRun"_s, true);
    showFigures(tr("Counting…"));
    const auto take = [this, counted = m_counted](const Reply &reply) {
        if (counted != m_counted)
            return;
        // Once more when the link is back.
        if (!reply.ok())
            m_counted = {};
        const QStringList figures = figuresOf(QString::fromLatin1(m_spec.command), reply.cells());
        const QString all = QLocale().createSeparatedList(figures);
        showFigures(figures.isEmpty() ? QString() : tr("This %1.").arg(all));
        showProblem(reply.problem);
    };
    m_link.run(QString::fromLatin1(m_spec.command), asked, this, take);
}

void CommandSheet::showFigures(const QString &text)
{
    m_figures->setText(text);
    m_figures->setVisible(!text.isEmpty());
    grow();
}

void CommandSheet::showProblem(const Problem &problem)
{
    m_problem->setText(commandtexts::sentence(problem));
    m_problem->setVisible(bool(problem));
    grow();
}

// Wrapped text that comes later must not squeeze the fields.
void CommandSheet::grow()
{
    layout()->activate();
    const int wanted = layout()->totalHeightForWidth(width());
    if (wanted > height())
        resize(width(), wanted);
}

void CommandSheet::act()
{
    if (!isComplete())
        return;
    m_isBusy = true;
    showProblem({});
    refresh();
    m_cancel->setText(tr("Close"));
    m_run(arguments(), [guard = QPointer<CommandSheet>(this)](const Problem &problem) {
        if (!guard)
            return;
        if (!problem)
            return guard->accept();
        guard->m_isBusy = false;
        guard->m_cancel->setText(tr("Cancel"));
        guard->refresh();
        guard->showProblem(problem);
    });
}

} // namespace parlance::gui
