<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Problems</name>
    <message>
        <source>%1 does not answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether the server runs, and whether a firewall is in between.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The link to %1 is down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 sends something that is not the admin protocol.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether the address is that of a Parlance server, and whether a proxy in between changes what it says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare its fingerprint with that of the server.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no computer named %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for a typing error.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not speak TLS.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether the port is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing answers at %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether the server runs, and whether the port is right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 does not offer the admin protocol.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether the address is right, and whether admin.listen names another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You may not open the server&apos;s socket %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only members of its group may.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No server listens on the socket %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether the server runs.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Target</name>
    <message>
        <source>this computer</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>parlance::gui::TableModel</name>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
