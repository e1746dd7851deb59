<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>AnswerTables</name>
    <message>
        <source>Nothing is logged.</source>
        <translation>Nichts ist verzeichnet.</translation>
    </message>
    <message>
        <source>Nobody is banned from this room.</source>
        <translation>Niemand ist für diesen Raum gesperrt.</translation>
    </message>
    <message>
        <source>No messages yet.</source>
        <translation>Noch keine Nachrichten.</translation>
    </message>
    <message>
        <source>It has no other recipients.</source>
        <translation>Sie hat keine anderen Empfänger.</translation>
    </message>
    <message>
        <source>Logged in nowhere.</source>
        <translation>Nirgends angemeldet.</translation>
    </message>
    <message>
        <source>Not muted.</source>
        <translation>Nicht stummgeschaltet.</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>Watches and administers a Parlance server.</source>
        <translation>Überwacht und verwaltet einen Parlance-Server.</translation>
    </message>
    <message>
        <source>Connect to this server at once: %1</source>
        <translation>Sofort mit diesem Server verbinden: %1</translation>
    </message>
</context>
<context>
    <name>AuditEntry</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>(nothing)</source>
        <translation>(nichts)</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>Arguments
%1</source>
        <translation>Argumente
%1</translation>
    </message>
    <message>
        <source>Changes
%1</source>
        <translation>Änderungen
%1</translation>
    </message>
    <message>
        <source>User %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>Raum %1</translation>
    </message>
    <message>
        <source>All entries about %1</source>
        <translation>Alle Einträge über %1</translation>
    </message>
</context>
<context>
    <name>Columns</name>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>An</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>Erreicht</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>Set by</source>
        <translation>Gesetzt durch</translation>
    </message>
    <message>
        <source>Needs a restart</source>
        <translation>Neustart nötig</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Allowed</source>
        <translation>Erlaubt</translation>
    </message>
    <message>
        <source>Expires</source>
        <translation>Läuft ab</translation>
    </message>
    <message>
        <source>Joins room</source>
        <translation>Tritt Raum bei</translation>
    </message>
    <message>
        <source>Created by</source>
        <translation>Angelegt von</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>Angelegt</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>Gemeldet</translation>
    </message>
    <message>
        <source>Of what</source>
        <translation>Wovon</translation>
    </message>
    <message>
        <source>Reported by</source>
        <translation>Gemeldet von</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>Telefon</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>Registriert</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Zuletzt gesehen</translation>
    </message>
    <message>
        <source>Address or network</source>
        <translation>Adresse oder Netz</translation>
    </message>
    <message>
        <source>Ends</source>
        <translation>Endet</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>Mitglieder</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Messages/min</source>
        <translation>Nachrichten/min</translation>
    </message>
    <message>
        <source>Last message</source>
        <translation>Letzte Nachricht</translation>
    </message>
    <message>
        <source>Slow mode</source>
        <translation>Langsamer Modus</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Recipient</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>Zustellung</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Why not known</source>
        <translation>Warum unbekannt</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Dialect</source>
        <translation>Dialekt</translation>
    </message>
    <message>
        <source>Transport</source>
        <translation>Transport</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Umlaufzeit</translation>
    </message>
    <message>
        <source>In/s</source>
        <translation>Ein/s</translation>
    </message>
    <message>
        <source>Out/s</source>
        <translation>Aus/s</translation>
    </message>
    <message>
        <source>Bytes in/s</source>
        <translation>Bytes ein/s</translation>
    </message>
    <message>
        <source>Bytes out/s</source>
        <translation>Bytes aus/s</translation>
    </message>
    <message>
        <source>Messages in</source>
        <translation>Nachrichten ein</translation>
    </message>
    <message>
        <source>Messages out</source>
        <translation>Nachrichten aus</translation>
    </message>
    <message>
        <source>Bytes in</source>
        <translation>Bytes ein</translation>
    </message>
    <message>
        <source>Bytes out</source>
        <translation>Bytes aus</translation>
    </message>
    <message>
        <source>Backlog</source>
        <translation>Rückstau</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Idle</source>
        <translation>Untätig</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Statement</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>Calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>Längste</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>Latenz</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>State until</source>
        <translation>Zustand bis</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Must change password</source>
        <translation>Muss Passwort ändern</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Only in room</source>
        <translation>Nur im Raum</translation>
    </message>
    <message>
        <source>E-mail or phone</source>
        <translation>E-Mail oder Telefon</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>Verwendet</translation>
    </message>
    <message>
        <source>Message id</source>
        <translation>ID der Nachricht</translation>
    </message>
    <message>
        <source>Indexes</source>
        <translation>Indizes</translation>
    </message>
    <message>
        <source>Speaks</source>
        <translation>Spricht</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
