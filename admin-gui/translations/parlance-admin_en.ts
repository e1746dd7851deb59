<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>Durations</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message numerus="yes">
        <source>ends %n session(s)</source>
        <translation>
            <numerusform>ends %n session</numerusform>
            <numerusform>ends %n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>closes %n connection(s)</source>
        <translation>
            <numerusform>closes %n connection</numerusform>
            <numerusform>closes %n connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reaches %n connection(s)</source>
        <translation>
            <numerusform>reaches %n connection</numerusform>
            <numerusform>reaches %n connections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>leaves %n room(s)</source>
        <translation>
            <numerusform>leaves %n room</numerusform>
            <numerusform>leaves %n rooms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>gives %n room(s) another owner</source>
        <translation>
            <numerusform>gives %n room another owner</numerusform>
            <numerusform>gives %n rooms another owner</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletes %n room(s)</source>
        <translation>
            <numerusform>deletes %n room</numerusform>
            <numerusform>deletes %n rooms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keeps %n message(s) without their author</source>
        <translation>
            <numerusform>keeps %n message without its author</numerusform>
            <numerusform>keeps %n messages without their authors</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>removes %n message(s) for good</source>
        <translation>
            <numerusform>removes %n message for good</numerusform>
            <numerusform>removes %n messages for good</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>takes it from %n member(s)</source>
        <translation>
            <numerusform>takes it from %n member</numerusform>
            <numerusform>takes it from %n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FlightRecorder</name>
    <message numerus="yes">
        <source>Recovered: %n change(s) were sent again</source>
        <translation>
            <numerusform>Recovered: %n change was sent again</numerusform>
            <numerusform>Recovered: %n changes were sent again</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::Alarms</name>
    <message numerus="yes">
        <source>%n call(s) could not be answered in the last minute.</source>
        <translation>
            <numerusform>%n call could not be answered in the last minute.</numerusform>
            <numerusform>%n calls could not be answered in the last minute.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n log-in(s) with a wrong name or password in the last minute.</source>
        <translation>
            <numerusform>%n log-in with a wrong name or password in the last minute.</numerusform>
            <numerusform>%n log-ins with a wrong name or password in the last minute.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::AnnouncePage</name>
    <message numerus="yes">
        <source>Reaches %n connection(s) now</source>
        <translation>
            <numerusform>Reaches %n connection now</numerusform>
            <numerusform>Reaches %n connections now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::AuditPage</name>
    <message numerus="yes">
        <source>Saving: %n entries</source>
        <translation>
            <numerusform>Saving: %n entry</numerusform>
            <numerusform>Saving: %n entries</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::ConfigPage</name>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n key</numerusform>
            <numerusform>%n keys</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::Doctor</name>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) ahead of the server&apos;s.</source>
        <translation>
            <numerusform>This computer&apos;s clock is %n minute ahead of the server&apos;s.</numerusform>
            <numerusform>This computer&apos;s clock is %n minutes ahead of the server&apos;s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) behind the server&apos;s.</source>
        <translation>
            <numerusform>This computer&apos;s clock is %n minute behind the server&apos;s.</numerusform>
            <numerusform>This computer&apos;s clock is %n minutes behind the server&apos;s.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::EntriesPage</name>
    <message numerus="yes">
        <source>Paused · %n waiting</source>
        <translation>
            <numerusform>Paused · %n waiting</numerusform>
            <numerusform>Paused · %n waiting</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::InvitationsPage</name>
    <message numerus="yes">
        <source>%1 invitation(s)</source>
        <translation>
            <numerusform>%1 invitation</numerusform>
            <numerusform>%1 invitations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::KindFilter</name>
    <message numerus="yes">
        <source>%n kind(s)</source>
        <translation>
            <numerusform>%n kind</numerusform>
            <numerusform>%n kinds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::LinkBanner</name>
    <message numerus="yes">
        <source>Next attempt in %n s</source>
        <translation>
            <numerusform>Next attempt in %n s</numerusform>
            <numerusform>Next attempt in %n s</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::ListPage</name>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 row</numerusform>
            <numerusform>%1 rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n row(s)</source>
        <translation>
            <numerusform>The first row</numerusform>
            <numerusform>The first %n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::LogsPage</name>
    <message numerus="yes">
        <source>%n new lines</source>
        <translation>
            <numerusform>%n new line</numerusform>
            <numerusform>%n new lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::ProblemBox</name>
    <message numerus="yes">
        <source>Try again in %n second(s).</source>
        <translation>
            <numerusform>Try again in %n second.</numerusform>
            <numerusform>Try again in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::RevealBar</name>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>And %n more.</numerusform>
            <numerusform>And %n more.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::SessionsPage</name>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <translation>
            <numerusform>%Ln connection</numerusform>
            <numerusform>%Ln connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::StoragePage</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next one is due %1; %n are kept.</source>
        <translation>
            <numerusform>The next one is due %1; %n is kept.</numerusform>
            <numerusform>The next one is due %1; %n are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Messages stay %n day(s).</source>
        <translation>
            <numerusform>Messages stay %n day.</numerusform>
            <numerusform>Messages stay %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Removed last, %1: %n message(s).</source>
        <translation>
            <numerusform>Removed last, %1: %n message.</numerusform>
            <numerusform>Removed last, %1: %n messages.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::TablePage</name>
    <message numerus="yes">
        <source>%Ln change(s)</source>
        <translation>
            <numerusform>%Ln change</numerusform>
            <numerusform>%Ln changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::TopBar</name>
    <message numerus="yes">
        <source>%Ln online</source>
        <translation>
            <numerusform>%Ln online</numerusform>
            <numerusform>%Ln online</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::TrafficPage</name>
    <message numerus="yes">
        <source>%n new entries</source>
        <translation>
            <numerusform>%n new entry</numerusform>
            <numerusform>%n new entries</numerusform>
        </translation>
    </message>
</context>
</TS>
