// SPDX-License-Identifier: GPL-3.0-or-later
// /admin/asyncapi.json against what a server and a console send: each message fits its description, and
// each type is seen. resources/doc/admin-protocol.md shows messages that exist.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { checker } from '../clients/support/schemas.mjs';
import { newVictim, startStaffed } from './support/administrators.mjs';
import { Console } from './support/console.mjs';
import { WebSocketLink } from './support/consolelink.mjs';

const guide = new URL('../../resources/doc/admin-protocol.md', import.meta.url);

let place;
let described;
const checkers = new Map();
const seen = new Set();
before(async () => {
    place = await startStaffed();
    const { status, body } = await place.server.api('GET', '/admin/asyncapi.json');
    assert.equal(status, 200);
    described = body;
    for (const [type, message] of Object.entries(body.channels.console.messages))
        checkers.set(type, checker(body, message.payload));
});
after(() => place.stop());

function observe(message) {
    assert.ok(checkers.has(message.type), `${message.type} is not described`);
    assert.equal(checkers.get(message.type)(message), '', message.type);
    seen.add(message.type);
}

test('the examples fit', () => {
    for (const [type, { examples }] of Object.entries(described.channels.console.messages)) {
        for (const { payload } of examples)
            assert.equal(checkers.get(type)(payload), '', type);
    }
});

async function observedConsole(credentials) {
    const console = new Console(() => WebSocketLink.open(place.server.url), credentials);
    console.observe = observe;
    await console.start();
    return console;
}

test('watching, commands and the end', async () => {
    const { username } = place.staff.auditor;
    const console = await observedConsole({ username, password: `secret of ${username}` });
    const sessions = await console.watch('sessions');
    const logs = await console.watch('logs', { limit: 5 });
    await console.change(sessions, { sort: 'username', descending: true, filter: { text: 'a' }, limit: 10 });
    await console.change(sessions, {});
    const socket = await openPlain(place.server.url, place.staff.user.token);
    await console.until(sessions, () => sessions.deltas > 0);
    await socket.close();
    await console.refresh(sessions);
    console.unwatch(logs);
    await console.call('status', {});
    await console.call('users.ban', { user: 'nobody' });
    console.send({ type: 'logout' });
    await console.goodbye();
    assert.deepEqual(console.problems, []);
});

test('what other administrators do', async () => {
    const { username, token } = await newVictim(place);
    await place.local.ok('users.set-role', { user: username, role: 'operator' });
    const console = await observedConsole({ token });
    await place.local.ok('traffic.reveal', { reason: 'spam' });
    await console.next(({ type }) => type === 'notice');
    await place.local.ok('users.set-role', { user: username, role: 'auditor' });
    await console.next(({ type }) => type === 'access');
    await console.close();
});

test('wrong messages, and a console that does not read', async () => {
    const console = await Console.openLocal(place.server, undefined, observe);
    console.link.send('nonsense');
    await console.next(({ type }) => type === 'error');
    const model = await console.watch('sessions');
    console.link.pause();
    for (let i = 0; i < 150; ++i) {
        console.commands.set(1000 + i, () => {});
        console.send({ type: 'command', id: 1000 + i, command: 'config.list' });
        await place.local.ok('status', {});
    }
    // Views are computed for all consoles at once.
    const quick = await Console.openLocal(place.server);
    await quick.watch('sessions');
    console.link.resume();
    await console.next(({ type }) => type === 'skipped');
    await console.until(model, () => model.snapshots === 2);
    await quick.close();
    await console.close();
});

test('every type was seen', () => {
    assert.deepEqual([...seen].sort(), [...checkers.keys()].sort());
});

test('the guide shows messages that exist', () => {
    const lines = readFileSync(guide, 'utf8').split('\n').filter((line) => /^[<>] \{"/.test(line));
    assert.ok(lines.length >= 10);
    for (const line of lines) {
        const message = JSON.parse(line.slice(2));
        if (message.protocol && !message.type)
            continue;
        assert.ok(checkers.has(message.type), line);
        assert.equal(checkers.get(message.type)(message), '', line);
        const { action } = described.operations[message.type];
        assert.equal(action, line.startsWith('>') ? 'receive' : 'send', line);
    }
});