</context>
<context>
    <name>CommandTexts</name>
    <message>
        <source>Look in the audit log whether it was done, once the link is back.</source>
        <translation>Sehen Sie im Protokoll der Verwaltung nach, ob es geschehen ist, sobald die Verbindung wieder steht.</translation>
    </message>
    <message>
        <source>Your role does not allow it. Ask an administrator.</source>
        <translation>Ihre Rolle erlaubt das nicht. Fragen Sie einen Administrator.</translation>
    </message>
    <message>
        <source>Look at the name again. It may be gone by now.</source>
        <translation>Prüfen Sie den Namen. Vielleicht gibt es ihn nicht mehr.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Create user…</source>
        <translation>Benutzer anlegen…</translation>
    </message>
    <message>
        <source>Create the user</source>
        <translation>Benutzer anlegen</translation>
    </message>
    <message>
        <source>The user is created.</source>
        <translation>Der Benutzer ist angelegt.</translation>
    </message>
    <message>
        <source>Creates an account with a one-time password, which is shown this once.</source>
        <translation>Legt ein Konto mit einem Einmalpasswort an, das nur dieses eine Mal gezeigt wird.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Change role…</source>
        <translation>Rolle ändern…</translation>
    </message>
    <message>
        <source>Change the role of %1</source>
        <translation>Rolle von %1 ändern</translation>
    </message>
    <message>
        <source>The role of %1 is changed.</source>
        <translation>Die Rolle von %1 ist geändert.</translation>
    </message>
    <message>
        <source>Auditors see everything and change nothing, operators moderate, administrators also manage accounts and the server.</source>
        <translation>Prüfer sehen alles und ändern nichts, Operatoren moderieren, Administratoren verwalten auch Konten und Server.</translation>
    </message>
    <message>
        <source>New role</source>
        <translation>Neue Rolle</translation>
    </message>
    <message>
        <source>Reset password…</source>
        <translation>Passwort zurücksetzen…</translation>
    </message>
    <message>
        <source>Reset the password of %1</source>
        <translation>Passwort von %1 zurücksetzen</translation>
    </message>
    <message>
        <source>The password of %1 is reset.</source>
        <translation>Das Passwort von %1 ist zurückgesetzt.</translation>
    </message>
    <message>
        <source>Sets a one-time password, which is shown this once, ends all sessions, and unlocks a locked account.</source>
        <translation>Setzt ein Einmalpasswort, das nur dieses eine Mal gezeigt wird, beendet alle Sitzungen und entsperrt ein gesperrtes Konto.</translation>
    </message>
    <message>
        <source>Export personal data…</source>
        <translation>Personenbezogene Daten exportieren…</translation>
    </message>
    <message>
        <source>Export the data of %1</source>
        <translation>Daten von %1 exportieren</translation>
    </message>
    <message>
        <source>The data of %1 are saved.</source>
        <translation>Die Daten von %1 sind gespeichert.</translation>
    </message>
    <message>
        <source>Saves everything that is stored about the user in a file, one JSON object a line. The export is written to the audit log.</source>
        <translation>Speichert alles, was über den Benutzer bekannt ist, in einer Datei, ein JSON-Objekt je Zeile. Der Export wird im Protokoll der Verwaltung verzeichnet.</translation>
    </message>
    <message>
        <source>Erase…</source>
        <translation>Endgültig löschen…</translation>
    </message>
    <message>
        <source>Erase %1 for good</source>
        <translation>%1 endgültig löschen</translation>
    </message>
    <message>
        <source>%1 is erased.</source>
        <translation>%1 ist endgültig gelöscht.</translation>
    </message>
    <message>
        <source>Removes all personal data of the user. This cannot be undone.</source>
        <translation>Entfernt alle personenbezogenen Daten des Benutzers. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>stay, as those of “deleted user”</source>
        <translation>bleiben, als die von „deleted user“</translation>
    </message>
    <message>
        <source>are deleted too</source>
        <translation>werden auch gelöscht</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>Id of the session</source>
        <translation>ID der Sitzung</translation>
    </message>
    <message>
        <source>Id of the message</source>
        <translation>ID der Nachricht</translation>
    </message>
    <message>
        <source>Id of the report</source>
        <translation>ID der Meldung</translation>
    </message>
    <message>
        <source>Id of the invitation</source>
        <translation>ID der Einladung</translation>
    </message>
    <message>
        <source>Address or network</source>
        <translation>Adresse oder Netz</translation>
    </message>
    <message>
        <source>Reason (for the audit log)</source>
        <translation>Grund (für das Protokoll der Verwaltung)</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Verbindung trennen…</translation>
    </message>
    <message>
        <source>Disconnect %1</source>
        <translation>Verbindung von %1 trennen</translation>
    </message>
    <message>
        <source>%1 is disconnected.</source>
        <translation>Die Verbindung von %1 ist getrennt.</translation>
    </message>
    <message>
        <source>Closes this connection. Its client may come back at once.</source>
        <translation>Schließt diese Verbindung. Der Client darf sofort wiederkommen.</translation>
    </message>
    <message>
        <source>End session…</source>
        <translation>Sitzung beenden…</translation>
    </message>
    <message>
        <source>End the session of %1</source>
        <translation>Sitzung von %1 beenden</translation>
    </message>
    <message>
        <source>The session of %1 has ended.</source>
        <translation>Die Sitzung von %1 ist beendet.</translation>
    </message>
    <message>
        <source>Logs this device out. The user has to log in again on it.</source>
        <translation>Meldet dieses Gerät ab. Der Benutzer muss sich darauf neu anmelden.</translation>
    </message>
    <message>
        <source>Ban address…</source>
        <translation>Adresse sperren…</translation>
    </message>
    <message>
        <source>Ban the address of %1</source>
        <translation>Adresse von %1 sperren</translation>
    </message>
    <message>
        <source>Ban the address of %1 for %2</source>
        <translation>Adresse von %1 für %2 sperren</translation>
    </message>
    <message>
        <source>The address of %1 is banned.</source>
        <translation>Die Adresse von %1 ist gesperrt.</translation>
    </message>
    <message>
        <source>Keeps everybody with this address out and closes their connections.</source>
        <translation>Lässt niemanden mit dieser Adresse herein und schließt seine Verbindungen.</translation>
    </message>
    <message>
        <source>End all sessions…</source>
        <translation>Alle Sitzungen beenden…</translation>
    </message>
    <message>
        <source>End all sessions of %1</source>
        <translation>Alle Sitzungen von %1 beenden</translation>
    </message>
    <message>
        <source>All sessions of %1 have ended.</source>
        <translation>Alle Sitzungen von %1 sind beendet.</translation>
    </message>
    <message>
        <source>Logs the user out everywhere. They have to log in again.</source>
        <translation>Meldet den Benutzer überall ab. Er muss sich neu anmelden.</translation>
    </message>
    <message>
        <source>Delete message…</source>
        <translation>Nachricht löschen…</translation>
    </message>
    <message>
        <source>Delete the message of %1</source>
        <translation>Nachricht von %1 löschen</translation>
    </message>
    <message>
        <source>The message of %1 is deleted.</source>
        <translation>Die Nachricht von %1 ist gelöscht.</translation>
    </message>
    <message>
        <source>The text is gone for everybody, at once. This cannot be undone.</source>
        <translation>Der Text verschwindet sofort und für alle. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Resolve…</source>
        <translation>Erledigen…</translation>
    </message>
    <message>
        <source>Resolve the report</source>
        <translation>Meldung erledigen</translation>
    </message>
    <message>
        <source>The report is resolved.</source>
        <translation>Die Meldung ist erledigt.</translation>
    </message>
    <message>
        <source>Closes the report. The reason becomes its note for administrators.</source>
        <translation>Schließt die Meldung. Der Grund wird ihre Notiz für Administratoren.</translation>
    </message>
    <message>
        <source>Create invitation…</source>
        <translation>Einladung anlegen…</translation>
    </message>
    <message>
        <source>Create the invitation</source>
        <translation>Einladung anlegen</translation>
    </message>
    <message>
        <source>Create an invitation for %2</source>
        <translation>Einladung für %2 anlegen</translation>
    </message>
    <message>
        <source>The invitation is created.</source>
        <translation>Die Einladung ist angelegt.</translation>
    </message>
    <message>
        <source>With its code, which is shown this once, people can register.</source>
        <translation>Mit ihrem Code, der nur dieses eine Mal gezeigt wird, kann man sich registrieren.</translation>
    </message>
    <message>
        <source>How many accounts</source>
        <translation>Wie viele Konten</translation>
    </message>
    <message>
        <source>Note for administrators</source>
        <translation>Notiz für Administratoren</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>Widerrufen…</translation>
    </message>
    <message>
        <source>Revoke the invitation</source>
        <translation>Einladung widerrufen</translation>
    </message>
    <message>
        <source>The invitation is revoked.</source>
        <translation>Die Einladung ist widerrufen.</translation>
    </message>
    <message>
        <source>Nobody can register with its code any more.</source>
        <translation>Niemand kann sich mehr mit ihrem Code registrieren.</translation>
    </message>
    <message>
        <source>Freeze…</source>
        <translation>Einfrieren…</translation>
    </message>
    <message>
        <source>Freeze %1</source>
        <translation>%1 einfrieren</translation>
    </message>
    <message>
        <source>%1 is frozen.</source>
        <translation>%1 ist eingefroren.</translation>
    </message>
    <message>
        <source>Only the owner and the moderators may write in the room.</source>
        <translation>Nur der Eigentümer und die Moderatoren dürfen im Raum schreiben.</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>Auftauen</translation>
    </message>
    <message>
        <source>Unfreeze %1</source>
        <translation>%1 auftauen</translation>
    </message>
    <message>
        <source>%1 is not frozen any more.</source>
        <translation>%1 ist nicht mehr eingefroren.</translation>
    </message>
    <message>
        <source>All members may write in the room again.</source>
        <translation>Alle Mitglieder dürfen wieder im Raum schreiben.</translation>
    </message>
    <message>
        <source>Slow mode…</source>
        <translation>Langsamer Modus…</translation>
    </message>
    <message>
        <source>Set the slow mode of %1</source>
        <translation>Langsamen Modus von %1 setzen</translation>
    </message>
    <message>
        <source>The slow mode of %1 is set.</source>
        <translation>Der langsame Modus von %1 ist gesetzt.</translation>
    </message>
    <message>
        <source>Each user may post only once in so many seconds; 0 ends it.</source>
        <translation>Jeder Benutzer darf in so vielen Sekunden nur einmal schreiben; 0 beendet es.</translation>
    </message>
    <message>
        <source>Seconds between two messages</source>
        <translation>Sekunden zwischen zwei Nachrichten</translation>
    </message>
    <message>
        <source>Transfer…</source>
        <translation>Übertragen…</translation>
    </message>
    <message>
        <source>Give %1 another owner</source>
        <translation>%1 einen anderen Eigentümer geben</translation>
    </message>
    <message>
        <source>%1 has another owner.</source>
        <translation>%1 hat einen anderen Eigentümer.</translation>
    </message>
    <message>
        <source>Makes a member the owner. The former owner becomes a moderator of the room.</source>
        <translation>Macht ein Mitglied zum Eigentümer. Der bisherige Eigentümer wird Moderator des Raums.</translation>
    </message>
    <message>
        <source>Purge old messages…</source>
        <translation>Alte Nachrichten entfernen…</translation>
    </message>
    <message>
        <source>Purge old messages of %1</source>
        <translation>Alte Nachrichten von %1 entfernen</translation>
    </message>
    <message>
        <source>Old messages of %1 are gone.</source>
        <translation>Die alten Nachrichten von %1 sind entfernt.</translation>
    </message>
    <message>
        <source>Removes the older messages of the room. This cannot be undone.</source>
        <translation>Entfernt die älteren Nachrichten des Raums. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Older than</source>
        <translation>Älter als</translation>
    </message>
    <message>
        <source>Delete…</source>
        <translation>Löschen…</translation>
    </message>
    <message>
        <source>Delete %1 for good</source>
        <translation>%1 endgültig löschen</translation>
    </message>
    <message>
        <source>%1 is deleted.</source>
        <translation>%1 ist gelöscht.</translation>
    </message>
    <message>
        <source>Deletes the room with all its messages. This cannot be undone.</source>
        <translation>Löscht den Raum mit allen Nachrichten. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
        <source>Remove a member…</source>
        <translation>Mitglied entfernen…</translation>
    </message>
    <message>
        <source>Remove from %1</source>
        <translation>Aus %1 entfernen</translation>
    </message>
    <message>
        <source>The member is removed.</source>
        <translation>Das Mitglied ist entfernt.</translation>
    </message>
    <message>
        <source>The member leaves the room, and may come back as the room allows.</source>
        <translation>Das Mitglied verlässt den Raum und darf wiederkommen, soweit der Raum es erlaubt.</translation>
    </message>
    <message>
        <source>Ban from room…</source>
        <translation>Für Raum sperren…</translation>
    </message>
    <message>
        <source>Ban from %1</source>
        <translation>Für %1 sperren</translation>
    </message>
    <message>
        <source>Ban from %1 for %2</source>
        <translation>Für %1 sperren, für %2</translation>
    </message>
    <message>
        <source>The user is banned from the room.</source>
        <translation>Der Benutzer ist für den Raum gesperrt.</translation>
    </message>
    <message>
        <source>Keeps a user out of this room, for a time or until it is lifted.</source>
        <translation>Hält einen Benutzer von diesem Raum fern, für eine Zeit oder bis es aufgehoben wird.</translation>
    </message>
    <message>
        <source>End a ban from room…</source>
        <translation>Sperre für Raum aufheben…</translation>
    </message>
    <message>
        <source>End a ban from %1</source>
        <translation>Eine Sperre für %1 aufheben</translation>
    </message>
    <message>
        <source>The ban has ended.</source>
        <translation>Die Sperre ist aufgehoben.</translation>
    </message>
    <message>
        <source>The user may join the room again.</source>
        <translation>Der Benutzer darf dem Raum wieder beitreten.</translation>
    </message>
    <message>
        <source>Remove from room…</source>
        <translation>Aus Raum entfernen…</translation>
    </message>
    <message>
        <source>Remove %1 from the room</source>
        <translation>%1 aus dem Raum entfernen</translation>
    </message>
    <message>
        <source>Ban %1 from the room</source>
        <translation>%1 für den Raum sperren</translation>
    </message>
    <message>
        <source>Ban %1 from the room for %2</source>
        <translation>%1 für %2 für den Raum sperren</translation>
    </message>
    <message>
        <source>%1 is banned from the room.</source>
        <translation>%1 ist für den Raum gesperrt.</translation>
    </message>
    <message>
        <source>End ban</source>
        <translation>Sperre aufheben</translation>
    </message>
    <message>
        <source>End the ban of %1</source>
        <translation>Sperre von %1 aufheben</translation>
    </message>
    <message>
        <source>The ban of %1 has ended.</source>
        <translation>Die Sperre von %1 ist aufgehoben.</translation>
    </message>
    <message>
        <source>Announce…</source>
        <translation>Ankündigen…</translation>
    </message>
    <message>
        <source>Send the announcement</source>
        <translation>Ankündigung senden</translation>
    </message>
    <message>
        <source>The announcement is sent.</source>
        <translation>Die Ankündigung ist gesendet.</translation>
    </message>
    <message>
        <source>Shows a line to all connected clients, to one room, or to one user.</source>
        <translation>Zeigt allen verbundenen Clients, einem Raum oder einem Benutzer eine Zeile.</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Lock down…</source>
        <translation>Abriegeln…</translation>
    </message>
    <message>
        <source>Lock the server down</source>
        <translation>Server abriegeln</translation>
    </message>
    <message>
        <source>The server is locked down.</source>
        <translation>Der Server ist abgeriegelt.</translation>
    </message>
    <message>
        <source>Lets nobody new in: no new accounts and rooms, only members post and join.</source>
        <translation>Lässt niemand Neuen herein: keine neuen Konten und Räume, nur Mitglieder schreiben und treten bei.</translation>
    </message>
    <message>
        <source>End lockdown</source>
        <translation>Abriegelung aufheben</translation>
    </message>
    <message>
        <source>End the lockdown</source>
        <translation>Abriegelung aufheben</translation>
    </message>
    <message>
        <source>The lockdown has ended.</source>
        <translation>Die Abriegelung ist aufgehoben.</translation>
    </message>
    <message>
        <source>Lets new people in again.</source>
        <translation>Lässt wieder Neue herein.</translation>
    </message>
    <message>
        <source>Change log level…</source>
        <translation>Stufe des Logs ändern…</translation>
    </message>
    <message>
        <source>Change the log level</source>
        <translation>Stufe des Logs ändern</translation>
    </message>
    <message>
        <source>The log level is changed.</source>
        <translation>Die Stufe des Logs ist geändert.</translation>
    </message>
    <message>
        <source>How much the log says, until the next start.</source>
        <translation>Wie viel im Log steht, bis zum nächsten Start.</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>debug: everything</source>
        <translation>debug: alles</translation>
    </message>
    <message>
        <source>info: as usual</source>
        <translation>info: wie üblich</translation>
    </message>
    <message>
        <source>warning and worse</source>
        <translation>Warnungen und Schlimmeres</translation>
    </message>
    <message>
        <source>errors only</source>
        <translation>nur Fehler</translation>
    </message>
    <message>
        <source>Show message texts…</source>
        <translation>Texte der Nachrichten zeigen…</translation>
    </message>
    <message>
        <source>Show texts for 15 minutes</source>
        <translation>Texte für 15 Minuten zeigen</translation>
    </message>
    <message>
        <source>Texts are shown for 15 minutes.</source>
        <translation>Texte werden für 15 Minuten gezeigt.</translation>
    </message>
    <message>
        <source>Your console shows the text of new messages. All other administrators are told, with your reason.</source>
        <translation>Ihre Konsole zeigt den Text neuer Nachrichten. Alle anderen Administratoren erfahren es, mit Ihrem Grund.</translation>
    </message>
    <message>
        <source>Hide message texts</source>
        <translation>Texte der Nachrichten verbergen</translation>
    </message>
    <message>
        <source>Hide the texts</source>
        <translation>Texte verbergen</translation>
    </message>
    <message>
        <source>Texts are hidden.</source>
        <translation>Texte sind verborgen.</translation>
    </message>
    <message>
        <source>Ends it before the 15 minutes are over.</source>
        <translation>Beendet es, bevor die 15 Minuten um sind.</translation>
    </message>
    <message>
        <source>Ban an address…</source>
        <translation>Eine Adresse sperren…</translation>
    </message>
    <message>
        <source>Ban the address</source>
        <translation>Adresse sperren</translation>
    </message>
    <message>
        <source>Ban the address for %2</source>
        <translation>Adresse für %2 sperren</translation>
    </message>
    <message>
        <source>The address is banned.</source>
        <translation>Die Adresse ist gesperrt.</translation>
    </message>
    <message>
        <source>Keeps an address or network out, as 192.0.2.0/24, and closes its connections.</source>
        <translation>Lässt eine Adresse oder ein Netz nicht herein, etwa 192.0.2.0/24, und schließt die Verbindungen.</translation>
    </message>
    <message>
        <source>This address may connect again.</source>
        <translation>Diese Adresse darf sich wieder verbinden.</translation>
    </message>
    <message>
        <source>End mute</source>
        <translation>Stummschaltung aufheben</translation>
    </message>
    <message>
        <source>End the mute of %1</source>
        <translation>Stummschaltung von %1 aufheben</translation>
    </message>
    <message>
        <source>The mute of %1 has ended.</source>
        <translation>Die Stummschaltung von %1 ist aufgehoben.</translation>
    </message>
    <message>
        <source>The user may post again.</source>
        <translation>Der Benutzer darf wieder schreiben.</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Jetzt sichern…</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>The backup is made.</source>
        <translation>Die Sicherung ist angelegt.</translation>
    </message>
    <message>
        <source>Writes everything into one file on the server, which goes on running.</source>
        <translation>Schreibt alles in eine Datei auf dem Server, der dabei weiterläuft.</translation>
    </message>
    <message>
        <source>File name (empty: by the time)</source>
        <translation>Dateiname (leer: nach der Zeit)</translation>
    </message>
    <message>
        <source>Keep messages of a room…</source>
        <translation>Nachrichten eines Raums aufbewahren…</translation>
    </message>
    <message>
        <source>Set the retention</source>
        <translation>Aufbewahrung setzen</translation>
    </message>
    <message>
        <source>The retention is set.</source>
        <translation>Die Aufbewahrung ist gesetzt.</translation>
    </message>
    <message>
        <source>How long the messages of a room stay. Older ones are removed for good; 0: never.</source>
        <translation>Wie lange die Nachrichten eines Raums bleiben. Ältere werden endgültig entfernt; 0: nie.</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Keep messages of a room as configured…</source>
        <translation>Nachrichten eines Raums aufbewahren wie eingestellt…</translation>
    </message>
    <message>
        <source>Use the server&apos;s retention</source>
        <translation>Aufbewahrung des Servers verwenden</translation>
    </message>
    <message>
        <source>The server&apos;s retention is used.</source>
        <translation>Die Aufbewahrung des Servers gilt.</translation>
    </message>
    <message>
        <source>The messages stay as long as storage.retention_days says.</source>
        <translation>Die Nachrichten bleiben so lange, wie storage.retention_days sagt.</translation>
    </message>
    <message>
        <source>For how long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Suspend…</source>
        <translation>Sperren…</translation>
    </message>
    <message>
        <source>Suspend %1</source>
        <translation>%1 vorübergehend sperren</translation>
    </message>
    <message>
        <source>Suspend %1 for %2</source>
        <translation>%1 für %2 sperren</translation>
    </message>
    <message>
        <source>%1 is suspended.</source>
        <translation>%1 ist vorübergehend gesperrt.</translation>
    </message>
    <message>
        <source>Keeps the user out for a time and ends all their sessions.</source>
        <translation>Lässt den Benutzer eine Zeit lang nicht herein und beendet alle seine Sitzungen.</translation>
    </message>
    <message>
        <source>End suspension</source>
        <translation>Vorübergehende Sperre aufheben</translation>
    </message>
    <message>
        <source>End the suspension of %1</source>
        <translation>Vorübergehende Sperre von %1 aufheben</translation>
    </message>
    <message>
        <source>The suspension of %1 has ended.</source>
        <translation>Die vorübergehende Sperre von %1 ist aufgehoben.</translation>
    </message>
    <message>
        <source>The user may log in again.</source>
        <translation>Der Benutzer darf sich wieder anmelden.</translation>
    </message>
    <message>
        <source>Ban…</source>
        <translation>Dauerhaft sperren…</translation>
    </message>
    <message>
        <source>Ban %1</source>
        <translation>%1 dauerhaft sperren</translation>
    </message>
    <message>
        <source>%1 is banned.</source>
        <translation>%1 ist dauerhaft gesperrt.</translation>
    </message>
    <message>
        <source>Keeps the user out for good and ends all their sessions.</source>
        <translation>Lässt den Benutzer nie mehr herein und beendet alle seine Sitzungen.</translation>
    </message>
    <message>
        <source>Mute…</source>
        <translation>Stummschalten…</translation>
    </message>
    <message>
        <source>Mute %1</source>
        <translation>%1 stummschalten</translation>
    </message>
    <message>
        <source>Mute %1 for %2</source>
        <translation>%1 für %2 stummschalten</translation>
    </message>
    <message>
        <source>%1 is muted.</source>
        <translation>%1 ist stummgeschaltet.</translation>
    </message>
    <message>
        <source>The user can read, but not post or edit; everywhere, or in one room.</source>
        <translation>Der Benutzer kann lesen, aber nicht schreiben und bearbeiten; überall oder in einem Raum.</translation>
    </message>
    <message>
        <source>End mute…</source>
        <translation>Stummschaltung aufheben…</translation>
    </message>
    <message>
        <source>The user may post again. Name the room if the mute is of one room.</source>
        <translation>Der Benutzer darf wieder schreiben. Nennen Sie den Raum, wenn die Stummschaltung nur für ihn gilt.</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Zulassen</translation>
    </message>
    <message>
        <source>Approve %1</source>
        <translation>%1 zulassen</translation>
    </message>
    <message>
        <source>%1 is approved.</source>
        <translation>%1 ist zugelassen.</translation>
    </message>
    <message>
        <source>The new account may be used.</source>
        <translation>Das neue Konto darf verwendet werden.</translation>
    </message>
    <message>
        <source>Reject…</source>
        <translation>Ablehnen…</translation>
    </message>
    <message>
        <source>Reject %1</source>
        <translation>%1 ablehnen</translation>
    </message>
    <message>
        <source>%1 is rejected.</source>
        <translation>%1 ist abgelehnt.</translation>
    </message>
    <message>
        <source>Removes the account that waits for approval. Its name is free again.</source>
        <translation>Entfernt das Konto, das auf Zulassung wartet. Sein Name ist wieder frei.</translation>
    </message>
    <message>
        <source>Deactivate…</source>
        <translation>Deaktivieren…</translation>
    </message>
    <message>
        <source>Deactivate %1</source>
        <translation>%1 deaktivieren</translation>
    </message>
    <message>
        <source>%1 is deactivated.</source>
        <translation>%1 ist deaktiviert.</translation>
    </message>
    <message>
        <source>Closes an account that is not needed any more and ends its sessions.</source>
        <translation>Schließt ein Konto, das nicht mehr gebraucht wird, und beendet seine Sitzungen.</translation>
    </message>
    <message>
        <source>Reactivate</source>
        <translation>Reaktivieren</translation>
    </message>
    <message>
        <source>Reactivate %1</source>
        <translation>%1 reaktivieren</translation>
    </message>
    <message>
        <source>%1 is active again.</source>
        <translation>%1 ist wieder aktiv.</translation>
    </message>
    <message>
        <source>Opens a deactivated account again.</source>
        <translation>Öffnet ein deaktiviertes Konto wieder.</translation>
    </message>
</context>
<context>
    <name>Durations</name>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n Sekunde</numerusform>
            <numerusform>%n Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n Stunde</numerusform>
            <numerusform>%n Stunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n Tag</numerusform>
            <numerusform>%n Tage</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n Woche</numerusform>
            <numerusform>%n Wochen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message numerus="yes">
        <source>ends %n session(s)</source>
        <translation>
            <numerusform>beendet %n Sitzung</numerusform>
            <numerusform>beendet %n Sitzungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>closes %n connection(s)</source>
        <translation>
            <numerusform>schließt %n Verbindung</numerusform>
            <numerusform>schließt %n Verbindungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>reaches %n connection(s)</source>
        <translation>
            <numerusform>erreicht %n Verbindung</numerusform>
            <numerusform>erreicht %n Verbindungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>leaves %n room(s)</source>
        <translation>
            <numerusform>verlässt %n Raum</numerusform>
            <numerusform>verlässt %n Räume</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>gives %n room(s) another owner</source>
        <translation>
            <numerusform>gibt %n Raum einen anderen Eigentümer</numerusform>
            <numerusform>gibt %n Räumen einen anderen Eigentümer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>deletes %n room(s)</source>
        <translation>
            <numerusform>löscht %n Raum</numerusform>
            <numerusform>löscht %n Räume</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>keeps %n message(s) without their author</source>
        <translation>
            <numerusform>behält %n Nachricht ohne Autor</numerusform>
            <numerusform>behält %n Nachrichten ohne Autor</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>removes %n message(s) for good</source>
        <translation>
            <numerusform>entfernt %n Nachricht endgültig</numerusform>
            <numerusform>entfernt %n Nachrichten endgültig</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>takes it from %n member(s)</source>
        <translation>
            <numerusform>nimmt ihn %n Mitglied</numerusform>
            <numerusform>nimmt ihn %n Mitgliedern</numerusform>
        </translation>
    </message>
    <message>
        <source>ends the membership</source>
        <translation>beendet die Mitgliedschaft</translation>
    </message>
    <message>
        <source>writes about %1 to %2</source>
        <translation>schreibt etwa %1 nach %2</translation>
    </message>
</context>
<context>
    <name>FlightRecorder</name>
    <message>
        <source>%1 answered after %2</source>
        <translation>%1 beantwortet nach %2</translation>
    </message>
    <message>
        <source>%1 failed after %2: %3</source>
        <translation>%1 gescheitert nach %2: %3</translation>
    </message>
    <message>
        <source>Ping of the client</source>
        <translation>Ping des Clients</translation>
    </message>
    <message>
        <source>Ping answered after %1</source>
        <translation>Ping beantwortet nach %1</translation>
    </message>
    <message>
        <source>the server does not know the old connection: it ended too long ago, or before the server was restarted</source>
        <translation>der Server kennt die alte Verbindung nicht: Sie endete vor zu langer Zeit, oder bevor der Server neu gestartet wurde</translation>
    </message>
    <message>
        <source>the client had said good-bye before</source>
        <translation>der Client hatte sich vorher verabschiedet</translation>
    </message>
    <message>
        <source>it had missed more than the server sends again; the client has to fetch it</source>
        <translation>er hatte mehr verpasst, als der Server nachsendet; der Client muss es abholen</translation>
    </message>
    <message>
        <source>the client named a position that the server does not know</source>
        <translation>der Client nannte eine Stelle, die der Server nicht kennt</translation>
    </message>
    <message>
        <source>Called %1</source>
        <translation>%1 aufgerufen</translation>
    </message>
    <message>
        <source>Joined room %1</source>
        <translation>Raum %1 beigetreten</translation>
    </message>
    <message>
        <source>Left room %1</source>
        <translation>Raum %1 verlassen</translation>
    </message>
    <message>
        <source>Log-in refused: %1</source>
        <translation>Anmeldung abgelehnt: %1</translation>
    </message>
    <message>
        <source>Disconnected: %1</source>
        <translation>Getrennt: %1</translation>
    </message>
    <message>
        <source>Recovered: it had missed nothing</source>
        <translation>Wiederaufgenommen: nichts war verpasst</translation>
    </message>
    <message numerus="yes">
        <source>Recovered: %n change(s) were sent again</source>
        <translation>
            <numerusform>Wiederaufgenommen: %n Änderung wurde nachgesendet</numerusform>
            <numerusform>Wiederaufgenommen: %n Änderungen wurden nachgesendet</numerusform>
        </translation>
    </message>
    <message>
        <source>Not recovered: %1</source>
        <translation>Nicht wiederaufgenommen: %1</translation>
    </message>
</context>
<context>
    <name>Format</name>
    <message>
        <source>%1 d</source>
        <translation>%1 d</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1/s</source>
        <comment>bytes a second</comment>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <comment>2 h 5 min</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>%1 µs</source>
        <translation>%1 µs</translation>
    </message>
</context>
<context>
    <name>InvitationTexts</name>
    <message>
        <source>Everybody may register</source>
        <translation>Alle dürfen sich registrieren</translation>
    </message>
    <message>
        <source>Who is not invited waits for approval</source>
        <translation>Wer nicht eingeladen ist, wartet auf Zulassung</translation>
    </message>
    <message>
        <source>Only the invited may register</source>
        <translation>Nur Eingeladene dürfen sich registrieren</translation>
    </message>
    <message>
        <source>Nobody may register, invited or not</source>
        <translation>Niemand darf sich registrieren, eingeladen oder nicht</translation>
    </message>
</context>
<context>
    <name>LogInProblems</name>
    <message>
        <source>The user name or the password is wrong.</source>
        <translation>Der Benutzername oder das Passwort ist falsch.</translation>
    </message>
    <message>
        <source>Look whether Caps Lock is on. After too many attempts the server lets nobody in for a while.</source>
        <translation>Prüfen Sie die Feststelltaste. Nach zu vielen Versuchen lässt der Server eine Weile niemanden herein.</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>Die Sitzung ist beendet.</translation>
    </message>
    <message>
        <source>Log in again.</source>
        <translation>Melden Sie sich neu an.</translation>
    </message>
    <message>
        <source>A user name and a password are needed.</source>
        <translation>Benutzername und Passwort werden gebraucht.</translation>
    </message>
    <message>
        <source>The password was good for one log-in only.</source>
        <translation>Das Passwort galt nur für eine Anmeldung.</translation>
    </message>
    <message>
        <source>Log in on the server&apos;s web page once and choose your own, or connect on the server&apos;s computer.</source>
        <translation>Melden Sie sich einmal auf der Webseite des Servers an und wählen Sie ein eigenes, oder verbinden Sie sich auf dem Rechner des Servers.</translation>
    </message>
    <message>
        <source>The account still waits for approval.</source>
        <translation>Das Konto wartet noch auf Zulassung.</translation>
    </message>
    <message>
        <source>The account is suspended.</source>
        <translation>Das Konto ist vorübergehend gesperrt.</translation>
    </message>
    <message>
        <source>The account is closed.</source>
        <translation>Das Konto ist geschlossen.</translation>
    </message>
    <message>
        <source>The role of this account is too low.</source>
        <translation>Die Rolle dieses Kontos reicht nicht.</translation>
    </message>
    <message>
        <source>Consoles are for auditors, operators and administrators. An administrator can change the role.</source>
        <translation>Konsolen sind für Prüfer, Operatoren und Administratoren. Ein Administrator kann die Rolle ändern.</translation>
    </message>
    <message>
        <source>The address of this computer is banned.</source>
        <translation>Die Adresse dieses Rechners ist gesperrt.</translation>
    </message>
    <message>
        <source>Connect from another one, or on the server&apos;s computer.</source>
        <translation>Verbinden Sie sich von einem anderen oder auf dem Rechner des Servers.</translation>
    </message>
    <message>
        <source>There were too many attempts to log in.</source>
        <translation>Es gab zu viele Versuche, sich anzumelden.</translation>
    </message>
    <message>
        <source>Too many consoles are connected.</source>
        <translation>Zu viele Konsolen sind verbunden.</translation>
    </message>
    <message>
        <source>Close another console.</source>
        <translation>Schließen Sie eine andere Konsole.</translation>
    </message>
    <message>
        <source>The server has too much to do.</source>
        <translation>Der Server hat zu viel zu tun.</translation>
    </message>
    <message>
        <source>The server cannot read its database.</source>
        <translation>Der Server kann seine Datenbank nicht lesen.</translation>
    </message>
    <message>
        <source>Look into the server&apos;s log.</source>
        <translation>Sehen Sie im Log des Servers nach.</translation>
    </message>
    <message>
        <source>The server has an error.</source>
        <translation>Der Server hat einen Fehler.</translation>
    </message>
    <message>
        <source>The server is shutting down.</source>
        <translation>Der Server wird beendet.</translation>
    </message>
    <message>
        <source>The console has logged out.</source>
        <translation>Die Konsole hat sich abgemeldet.</translation>
    </message>
    <message>
        <source>The log-in took too long.</source>
        <translation>Die Anmeldung hat zu lange gedauert.</translation>
    </message>
    <message>
        <source>The link was too slow for what the server had to say.</source>
        <translation>Die Verbindung war zu langsam für das, was der Server zu sagen hatte.</translation>
    </message>
    <message>
        <source>The server understood too little of what the console said.</source>
        <translation>Der Server hat zu wenig von dem verstanden, was die Konsole sagte.</translation>
    </message>
    <message>
        <source>Look whether both have the same version.</source>
        <translation>Prüfen Sie, ob beide dieselbe Version haben.</translation>
    </message>
</context>
<context>
    <name>Moderation</name>
    <message>
        <source>User %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>Raum %1</translation>
    </message>
    <message>
        <source>User %1, who reported it</source>
        <translation>Benutzer %1, der es gemeldet hat</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>bis %1</translation>
    </message>
    <message>
        <source>without end</source>
        <translation>ohne Ende</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 antwortet nicht.</translation>
    </message>
    <message>
        <source>Look whether the server runs, and whether a firewall is in between.</source>
        <translation>Prüfen Sie, ob der Server läuft und ob eine Firewall dazwischen ist.</translation>
    </message>
    <message>
        <source>The link to %1 is down.</source>
        <translation>Die Verbindung zu %1 ist unterbrochen.</translation>
    </message>
    <message>
        <source>%1 sends something that is not the admin protocol.</source>
        <translation>%1 sendet etwas, das nicht zum Verwaltungsprotokoll gehört.</translation>
    </message>
    <message>
        <source>Look whether the address is that of a Parlance server, and whether a proxy in between changes what it says.</source>
        <translation>Prüfen Sie, ob die Adresse die eines Parlance-Servers ist und ob ein Proxy dazwischen etwas verändert.</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted: %2</source>
        <translation>Dem Zertifikat von %1 wird nicht vertraut: %2</translation>
    </message>
    <message>
        <source>Compare its fingerprint with that of the server.</source>
        <translation>Vergleichen Sie seinen Fingerabdruck mit dem des Servers.</translation>
    </message>
    <message>
        <source>There is no computer named %1.</source>
        <translation>Es gibt keinen Rechner namens %1.</translation>
    </message>
    <message>
        <source>Look for a typing error.</source>
        <translation>Suchen Sie nach einem Tippfehler.</translation>
    </message>
    <message>
        <source>%1 does not speak TLS.</source>
        <translation>%1 spricht kein TLS.</translation>
    </message>
    <message>
        <source>Look whether the server runs, and whether the port is right.</source>
        <translation>Prüfen Sie, ob der Server läuft und ob der Port stimmt.</translation>
    </message>
    <message>
        <source>You may not open the server&apos;s socket %1.</source>
        <translation>Sie dürfen den Socket %1 des Servers nicht öffnen.</translation>
    </message>
    <message>
        <source>No server listens on the socket %1.</source>
        <translation>Kein Server lauscht am Socket %1.</translation>
    </message>
    <message>
        <source>Look whether the server runs.</source>
        <translation>Prüfen Sie, ob der Server läuft.</translation>
    </message>
    <message>
        <source>%1 speaks version %2 of the admin protocol, this console %3.</source>
        <translation>%1 spricht Version %2 des Verwaltungsprotokolls, diese Konsole %3.</translation>
    </message>
    <message>
        <source>Install a newer console.</source>
        <translation>Installieren Sie eine neuere Konsole.</translation>
    </message>
    <message>
        <source>Update the server, or use a console of its version.</source>
        <translation>Aktualisieren Sie den Server, oder verwenden Sie eine Konsole seiner Version.</translation>
    </message>
    <message>
        <source>The server sends more than this computer can read.</source>
        <translation>Der Server sendet mehr, als dieser Rechner lesen kann.</translation>
    </message>
    <message>
        <source>Look whether the address is that of a Parlance server.</source>
        <translation>Prüfen Sie, ob die Adresse die eines Parlance-Servers ist.</translation>
    </message>
    <message>
        <source>The certificate of %1 is another one than you trusted!</source>
        <translation>Das Zertifikat von %1 ist ein anderes als das, dem Sie vertraut haben!</translation>
    </message>
    <message>
        <source>Somebody may be in between. Ask who runs the server whether it has a new certificate before you go on.</source>
        <translation>Vielleicht steht jemand dazwischen. Fragen Sie den Betreiber des Servers, ob er ein neues Zertifikat hat, bevor Sie weitermachen.</translation>
    </message>
    <message>
        <source>Look whether the port is right, or write ws:// before the address if the server has no TLS.</source>
        <translation>Prüfen Sie, ob der Port stimmt, oder schreiben Sie ws:// vor die Adresse, wenn der Server kein TLS hat.</translation>
    </message>
    <message>
        <source>Nothing listens at %1.</source>
        <translation>An %1 lauscht nichts.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 ist nicht zu erreichen.</translation>
    </message>
    <message>
        <source>%1 has too many connections.</source>
        <translation>%1 hat zu viele Verbindungen.</translation>
    </message>
    <message>
        <source>The console tries again by itself.</source>
        <translation>Die Konsole versucht es von selbst wieder.</translation>
    </message>
    <message>
        <source>The address of this computer is banned from %1.</source>
        <translation>Die Adresse dieses Rechners ist bei %1 gesperrt.</translation>
    </message>
    <message>
        <source>Connect from another one, or on the server&apos;s computer.</source>
        <translation>Verbinden Sie sich von einem anderen oder auf dem Rechner des Servers.</translation>
    </message>
    <message>
        <source>%1 is a Parlance server without /admin at this address.</source>
        <translation>%1 ist ein Parlance-Server, hat an dieser Adresse aber kein /admin.</translation>
    </message>
    <message>
        <source>Use the address that admin.listen of its configuration names.</source>
        <translation>Verwenden Sie die Adresse, die admin.listen in seiner Konfiguration nennt.</translation>
    </message>
    <message>
        <source>%1 answers, but is no Parlance server.</source>
        <translation>%1 antwortet, ist aber kein Parlance-Server.</translation>
    </message>
    <message>
        <source>Look whether the port is right, and whether it needs wss:// (TLS) before the address.</source>
        <translation>Prüfen Sie, ob der Port stimmt und ob wss:// (TLS) vor die Adresse gehört.</translation>
    </message>
    <message>
        <source>Look whether the address is right, and whether a proxy in between passes WebSockets on.</source>
        <translation>Prüfen Sie, ob die Adresse stimmt und ob ein Proxy dazwischen WebSockets weiterreicht.</translation>
    </message>
    <message>
        <source>%1 does not agree to the admin protocol.</source>
        <translation>%1 stimmt dem Verwaltungsprotokoll nicht zu.</translation>
    </message>
    <message>
        <source>Look whether the address is right, and whether a proxy in between removes Sec-WebSocket-Protocol.</source>
        <translation>Prüfen Sie, ob die Adresse stimmt und ob ein Proxy dazwischen Sec-WebSocket-Protocol entfernt.</translation>
    </message>
    <message>
        <source>%1 sent a message that is too large.</source>
        <translation>%1 hat eine zu große Nachricht gesendet.</translation>
    </message>
    <message>
        <source>Only members of its group may: ask to become one, or log in over the network.</source>
        <translation>Das dürfen nur Mitglieder seiner Gruppe: Bitten Sie um Aufnahme, oder melden Sie sich über das Netz an.</translation>
    </message>
</context>
<context>
    <name>TableParts</name>
    <message>
        <source>as of %1</source>
        <translation>Stand %1</translation>
    </message>
</context>
<context>
    <name>Target</name>
    <message>
        <source>this computer</source>
        <translation>dieser Rechner</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Active</source>
        <translation>Aktiv</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>Vorübergehend gesperrt</translation>
    </message>
    <message>
        <source>Banned</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>Waits for approval</source>
        <translation>Wartet auf Zulassung</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Ohne Passwort gesperrt</translation>
    </message>
    <message>
        <source>Deactivated</source>
        <translation>Deaktiviert</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>Gelöscht</translation>
    </message>
    <message>
        <source>Erased</source>
        <translation>Endgültig gelöscht</translation>
    </message>
    <message>
        <source>Muted</source>
        <translation>Stummgeschaltet</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>Öffentlich</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Direct</source>
        <translation>Direkt</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Geschlossen</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Deleted message</source>
        <translation>Gelöschte Nachricht</translation>
    </message>
    <message>
        <source>Used up</source>
        <translation>Verbraucht</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>Abgelaufen</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Member</source>
        <translation>Mitglied</translation>
    </message>
    <message>
        <source>Moderator</source>
        <translation>Moderator</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Eigentümer</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>Prüfer</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>Operator</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>WebSocket</source>
        <translation>WebSocket</translation>
    </message>
    <message>
        <source>Polling</source>
        <translation>Polling</translation>
    </message>
    <message>
        <source>REST</source>
        <translation>REST</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>Native</source>
        <translation>Nativ</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Logged in</source>
        <translation>Angemeldet</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>Beigetreten</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>Verlassen</translation>
    </message>
    <message>
        <source>Called</source>
        <translation>Aufgerufen</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Beantwortet</translation>
    </message>
    <message>
        <source>Round trip</source>
        <translation>Umlaufzeit</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>Wiederaufgenommen</translation>
    </message>
    <message>
        <source>Not recovered</source>
        <translation>Nicht wiederaufgenommen</translation>
    </message>
    <message>
        <source>Disconnected</source>
        <translation>Getrennt</translation>
    </message>
    <message>
        <source>Posted</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>Bearbeitet</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>Zugestellt</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Gesendet</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Debug</source>
        <translation>Debug</translation>
    </message>
    <message>
        <source>Info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>Kritisch</translation>
    </message>
    <message>
        <source>Fatal</source>
        <translation>Fatal</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>OK</translation>
    </message>
    <message>
        <source>Dry run</source>
        <translation>Probelauf</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>Nicht erlaubt</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>Invalid</source>
        <translation>Ungültig</translation>
    </message>
    <message>
        <source>Too often</source>
        <translation>Zu oft</translation>
    </message>
    <message>
        <source>Overloaded</source>
        <translation>Überlastet</translation>
    </message>
    <message>
        <source>Not logged in</source>
        <translation>Nicht angemeldet</translation>
    </message>
    <message>
        <source>The client said good-bye</source>
        <translation>Der Client hat sich verabschiedet</translation>
    </message>
    <message>
        <source>The connection was cut</source>
        <translation>Die Verbindung wurde abgebrochen</translation>
    </message>
    <message>
        <source>The connection failed</source>
        <translation>Die Verbindung ist gescheitert</translation>
    </message>
    <message>
        <source>No answer to pings</source>
        <translation>Keine Antwort auf Pings</translation>
    </message>
    <message>
        <source>The client read too slowly</source>
        <translation>Der Client hat zu langsam gelesen</translation>
    </message>
    <message>
        <source>The client broke the protocol</source>
        <translation>Der Client hat das Protokoll verletzt</translation>
    </message>
    <message>
        <source>The session was ended</source>
        <translation>Die Sitzung wurde beendet</translation>
    </message>
    <message>
        <source>The server shut down</source>
        <translation>Der Server wurde beendet</translation>
    </message>
    <message>
        <source>The address was banned</source>
        <translation>Die Adresse wurde gesperrt</translation>
    </message>
    <message>
        <source>Slow mode</source>
        <translation>Langsamer Modus</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Vorgabe</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>Command line</source>
        <translation>Befehlszeile</translation>
    </message>
</context>
<context>
    <name>parlance::gui::AccountsList</name>
    <message>
        <source>Approvals</source>
        <translation>Zulassungen</translation>
    </message>
    <message>
        <source>Suspensions</source>
        <translation>Gesperrte Konten</translation>
    </message>
    <message>
        <source>Nobody waits for approval</source>
        <translation>Niemand wartet auf Zulassung</translation>
    </message>
    <message>
        <source>New accounts appear here where registration needs approval.</source>
        <translation>Neue Konten erscheinen hier, wenn die Registrierung eine Zulassung braucht.</translation>
    </message>
    <message>
        <source>Nobody is suspended or banned</source>
        <translation>Niemand ist gesperrt</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>Was geschehen ist</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Not in this list any more</source>
        <translation>Nicht mehr in dieser Liste</translation>
    </message>
    <message>
        <source>User %1</source>
        <translation>Benutzer %1</translation>
    </message>
</context>
<context>
    <name>parlance::gui::Alarms</name>
    <message>
        <source>%1 is down</source>
        <translation>%1 ist ausgefallen</translation>
    </message>
    <message>
        <source>The disk of %1 is nearly full</source>
        <translation>Der Datenträger von %1 ist fast voll</translation>
    </message>
    <message>
        <source>%1 are free.</source>
        <translation>%1 sind frei.</translation>
    </message>
    <message>
        <source>The storage of %1 fails</source>
        <translation>Der Speicher von %1 versagt</translation>
    </message>
    <message numerus="yes">
        <source>%n call(s) could not be answered in the last minute.</source>
        <translation>
            <numerusform>%n Aufruf konnte in der letzten Minute nicht beantwortet werden.</numerusform>
            <numerusform>%n Aufrufe konnten in der letzten Minute nicht beantwortet werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 refuses many log-ins</source>
        <translation>%1 lehnt viele Anmeldungen ab</translation>
    </message>
    <message numerus="yes">
        <source>%n log-in(s) with a wrong name or password in the last minute.</source>
        <translation>
            <numerusform>%n Anmeldung mit falschem Namen oder Passwort in der letzten Minute.</numerusform>
            <numerusform>%n Anmeldungen mit falschem Namen oder Passwort in der letzten Minute.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::AnnouncePage</name>
    <message>
        <source>Announce</source>
        <translation>Ankündigen</translation>
    </message>
    <message>
        <source>Say something to connected clients</source>
        <translation>Verbundenen Clients etwas sagen</translation>
    </message>
    <message>
        <source>Text of the announcement</source>
        <translation>Text der Ankündigung</translation>
    </message>
    <message>
        <source>The server restarts at 18:00 for a minute.</source>
        <translation>Der Server startet um 18:00 Uhr neu und ist eine Minute weg.</translation>
    </message>
    <message>
        <source>Receivers</source>
        <translation>Empfänger</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>The room</source>
        <translation>Der Raum</translation>
    </message>
    <message>
        <source>The user</source>
        <translation>Der Benutzer</translation>
    </message>
    <message>
        <source>Announce…</source>
        <translation>Ankündigen…</translation>
    </message>
    <message>
        <source>Announced before</source>
        <translation>Früher angekündigt</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Ankündigungen</translation>
    </message>
    <message>
        <source>Write what to say.</source>
        <translation>Schreiben Sie, was Sie sagen wollen.</translation>
    </message>
    <message>
        <source>The text is too long.</source>
        <translation>Der Text ist zu lang.</translation>
    </message>
    <message>
        <source>Say to whom.</source>
        <translation>Sagen Sie, wem.</translation>
    </message>
    <message>
        <source>The link to the server is down.</source>
        <translation>Die Verbindung zum Server ist unterbrochen.</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message numerus="yes">
        <source>Reaches %n connection(s) now</source>
        <translation>
            <numerusform>Erreicht jetzt %n Verbindung</numerusform>
            <numerusform>Erreicht jetzt %n Verbindungen</numerusform>
        </translation>
    </message>
    <message>
        <source>Your role may not read the audit log.</source>
        <translation>Ihre Rolle darf das Protokoll der Verwaltung nicht lesen.</translation>
    </message>
    <message>
        <source>Nothing has been announced yet.</source>
        <translation>Noch wurde nichts angekündigt.</translation>
    </message>
    <message>
        <source>From the audit log, the last ones</source>
        <translation>Aus dem Protokoll der Verwaltung, die letzten</translation>
    </message>
</context>
<context>
    <name>parlance::gui::AnswerTable</name>
    <message>
        <source>Show more</source>
        <translation>Mehr zeigen</translation>
    </message>
    <message>
        <source>Your role does not allow you to see this.</source>
        <translation>Ihre Rolle erlaubt nicht, das zu sehen.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::AuditPage</name>
    <message>
        <source>Audit</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Not before</source>
        <translation>Nicht vor</translation>
    </message>
    <message>
        <source>Not after</source>
        <translation>Nicht nach</translation>
    </message>
    <message>
        <source>Load older</source>
        <translation>Ältere laden</translation>
    </message>
    <message>
        <source>Filter: who did it</source>
        <translation>Filter: wer es getan hat</translation>
    </message>
    <message>
        <source>Filter: command</source>
        <translation>Filter: Befehl</translation>
    </message>
    <message>
        <source>Filter: time</source>
        <translation>Filter: Zeit</translation>
    </message>
    <message>
        <source>Any time</source>
        <translation>Jederzeit</translation>
    </message>
    <message>
        <source>Last hour</source>
        <translation>Letzte Stunde</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>Letzte 24 Stunden</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Letzte 30 Tage</translation>
    </message>
    <message>
        <source>Between…</source>
        <translation>Zwischen…</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>Any command</source>
        <translation>Jeder Befehl</translation>
    </message>
    <message>
        <source>Save all matching entries as CSV…</source>
        <translation>Alle passenden Einträge als CSV speichern…</translation>
    </message>
    <message>
        <source>Save the audit log</source>
        <translation>Protokoll der Verwaltung speichern</translation>
    </message>
    <message>
        <source>No entry matches</source>
        <translation>Kein Eintrag passt</translation>
    </message>
    <message>
        <source>Nothing has been done yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Names must be whole, as they are written.</source>
        <translation>Namen müssen ganz sein, wie sie geschrieben werden.</translation>
    </message>
    <message>
        <source>What administrators do is listed here, and cannot be removed.</source>
        <translation>Was Administratoren tun, steht hier und lässt sich nicht entfernen.</translation>
    </message>
    <message>
        <source>The audit log is being saved already.</source>
        <translation>Das Protokoll der Verwaltung wird schon gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>Saving: %n entries</source>
        <translation>
            <numerusform>Speichern: %n Eintrag</numerusform>
            <numerusform>Speichern: %n Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>Target</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>By</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>The whole name of who did it</source>
        <translation>Der ganze Name dessen, der es getan hat</translation>
    </message>
</context>
<context>
    <name>parlance::gui::Breakdown</name>
    <message>
        <source>others</source>
        <translation>andere</translation>
    </message>
</context>
<context>
    <name>parlance::gui::ChoiceEditor</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
</context>
<context>
    <name>parlance::gui::CommandBar</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>All commands for %1</source>
        <translation>Alle Befehle für %1</translation>
    </message>
</context>
<context>
    <name>parlance::gui::CommandRunner</name>
    <message>
        <source>User %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>Raum %1</translation>
    </message>
    <message>
        <source>One-time password of %1</source>
        <translation>Einmalpasswort von %1</translation>
    </message>
    <message>
        <source>Code of the invitation</source>
        <translation>Code der Einladung</translation>
    </message>
    <message>
        <source>It is taken back.</source>
        <translation>Es ist zurückgenommen.</translation>
    </message>
    <message>
        <source>No file is chosen</source>
        <translation>Keine Datei ist gewählt</translation>
    </message>
    <message>
        <source>%1; yours is %2</source>
        <translation>%1; Ihre ist %2</translation>
    </message>
    <message>
        <source>Needs the role %1</source>
        <translation>Braucht die Rolle %1</translation>
    </message>
</context>
<context>
    <name>parlance::gui::CommandSheet</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Working…</source>
        <translation>In Arbeit…</translation>
    </message>
    <message>
        <source>The link to the server is down.</source>
        <translation>Die Verbindung zum Server ist unterbrochen.</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Wird gezählt…</translation>
    </message>
    <message>
        <source>This %1.</source>
        <translation>Das %1.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>parlance::gui::ConfigPage</name>
    <message>
        <source>Configuration</source>
        <translation>Konfiguration</translation>
    </message>
    <message>
        <source>Only what is set</source>
        <translation>Nur was gesetzt ist</translation>
    </message>
    <message>
        <source>Hides keys that have their default</source>
        <translation>Verbirgt Schlüssel mit ihrer Vorgabe</translation>
    </message>
    <message>
        <source>The configuration could not be read.</source>
        <translation>Die Konfiguration konnte nicht gelesen werden.</translation>
    </message>
    <message>
        <source>No key matches.</source>
        <translation>Kein Schlüssel passt.</translation>
    </message>
    <message>
        <source>There may be ones that the filter hides.</source>
        <translation>Vielleicht verbirgt der Filter welche.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s)</source>
        <translation>
            <numerusform>%n Schlüssel</numerusform>
            <numerusform>%n Schlüssel</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 gezeigt</translation>
    </message>
</context>
<context>
    <name>parlance::gui::ConnectForm</name>
    <message>
        <source>&amp;Keep the password in the keychain</source>
        <translation>Passwort im &amp;Schlüsselbund aufbewahren</translation>
    </message>
    <message>
        <source>&amp;Connect</source>
        <translation>&amp;Verbinden</translation>
    </message>
    <message>
        <source>Optional: saves it in the list</source>
        <translation>Wahlfrei: speichert ihn in der Liste</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort zeigen</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>&amp;Adresse</translation>
    </message>
    <message>
        <source>&amp;User name</source>
        <translation>&amp;Benutzername</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>&amp;Passwort</translation>
    </message>
    <message>
        <source>&amp;Name</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>A socket of this computer: no password is needed.</source>
        <translation>Ein Socket dieses Rechners: Ein Passwort wird nicht gebraucht.</translation>
    </message>
    <message>
        <source>Not encrypted: who is in between can read the password. Use wss:// if the server has TLS.</source>
        <translation>Nicht verschlüsselt: Wer dazwischen ist, kann das Passwort lesen. Verwenden Sie wss://, wenn der Server TLS hat.</translation>
    </message>
    <message>
        <source>Encrypted: %1</source>
        <translation>Verschlüsselt: %1</translation>
    </message>
</context>
<context>
    <name>parlance::gui::ConnectPage</name>
    <message>
        <source>Connect to a server</source>
        <translation>Mit einem Server verbinden</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindung wird aufgebaut</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>Abbre&amp;chen</translation>
    </message>
    <message>
        <source>An address is missing.</source>
        <translation>Eine Adresse fehlt.</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of a server.</source>
        <translation>„%1“ ist keine Adresse eines Servers.</translation>
    </message>
    <message>
        <source>It looks like chat.example.org, https://chat.example.org:8443 or /run/parlance/admin.sock.</source>
        <translation>Sie sieht aus wie chat.example.org, https://chat.example.org:8443 oder /run/parlance/admin.sock.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::DetailPane</name>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>You can look, but not change: %1.</source>
        <translation>Sie können ansehen, aber nicht ändern: %1.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::Doctor</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>Zertifikat</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Log-in</source>
        <translation>Anmeldung</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>Rolle</translation>
    </message>
    <message>
        <source>Clock</source>
        <translation>Uhr</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>Not needed on the server&apos;s own computer.</source>
        <translation>Auf dem Rechner des Servers nicht nötig.</translation>
    </message>
    <message>
        <source>The link is not encrypted: who is in between can read the password.</source>
        <translation>Die Verbindung ist nicht verschlüsselt: Wer dazwischen ist, kann das Passwort lesen.</translation>
    </message>
    <message>
        <source>There is none without TLS.</source>
        <translation>Ohne TLS gibt es keines.</translation>
    </message>
    <message>
        <source>%1 is %2.</source>
        <translation>%1 ist %2.</translation>
    </message>
    <message>
        <source>Port %1 answers.</source>
        <translation>Port %1 antwortet.</translation>
    </message>
    <message>
        <source>The link is encrypted.</source>
        <translation>Die Verbindung ist verschlüsselt.</translation>
    </message>
    <message>
        <source>It ended on %1.</source>
        <translation>Es endete am %1.</translation>
    </message>
    <message>
        <source>It is valid from %1 on: look at this computer&apos;s clock, which says %2.</source>
        <translation>Es gilt erst ab %1: Prüfen Sie die Uhr dieses Rechners, sie sagt %2.</translation>
    </message>
    <message>
        <source>It is valid until %1.</source>
        <translation>Es gilt bis %1.</translation>
    </message>
    <message>
        <source>You trust it by its fingerprint.</source>
        <translation>Sie vertrauen ihm nach seinem Fingerabdruck.</translation>
    </message>
    <message>
        <source>It is a Parlance server with /admin.</source>
        <translation>Es ist ein Parlance-Server mit /admin.</translation>
    </message>
    <message>
        <source>It speaks version %1 of the admin protocol.</source>
        <translation>Er spricht Version %1 des Verwaltungsprotokolls.</translation>
    </message>
    <message>
        <source>The clocks agree.</source>
        <translation>Die Uhren stimmen überein.</translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) ahead of the server&apos;s.</source>
        <translation>
            <numerusform>Die Uhr dieses Rechners geht gegenüber der des Servers %n Minute vor.</numerusform>
            <numerusform>Die Uhr dieses Rechners geht gegenüber der des Servers %n Minuten vor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) behind the server&apos;s.</source>
        <translation>
            <numerusform>Die Uhr dieses Rechners geht gegenüber der des Servers %n Minute nach.</numerusform>
            <numerusform>Die Uhr dieses Rechners geht gegenüber der des Servers %n Minuten nach.</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no such file.</source>
        <translation>Diese Datei gibt es nicht.</translation>
    </message>
    <message>
        <source>%1 is there.</source>
        <translation>%1 ist da.</translation>
    </message>
    <message>
        <source>It was not tried without a password.</source>
        <translation>Ohne Passwort wurde sie nicht versucht.</translation>
    </message>
    <message>
        <source>You are %1.</source>
        <translation>Sie sind %1.</translation>
    </message>
    <message>
        <source>You are logged in as %1.</source>
        <translation>Sie sind angemeldet als %1.</translation>
    </message>
    <message>
        <source>The password is right.</source>
        <translation>Das Passwort stimmt.</translation>
    </message>
    <message>
        <source>good</source>
        <translation>gut</translation>
    </message>
    <message>
        <source>attention</source>
        <translation>Achtung</translation>
    </message>
    <message>
        <source>wrong</source>
        <translation>falsch</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>ausgelassen</translation>
    </message>
</context>
<context>
    <name>parlance::gui::DurationEditor</name>
    <message>
        <source>30d, or a date like 2026-01-31</source>
        <translation>30d, oder ein Datum wie 2026-01-31</translation>
    </message>
    <message>
        <source>90m, 12h, 7d, 2w</source>
        <translation>90m, 12h, 7d, 2w</translation>
    </message>
    <message>
        <source>90m, 12h, 7d, 2w; empty: until it is ended</source>
        <translation>90m, 12h, 7d, 2w; leer: bis es aufgehoben wird</translation>
    </message>
    <message>
        <source>No end</source>
        <translation>Ohne Ende</translation>
    </message>
    <message>
        <source>“%1” is no time. Write it like 30d or 2026-01-31.</source>
        <translation>„%1“ ist keine Zeit. Schreiben Sie sie wie 30d oder 2026-01-31.</translation>
    </message>
    <message>
        <source>“%1” is no length of time. Write it like 90m, 12h, 7d or 2w.</source>
        <translation>„%1“ ist keine Zeitspanne. Schreiben Sie sie wie 90m, 12h, 7d oder 2w.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::EmptyState</name>
    <message>
        <source>Loading</source>
        <translation>Wird geladen</translation>
    </message>
</context>
<context>
    <name>parlance::gui::EntriesPage</name>
    <message>
        <source>Go to the end, and stay there</source>
        <translation>Ans Ende gehen und dort bleiben</translation>
    </message>
    <message>
        <source>Clear the list</source>
        <translation>Liste leeren</translation>
    </message>
    <message>
        <source>Copy the selected rows, or all</source>
        <translation>Gewählte Zeilen kopieren, oder alle</translation>
    </message>
    <message>
        <source>Save the list…</source>
        <translation>Liste speichern…</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message numerus="yes">
        <source>Paused · %n waiting</source>
        <translation>
            <numerusform>Angehalten · %n wartet</numerusform>
            <numerusform>Angehalten · %n warten</numerusform>
        </translation>
    </message>
    <message>
        <source>Show what has come meanwhile, and follow again</source>
        <translation>Zeigen, was inzwischen kam, und wieder folgen</translation>
    </message>
    <message>
        <source>Keep the list as it is; what comes waits</source>
        <translation>Die Liste lassen, wie sie ist; was kommt, wartet</translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 Zeile</numerusform>
            <numerusform>%1 Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 older ones are not kept</source>
        <translation>%1 ältere sind nicht aufbewahrt</translation>
    </message>
    <message>
        <source>The server is not reached</source>
        <translation>Der Server ist nicht erreicht</translation>
    </message>
    <message>
        <source>The list goes on as soon as it answers.</source>
        <translation>Die Liste geht weiter, sobald er antwortet.</translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation>Nichts passt zum Filter</translation>
    </message>
    <message>
        <source>What comes and matches is shown at once.</source>
        <translation>Was kommt und passt, wird sofort gezeigt.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Save the list</source>
        <translation>Liste speichern</translation>
    </message>
</context>
<context>
    <name>parlance::gui::FieldEditor</name>
    <message>
        <source>%1 is needed.</source>
        <translation>„%1“ wird gebraucht.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::FilterBox</name>
    <message>
        <source>Filter: %1</source>
        <translation>Filter: %1</translation>
    </message>
</context>
<context>
    <name>parlance::gui::FlightRecorder</name>
    <message>
        <source>What the connection has done, the newest first</source>
        <translation>Was die Verbindung getan hat, das Neueste zuerst</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>Ältere</translation>
    </message>
    <message>
        <source>Older entries are overwritten.</source>
        <translation>Ältere Einträge sind überschrieben.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::HandshakeProbe</name>
    <message>
        <source>No answer came.</source>
        <translation>Es kam keine Antwort.</translation>
    </message>
    <message>
        <source>What answers does not speak HTTP.</source>
        <translation>Was antwortet, spricht kein HTTP.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::InvitationsPage</name>
    <message>
        <source>Invitations</source>
        <translation>Einladungen</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Jeder Zustand</translation>
    </message>
    <message>
        <source>No invitation matches</source>
        <translation>Keine Einladung passt</translation>
    </message>
    <message>
        <source>There may be ones that the filter hides.</source>
        <translation>Vielleicht verbirgt der Filter welche.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>Nobody is invited</source>
        <translation>Niemand ist eingeladen</translation>
    </message>
    <message>
        <source>With the code of an invitation, people can make an account although registration is not open to everybody.</source>
        <translation>Mit dem Code einer Einladung kann man ein Konto anlegen, auch wenn die Registrierung nicht allen offensteht.</translation>
    </message>
    <message>
        <source>The invitations could not be read</source>
        <translation>Die Einladungen konnten nicht gelesen werden</translation>
    </message>
    <message numerus="yes">
        <source>%1 invitation(s)</source>
        <translation>
            <numerusform>%1 Einladung</numerusform>
            <numerusform>%1 Einladungen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 gezeigt</translation>
    </message>
    <message>
        <source>there are more, which are not read</source>
        <translation>es gibt mehr, die nicht gelesen sind</translation>
    </message>
</context>
<context>
    <name>parlance::gui::KeychainPasswords</name>
    <message>
        <source>This computer has no keychain that is open, so the password is not kept.</source>
        <translation>Dieser Rechner hat keinen offenen Schlüsselbund, deshalb wird das Passwort nicht aufbewahrt.</translation>
    </message>
    <message>
        <source>The keychain was not opened.</source>
        <translation>Der Schlüsselbund wurde nicht geöffnet.</translation>
    </message>
    <message>
        <source>The keychain does not work: %1</source>
        <translation>Der Schlüsselbund arbeitet nicht: %1</translation>
    </message>
</context>
<context>
    <name>parlance::gui::KindFilter</name>
    <message numerus="yes">
        <source>%n kind(s)</source>
        <translation>
            <numerusform>%n Art</numerusform>
            <numerusform>%n Arten</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter: %1</source>
        <translation>Filter: %1</translation>
    </message>
</context>
<context>
    <name>parlance::gui::LimitsList</name>
    <message>
        <source>Banned addresses</source>
        <translation>Gesperrte Adressen</translation>
    </message>
    <message>
        <source>Mutes</source>
        <translation>Stummschaltungen</translation>
    </message>
    <message>
        <source>Room bans</source>
        <translation>Sperren für Räume</translation>
    </message>
    <message>
        <source>Room whose bans are listed</source>
        <translation>Raum, dessen Sperren gezeigt werden</translation>
    </message>
    <message>
        <source>Room: whole name or id, then Enter</source>
        <translation>Raum: ganzer Name oder ID, dann Eingabetaste</translation>
    </message>
    <message>
        <source>No address is banned</source>
        <translation>Keine Adresse ist gesperrt</translation>
    </message>
    <message>
        <source>Nobody is muted</source>
        <translation>Niemand ist stummgeschaltet</translation>
    </message>
    <message>
        <source>Bans belong to a room</source>
        <translation>Sperren gehören zu einem Raum</translation>
    </message>
    <message>
        <source>Nobody is banned from this room</source>
        <translation>Niemand ist für diesen Raum gesperrt</translation>
    </message>
    <message>
        <source>A banned address or network cannot connect at all.</source>
        <translation>Eine gesperrte Adresse oder ein gesperrtes Netz kann sich gar nicht verbinden.</translation>
    </message>
    <message>
        <source>Type the room&apos;s name to list who is banned from it.</source>
        <translation>Tippen Sie den Namen des Raums, um zu sehen, wer für ihn gesperrt ist.</translation>
    </message>
    <message>
        <source>Muted %1</source>
        <translation>Stummgeschaltet %1</translation>
    </message>
    <message>
        <source>Banned %1</source>
        <translation>Gesperrt %1</translation>
    </message>
    <message>
        <source>Not in this list any more</source>
        <translation>Nicht mehr in dieser Liste</translation>
    </message>
    <message>
        <source>%1, in the room %2</source>
        <translation>%1, im Raum %2</translation>
    </message>
</context>
<context>
    <name>parlance::gui::LinkBanner</name>
    <message>
        <source>The link to the server is lost.</source>
        <translation>Die Verbindung zum Server ist verloren.</translation>
    </message>
    <message>
        <source>%1 What you see is as of %2.</source>
        <translation>%1 Sie sehen den Stand von %2.</translation>
    </message>
    <message numerus="yes">
        <source>Next attempt in %n s</source>
        <translation>
            <numerusform>Nächster Versuch in %n s</numerusform>
            <numerusform>Nächster Versuch in %n s</numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>Verbindung wird aufgebaut…</translation>
    </message>
    <message>
        <source>Log in again…</source>
        <translation>Neu anmelden…</translation>
    </message>
    <message>
        <source>Retry now</source>
        <translation>Jetzt versuchen</translation>
    </message>
</context>
<context>
    <name>parlance::gui::ListPage</name>
    <message>
        <source>Load more</source>
        <translation>Mehr laden</translation>
    </message>
    <message>
        <source>Nothing is known yet</source>
        <translation>Noch ist nichts bekannt</translation>
    </message>
    <message>
        <source>The list comes as soon as the server answers.</source>
        <translation>Die Liste kommt, sobald der Server antwortet.</translation>
    </message>
    <message numerus="yes">
        <source>%1 row(s)</source>
        <translation>
            <numerusform>%1 Zeile</numerusform>
            <numerusform>%1 Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n row(s)</source>
        <translation>
            <numerusform>Die erste Zeile</numerusform>
            <numerusform>Die ersten %n Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>There is nothing here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>Your role may not see this list</source>
        <translation>Ihre Rolle darf diese Liste nicht sehen</translation>
    </message>
    <message>
        <source>An administrator can give your account another role.</source>
        <translation>Ein Administrator kann Ihrem Konto eine andere Rolle geben.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::LogsPage</name>
    <message>
        <source>Logs</source>
        <translation>Log</translation>
    </message>
    <message>
        <source>Any level</source>
        <translation>Jede Stufe</translation>
    </message>
    <message>
        <source>The log is empty</source>
        <translation>Das Log ist leer</translation>
    </message>
    <message>
        <source>The server keeps its last lines in memory; they appear here as they come.</source>
        <translation>Der Server hält seine letzten Zeilen im Arbeitsspeicher; sie erscheinen hier, wie sie kommen.</translation>
    </message>
    <message>
        <source>Part of the text</source>
        <translation>Teil des Textes</translation>
    </message>
    <message>
        <source>Info and worse</source>
        <translation>Info und Schlimmeres</translation>
    </message>
    <message>
        <source>Warnings and worse</source>
        <translation>Warnungen und Schlimmeres</translation>
    </message>
    <message>
        <source>Errors only</source>
        <translation>Nur Fehler</translation>
    </message>
    <message>
        <source>Filter: category</source>
        <translation>Filter: Kategorie</translation>
    </message>
    <message>
        <source>Level: %1…</source>
        <translation>Stufe: %1…</translation>
    </message>
    <message>
        <source>%1 Now: %2</source>
        <translation>%1 Jetzt: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n new lines</source>
        <translation>
            <numerusform>%n neue Zeile</numerusform>
            <numerusform>%n neue Zeilen</numerusform>
        </translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>A category of the log, or its beginning: parlance.net</source>
        <translation>Eine Kategorie des Logs oder ihr Anfang: parlance.net</translation>
    </message>
</context>
<context>
    <name>parlance::gui::MainWindow</name>
    <message>
        <source>Parlance</source>
        <translation>Parlance</translation>
    </message>
    <message>
        <source>page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>%1 – Parlance</source>
        <translation>%1 – Parlance</translation>
    </message>
    <message>
        <source>Forgotten. Everything looks as in the beginning from the next log-in on.</source>
        <translation>Vergessen. Ab der nächsten Anmeldung sieht alles wieder aus wie am Anfang.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::ModerationPage</name>
    <message>
        <source>Moderation</source>
        <translation>Moderation</translation>
    </message>
    <message>
        <source>%1  %2</source>
        <translation>%1  %2</translation>
    </message>
</context>
<context>
    <name>parlance::gui::NameEditor</name>
    <message>
        <source>Name or id of a user</source>
        <translation>Name oder ID eines Benutzers</translation>
    </message>
    <message>
        <source>Name or id of a room</source>
        <translation>Name oder ID eines Raums</translation>
    </message>
</context>
<context>
    <name>parlance::gui::Navigation</name>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>%1: your account&apos;s role does not let you see this</source>
        <translation>%1: Die Rolle Ihres Kontos lässt Sie das nicht sehen</translation>
    </message>
    <message>
        <source>Show the names of the pages</source>
        <translation>Namen der Seiten zeigen</translation>
    </message>
    <message>
        <source>Show icons only</source>
        <translation>Nur Symbole zeigen</translation>
    </message>
</context>
<context>
    <name>parlance::gui::OneTimeDialog</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>It is shown this once. Copy it before you close.</source>
        <translation>Es wird nur dieses eine Mal gezeigt. Kopieren Sie es, bevor Sie schließen.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>parlance::gui::OverviewBoard</name>
    <message>
        <source>Who is there</source>
        <translation>Wer ist da</translation>
    </message>
    <message>
        <source>users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Messages a second</source>
        <translation>Nachrichten je Sekunde</translation>
    </message>
    <message>
        <source>posted</source>
        <translation>gesendet</translation>
    </message>
    <message>
        <source>delivered</source>
        <translation>zugestellt</translation>
    </message>
    <message>
        <source>Delivery of a message</source>
        <translation>Zustellung einer Nachricht</translation>
    </message>
    <message>
        <source>Event loop and storage</source>
        <translation>Ereignisschleife und Speicher</translation>
    </message>
    <message>
        <source>loop lag</source>
        <translation>Schleife</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>Commit</translation>
    </message>
    <message>
        <source>Coming and going</source>
        <translation>Kommen und Gehen</translation>
    </message>
    <message>
        <source>connects</source>
        <translation>verbunden</translation>
    </message>
    <message>
        <source>disconnects</source>
        <translation>getrennt</translation>
    </message>
    <message>
        <source>Refused a second</source>
        <translation>Abgelehnt je Sekunde</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>too many</source>
        <translation>zu viele</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>cores</source>
        <translation>Kerne</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>belegt</translation>
    </message>
    <message>
        <source>Jobs that wait for the storage</source>
        <translation>Aufträge, die auf den Speicher warten</translation>
    </message>
    <message>
        <source>jobs</source>
        <translation>Aufträge</translation>
    </message>
    <message>
        <source>p50</source>
        <translation>p50</translation>
    </message>
    <message>
        <source>p95</source>
        <translation>p95</translation>
    </message>
    <message>
        <source>p99</source>
        <translation>p99</translation>
    </message>
</context>
<context>
    <name>parlance::gui::OverviewFigures</name>
    <message>
        <source>Users online</source>
        <translation>Benutzer online</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>Zustellungen</translation>
    </message>
    <message>
        <source>Delivery, p95</source>
        <translation>Zustellung, p95</translation>
    </message>
    <message>
        <source>Event loop lag, p95</source>
        <translation>Ereignisschleife, p95</translation>
    </message>
    <message>
        <source>Commit, p95</source>
        <translation>Commit, p95</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Descriptors</source>
        <translation>Deskriptoren</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Rate-limited</source>
        <translation>Ratenbegrenzt</translation>
    </message>
    <message>
        <source>Connections by transport</source>
        <translation>Verbindungen nach Transport</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <source>Connections by dialect</source>
        <translation>Verbindungen nach Dialekt</translation>
    </message>
    <message>
        <source>Refused since the start</source>
        <translation>Abgelehnt seit dem Start</translation>
    </message>
    <message>
        <source>Above a rate limit</source>
        <translation>Über einer Ratenbegrenzung</translation>
    </message>
    <message>
        <source>Disconnects by reason</source>
        <translation>Trennungen nach Grund</translation>
    </message>
    <message>
        <source>%1 cores</source>
        <translation>%1 Kerne</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>%1 in all</source>
        <translation>%1 insgesamt</translation>
    </message>
    <message>
        <source>p50 %1 · p99 %2</source>
        <translation>p50 %1 · p99 %2</translation>
    </message>
    <message>
        <source>longest %1</source>
        <translation>längste %1</translation>
    </message>
    <message>
        <source>%1 writes, %2 reads wait</source>
        <translation>Warteschlange %1 / %2</translation>
    </message>
    <message>
        <source>resident</source>
        <translation>belegt</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>HTTP %1</source>
        <translation>HTTP %1</translation>
    </message>
    <message>
        <source>Malformed: %1</source>
        <translation>Fehlerhaft: %1</translation>
    </message>
</context>
<context>
    <name>parlance::gui::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>1 minute</source>
        <translation>1 Minute</translation>
    </message>
    <message>
        <source>1 hour</source>
        <translation>1 Stunde</translation>
    </message>
    <message>
        <source>24 hours</source>
        <translation>24 Stunden</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Plots as a Picture (PNG)…</source>
        <translation>Diagramme als Bild (PNG)…</translation>
    </message>
    <message>
        <source>Values as a Table (CSV)…</source>
        <translation>Werte als Tabelle (CSV)…</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Version %1, up for %2</source>
        <translation>Version %1, läuft seit %2</translation>
    </message>
    <message>
        <source>Save the plots</source>
        <translation>Diagramme speichern</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>Bilder (*.png)</translation>
    </message>
    <message>
        <source>Saved as %1</source>
        <translation>Gespeichert als %1</translation>
    </message>
    <message>
        <source>%1 could not be written</source>
        <translation>%1 konnte nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Save the values</source>
        <translation>Werte speichern</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>Tabellen (*.csv)</translation>
    </message>
</context>
<context>
    <name>parlance::gui::Palette</name>
    <message>
        <source>Command palette</source>
        <translation>Befehlspalette</translation>
    </message>
    <message>
        <source>Search commands, users, rooms, sessions, settings</source>
        <translation>Befehle, Benutzer, Räume, Sitzungen, Einstellungen suchen</translation>
    </message>
    <message>
        <source>Search commands, users, rooms, sessions, settings…</source>
        <translation>Befehle, Benutzer, Räume, Sitzungen, Einstellungen suchen…</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>What to do with %1…</source>
        <translation>Was mit %1 geschehen soll…</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>Einstellung</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Jetzt nicht</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>Sitzung</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Filter users by “%1”</source>
        <translation>Benutzer nach „%1“ filtern</translation>
    </message>
    <message>
        <source>Filter rooms by “%1”</source>
        <translation>Räume nach „%1“ filtern</translation>
    </message>
    <message>
        <source>Filter sessions by “%1”</source>
        <translation>Sitzungen nach „%1“ filtern</translation>
    </message>
    <message>
        <source>Search the log for “%1”</source>
        <translation>Im Log nach „%1“ suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
</context>
<context>
    <name>parlance::gui::PaletteModel</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>parlance::gui::PersonalDataExport</name>
    <message>
        <source>The file cannot be written</source>
        <translation>Die Datei kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Look whether the disk is full.</source>
        <translation>Prüfen Sie, ob der Datenträger voll ist.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::ProblemBox</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copies what was found, to be passed on</source>
        <translation>Kopiert, was gefunden wurde, zum Weitergeben</translation>
    </message>
    <message>
        <source>Hide the details</source>
        <translation>Einzelheiten verbergen</translation>
    </message>
    <message>
        <source>Show the details</source>
        <translation>Einzelheiten zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Try again in %n second(s).</source>
        <translation>
            <numerusform>Versuchen Sie es in %n Sekunde wieder.</numerusform>
            <numerusform>Versuchen Sie es in %n Sekunden wieder.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::RecordsFile</name>
    <message>
        <source>The file cannot be written</source>
        <translation>Die Datei kann nicht geschrieben werden</translation>
    </message>
    <message>
        <source>Choose another folder, or look whether the disk is full.</source>
        <translation>Wählen Sie einen anderen Ordner, oder prüfen Sie, ob der Datenträger voll ist.</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>Saved in %1.</source>
        <translation>Gespeichert in %1.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::ReportsList</name>
    <message>
        <source>Reports</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>No open reports</source>
        <translation>Keine offenen Meldungen</translation>
    </message>
    <message>
        <source>What users report, messages and other users, appears here at once.</source>
        <translation>Was Benutzer melden, Nachrichten und andere Benutzer, erscheint hier sofort.</translation>
    </message>
    <message>
        <source>This report is closed.</source>
        <translation>Diese Meldung ist geschlossen.</translation>
    </message>
    <message>
        <source>The user was reported</source>
        <translation>Der Benutzer wurde gemeldet</translation>
    </message>
    <message>
        <source>A message was reported</source>
        <translation>Eine Nachricht wurde gemeldet</translation>
    </message>
    <message>
        <source>A message was reported, and is deleted</source>
        <translation>Eine Nachricht wurde gemeldet und ist gelöscht</translation>
    </message>
</context>
<context>
    <name>parlance::gui::RevealBar</name>
    <message>
        <source>Hide now</source>
        <translation>Jetzt verbergen</translation>
    </message>
    <message>
        <source>Hide the texts of messages now</source>
        <translation>Die Texte der Nachrichten jetzt verbergen</translation>
    </message>
    <message>
        <source>%1 reads the texts of new messages.</source>
        <translation>%1 liest die Texte neuer Nachrichten.</translation>
    </message>
    <message>
        <source>%1 no longer reads texts.</source>
        <translation>%1 liest keine Texte mehr.</translation>
    </message>
    <message>
        <source>in all rooms</source>
        <translation>in allen Räumen</translation>
    </message>
    <message>
        <source>in %1</source>
        <translation>in %1</translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <translation>
            <numerusform>Und %n weiterer.</numerusform>
            <numerusform>Und %n weitere.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 reads the texts of new messages %2 until %3: %4</source>
        <translation>%1 liest die Texte neuer Nachrichten %2 bis %3: %4</translation>
    </message>
    <message>
        <source>You read the texts of new messages %1; all administrators know. Reason: %2</source>
        <translation>Sie lesen die Texte neuer Nachrichten %1; alle Administratoren wissen es. Grund: %2</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>Noch %1</translation>
    </message>
</context>
<context>
    <name>parlance::gui::RoomInspector</name>
    <message>
        <source>Bans</source>
        <translation>Sperren</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>parlance::gui::RoomMessages</name>
    <message>
        <source>Read the messages…</source>
        <translation>Nachrichten lesen…</translation>
    </message>
    <message>
        <source>What people write is shown only with a reason. It is written to the audit log, and the other administrators are told.</source>
        <translation>Was Menschen schreiben, wird nur mit einem Grund gezeigt. Er steht dann im Protokoll der Verwaltung, und die anderen Administratoren erfahren es.</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Shown for another %1</source>
        <translation>Noch %1 zu sehen</translation>
    </message>
    <message>
        <source>(deleted)</source>
        <translation>(gelöscht)</translation>
    </message>
</context>
<context>
    <name>parlance::gui::RoomsPage</name>
    <message>
        <source>Rooms</source>
        <translation>Räume</translation>
    </message>
    <message>
        <source>Any type</source>
        <translation>Jede Art</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Jeder Zustand</translation>
    </message>
    <message>
        <source>Somebody online</source>
        <translation>Jemand online</translation>
    </message>
    <message>
        <source>Frozen</source>
        <translation>Eingefroren</translation>
    </message>
    <message>
        <source>Not frozen</source>
        <translation>Nicht eingefroren</translation>
    </message>
    <message>
        <source>Only rooms with members online</source>
        <translation>Nur Räume mit Mitgliedern online</translation>
    </message>
</context>
<context>
    <name>parlance::gui::ServerList</name>
    <message>
        <source>Servers</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Servers that you connect to appear here.</source>
        <translation>Server, mit denen Sie sich verbinden, erscheinen hier.</translation>
    </message>
</context>
<context>
    <name>parlance::gui::SessionInspector</name>
    <message>
        <source>Show user</source>
        <translation>Benutzer zeigen</translation>
    </message>
    <message>
        <source>Ended at %1: %2</source>
        <translation>Beendet um %1: %2</translation>
    </message>
</context>
<context>
    <name>parlance::gui::SessionsPage</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>All transports</source>
        <translation>Alle Transporte</translation>
    </message>
    <message>
        <source>All dialects</source>
        <translation>Alle Dialekte</translation>
    </message>
    <message>
        <source>Nobody is connected</source>
        <translation>Niemand ist verbunden</translation>
    </message>
    <message>
        <source>%1 · %2 shown</source>
        <translation>%1 · %2 gezeigt</translation>
    </message>
    <message>
        <source>Connections appear here as soon as a client opens one.</source>
        <translation>Verbindungen erscheinen hier, sobald ein Client eine öffnet.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connection(s)</source>
        <translation>
            <numerusform>%Ln Verbindung</numerusform>
            <numerusform>%Ln Verbindungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::SettingsMenu</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Forget Layouts of All Servers</source>
        <translation>Ansichten aller Server vergessen</translation>
    </message>
    <message>
        <source>Columns, filters, sizes and the last page are as in the beginning</source>
        <translation>Spalten, Filter, Größen und die letzte Seite sind wie am Anfang</translation>
    </message>
    <message>
        <source>About Parlance</source>
        <translation>Über Parlance</translation>
    </message>
    <message>
        <source>Parlance&apos;s console %1</source>
        <translation>Die Konsole von Parlance, %1</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder später.</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the System</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
</context>
<context>
    <name>parlance::gui::StoragePage</name>
    <message>
        <source>Storage</source>
        <translation>Speicher</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Datenbank</translation>
    </message>
    <message>
        <source>Write-ahead log</source>
        <translation>Write-Ahead-Log</translation>
    </message>
    <message>
        <source>Unused pages</source>
        <translation>Freie Seiten</translation>
    </message>
    <message>
        <source>Waiting writes</source>
        <translation>Wartend, schreibend</translation>
    </message>
    <message>
        <source>Waiting reads</source>
        <translation>Wartend, lesend</translation>
    </message>
    <message>
        <source>Last commit</source>
        <translation>Letzter Commit</translation>
    </message>
    <message>
        <source>Schema</source>
        <translation>Schema</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Back up now…</source>
        <translation>Jetzt sichern…</translation>
    </message>
    <message>
        <source>Retention</source>
        <translation>Aufbewahrung</translation>
    </message>
    <message>
        <source>Set the retention of a room…</source>
        <translation>Aufbewahrung eines Raums setzen…</translation>
    </message>
    <message>
        <source>Integrity</source>
        <translation>Integrität</translation>
    </message>
    <message>
        <source>Reads the whole database and looks for damage, while the server runs.</source>
        <translation>Liest die ganze Datenbank und sucht nach Schäden, während der Server läuft.</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tabellen</translation>
    </message>
    <message>
        <source>Statements that took longest in all</source>
        <translation>Anweisungen, die insgesamt am längsten dauerten</translation>
    </message>
    <message>
        <source>Rooms with a retention of their own</source>
        <translation>Räume mit eigener Aufbewahrung</translation>
    </message>
    <message>
        <source>Everything here is %1.</source>
        <translation>Hier ist alles %1.</translation>
    </message>
    <message>
        <source>Reading the database…</source>
        <translation>Die Datenbank wird gelesen…</translation>
    </message>
    <message>
        <source>The check could not be made: %1</source>
        <translation>Die Prüfung war nicht möglich: %1</translation>
    </message>
    <message>
        <source>The server&apos;s answer is not understood.</source>
        <translation>Die Antwort des Servers ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>No damage was found (%1).</source>
        <translation>Kein Schaden gefunden (%1).</translation>
    </message>
    <message>
        <source>Damage was found. Stop the server and restore a backup.</source>
        <translation>Schäden gefunden. Beenden Sie den Server und spielen Sie eine Sicherung ein.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>und %n weitere</numerusform>
            <numerusform>und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>The state of the storage could not be read: %1</source>
        <translation>Der Zustand des Speichers konnte nicht gelesen werden: %1</translation>
    </message>
    <message>
        <source>A backup is being made.</source>
        <translation>Eine Sicherung wird angelegt.</translation>
    </message>
    <message>
        <source>No backup has been made since the server&apos;s start.</source>
        <translation>Seit dem Start des Servers keine Sicherung.</translation>
    </message>
    <message>
        <source>The last one was made %1, %2.</source>
        <translation>Die letzte: %1, %2.</translation>
    </message>
    <message>
        <source>The last attempt failed %1: %2</source>
        <translation>Der letzte Versuch ist gescheitert, %1: %2</translation>
    </message>
    <message>
        <source>None is scheduled (storage.backup_interval).</source>
        <translation>Keine ist geplant (storage.backup_interval).</translation>
    </message>
    <message numerus="yes">
        <source>The next one is due %1; %n are kept.</source>
        <translation>
            <numerusform>Die nächste: %1; %n wird aufbewahrt.</numerusform>
            <numerusform>Die nächste: %1; %n werden aufbewahrt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Directory: %1</source>
        <translation>Verzeichnis: %1</translation>
    </message>
    <message numerus="yes">
        <source>Messages stay %n day(s).</source>
        <translation>
            <numerusform>Nachrichten bleiben %n Tag.</numerusform>
            <numerusform>Nachrichten bleiben %n Tage.</numerusform>
        </translation>
    </message>
    <message>
        <source>Messages stay for ever.</source>
        <translation>Nachrichten bleiben für immer.</translation>
    </message>
    <message numerus="yes">
        <source>Removed last, %1: %n message(s).</source>
        <translation>
            <numerusform>Zuletzt entfernt, %1: %n Nachricht.</numerusform>
            <numerusform>Zuletzt entfernt, %1: %n Nachrichten.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::TabbedInspector</name>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
</context>
<context>
    <name>parlance::gui::TableModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>parlance::gui::TablePage</name>
    <message>
        <source>Filter of %1</source>
        <translation>Filter für %1</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Spalten</translation>
    </message>
    <message>
        <source>Copy row</source>
        <translation>Zeile kopieren</translation>
    </message>
    <message>
        <source>Nothing is known yet</source>
        <translation>Noch ist nichts bekannt</translation>
    </message>
    <message>
        <source>The server has not been reached. The rows come as soon as it answers.</source>
        <translation>Der Server ist noch nicht erreicht. Die Zeilen kommen, sobald er antwortet.</translation>
    </message>
    <message>
        <source>Nothing matches the filter</source>
        <translation>Nichts passt zum Filter</translation>
    </message>
    <message>
        <source>There may be rows that it hides.</source>
        <translation>Vielleicht verbirgt er Zeilen.</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>Alle zeigen</translation>
    </message>
    <message>
        <source>There is nothing here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>Rows have come, gone or moved. They wait so that nothing moves under the pointer; show them now.</source>
        <translation>Zeilen sind gekommen, gegangen oder gewandert. Sie warten, damit sich nichts unter dem Zeiger bewegt; jetzt zeigen.</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Follow the server again</source>
        <translation>Dem Server wieder folgen</translation>
    </message>
    <message>
        <source>Keep the table as it is</source>
        <translation>Die Tabelle lassen, wie sie ist</translation>
    </message>
    <message>
        <source>Paused: follow again</source>
        <translation>Angehalten: wieder folgen</translation>
    </message>
    <message>
        <source>Live: pause</source>
        <translation>Live: anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%Ln change(s)</source>
        <translation>
            <numerusform>%Ln Änderung</numerusform>
            <numerusform>%Ln Änderungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlance::gui::TopBar</name>
    <message>
        <source>Search or run a command</source>
        <translation>Suchen oder Befehl ausführen</translation>
    </message>
    <message>
        <source>Search everything (Ctrl+K)</source>
        <translation>Alles durchsuchen (Strg+K)</translation>
    </message>
    <message>
        <source>Search everything</source>
        <translation>Alles durchsuchen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindung wird aufgebaut</translation>
    </message>
    <message>
        <source>Link lost</source>
        <translation>Verbindung verloren</translation>
    </message>
    <message numerus="yes">
        <source>%Ln online</source>
        <translation>
            <numerusform>%Ln online</numerusform>
            <numerusform>%Ln online</numerusform>
        </translation>
    </message>
    <message>
        <source>p95 %1</source>
        <translation>p95 %1</translation>
    </message>
    <message>
        <source>p95 –</source>
        <translation>p95 –</translation>
    </message>
    <message>
        <source>Until a message is handed over to its receivers: 95 of 100 take less</source>
        <translation>Bis eine Nachricht an ihre Empfänger übergeben ist: 95 von 100 brauchen weniger</translation>
    </message>
    <message>
        <source>Auditor: you can look, not change</source>
        <translation>Prüfer: Sie können ansehen, nicht ändern</translation>
    </message>
    <message>
        <source>You are %1</source>
        <translation>Sie sind %1</translation>
    </message>
</context>
<context>
    <name>parlance::gui::TrafficModel</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>von %1</translation>
    </message>
    <message>
        <source>(direct conversation)</source>
        <translation>(direkte Unterhaltung)</translation>
    </message>
</context>
<context>
    <name>parlance::gui::TrafficPage</name>
    <message>
        <source>Traffic</source>
        <translation>Verkehr</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>Alle Arten</translation>
    </message>
    <message>
        <source>Nothing has happened yet</source>
        <translation>Noch ist nichts geschehen</translation>
    </message>
    <message>
        <source>Messages, joins, connections and commands appear here as they happen, from when somebody looks.</source>
        <translation>Nachrichten, Beitritte, Verbindungen und Befehle erscheinen hier, wie sie geschehen, ab dem Moment, in dem jemand zusieht.</translation>
    </message>
    <message>
        <source>Filter: room</source>
        <translation>Filter: Raum</translation>
    </message>
    <message numerus="yes">
        <source>%n new entries</source>
        <translation>
            <numerusform>%n neuer Eintrag</numerusform>
            <numerusform>%n neue Einträge</numerusform>
        </translation>
    </message>
    <message>
        <source>User %1</source>
        <translation>Benutzer %1</translation>
    </message>
    <message>
        <source>Room %1</source>
        <translation>Raum %1</translation>
    </message>
    <message>
        <source>User</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>Raum</translation>
    </message>
    <message>
        <source>The whole name of a room, or its id</source>
        <translation>Der ganze Name eines Raums oder seine ID</translation>
    </message>
</context>
<context>
    <name>parlance::gui::TrustBox</name>
    <message>
        <source>Trusted so far</source>
        <translation>Bisher vertraut</translation>
    </message>
    <message>
        <source>Do not connect</source>
        <translation>Nicht verbinden</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Fingerprint of the certificate</source>
        <translation>Fingerabdruck des Zertifikats</translation>
    </message>
    <message>
        <source>On the server&apos;s computer, openssl x509 -noout -sha256 -fingerprint -in CERTIFICATE prints it.</source>
        <translation>Auf dem Rechner des Servers gibt openssl x509 -noout -sha256 -fingerprint -in ZERTIFIKAT ihn aus.</translation>
    </message>
    <message>
        <source>Trust the new certificate</source>
        <translation>Dem neuen Zertifikat vertrauen</translation>
    </message>
    <message>
        <source>Trust and connect</source>
        <translation>Vertrauen und verbinden</translation>
    </message>
</context>
<context>
    <name>parlance::gui::UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo the last command</source>
        <translation>Letzten Befehl rückgängig machen</translation>
    </message>
    <message>
        <source>Close this message</source>
        <translation>Diese Mitteilung schließen</translation>
    </message>
</context>
<context>
    <name>parlance::gui::UserInspector</name>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Mutes</source>
        <translation>Stummschaltungen</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>parlance::gui::UsersPage</name>
    <message>
        <source>Users</source>
        <translation>Benutzer</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>Jeder Zustand</translation>
    </message>
    <message>
        <source>Any role</source>
        <translation>Jede Rolle</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>Only users who are online</source>
        <translation>Nur Benutzer, die online sind</translation>
    </message>
</context>
</TS>
