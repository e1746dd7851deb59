// SPDX-License-Identifier: GPL-3.0-or-later
// The local socket for administrators: lines that are no commands, connections that wait or go away.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { unique } from '../dialects/support/values.mjs';
import { auditMark, auditSince, eventually, newVictim, startStaffed } from './support/administrators.mjs';
import { AdminSocket } from './support/adminsocket.mjs';
import { badTokens } from '../integration/support/tokens.mjs';

const secret = 'a key for tests of more than 32 bytes';
/** Of which the tests keep one open. */
const maxConnections = 64;
const maxLineBytes = 64 * 1024;

let place;
before(async () => { place = await startStaffed({ env: { PARLANCE_JWT_SECRET: secret } }); });
after(() => place.stop());

/** A connection that is closed with the test. */
async function opened(t) {
    const socket = await AdminSocket.open(place.server);
    t.after(() => socket.close());
    return socket;
}

const openedMany = (t, count) => Promise.all(Array.from({ length: count }, () => opened(t)));

const show = () => ({ command: 'users.show', arguments: { user: place.staff.user.username } });

async function assertServes(socket) {
    assert.equal((await socket.ok('users.show', show().arguments)).username, place.staff.user.username);
}

test('the file is for its user', () => {
    const { mode } = statSync(join(place.server.dir, 'admin.sock'));
    assert.equal((mode & 0o777).toString(8), '600');
});

test('lines that are no commands', async (t) => {
    const socket = await opened(t);
    const mark = await auditMark(place);
    const rows = [
        ['', 'invalid_request'], ['nonsense', 'invalid_request'], ['{"command":', 'invalid_request'], ['[]', 'invalid_request'],
        ['"users.list"', 'invalid_request'], ['null', 'invalid_request'], [`${'['.repeat(2000)}`, 'invalid_request'], ['\u0000', 'invalid_request'],
        ...[[], 'x', 5, null, true].map((args) => [JSON.stringify({ command: 'users.list', arguments: args }), 'invalid_request']),
        ...['users.explode', 'Users.list', 'users list', 'users.list ', '', undefined, null, 5, {}, ['users.list']]
            .map((command) => [JSON.stringify({ command, arguments: {} }), 'unknown_operation']),
    ];
    for (const [line, code] of rows) {
        // It may be another protocol: no further line is read.
        const isOpen = code !== 'invalid_request';
        const used = isOpen ? socket : await opened(t);
        used.send(`${line}\n`);
        const answer = await used.next();
        assert.equal(answer.error?.code, code, `${line.slice(0, 80)}: ${JSON.stringify(answer)}`);
        assert.equal(answer.id ?? null, null);
        if (isOpen)
            await assertServes(socket);
        else
            await used.closed;
    }
    assert.deepEqual(await auditSince(place, mark), []);
});

test('ids come back as they are, and answers in order', async (t) => {
    const socket = await opened(t);
    const ids = [1, 1.5, 'text', '', null, true, [1, { two: 2 }], { a: [null] }];
    socket.send(ids.map((id) => `${JSON.stringify({ id, ...show() })}\n`).join(''));
    for (const id of ids)
        assert.deepEqual((await socket.next()).id, id);
    socket.send(`${JSON.stringify({ id: 'refused', command: 'users.show', arguments: {} })}\n${JSON.stringify(show())}\n`);
    assert.deepEqual((({ id, error }) => [id, error.code])(await socket.next()), ['refused', 'validation_failed']);
    assert.equal((await socket.next()).ok.username, place.staff.user.username);
});

test('a line may come in pieces, and end with CR and LF', async (t) => {
    const socket = await opened(t);
    const line = `${JSON.stringify({ id: 'pieces', ...show() })}\r\n`;
    for (const letter of line)
        await new Promise((resolve) => { socket.socket.write(letter, resolve); });
    assert.equal((await socket.next()).ok.username, place.staff.user.username);
});

test('lines of up to 64 KiB', async (t) => {
    const socket = await opened(t);
    const padded = (bytes) => {
        const line = JSON.stringify({ ...show(), id: '' });
        return `${line.slice(0, -2)}${'x'.repeat(bytes - line.length)}"}`;
    };
    socket.send(`${padded(maxLineBytes)}\n${padded(maxLineBytes)}\n`);
    assert.ok((await socket.next()).ok);
    assert.ok((await socket.next()).ok);
    for (const text of [`${padded(maxLineBytes + 1)}\n`, 'x'.repeat(maxLineBytes + 1)]) {
        const tooLong = await opened(t);
        tooLong.send(text);
        assert.equal((await tooLong.next()).error?.code, 'payload_too_large', `${text.length} bytes`);
        await tooLong.closed;
        assert.deepEqual(tooLong.lines, [], 'a further answer');
    }
    // One who is still writing as it closes may miss the answer.
    const flood = await opened(t);
    flood.send(`${'x'.repeat(1 << 22)}\n${JSON.stringify(show())}\n`);
    await flood.closed;
    assert.ok(flood.lines.length <= 1 && flood.lines.every(({ error }) => error?.code === 'payload_too_large'));
    await assertServes(socket);
});

test('a token that is wrong makes nobody an administrator', async (t) => {
    const socket = await opened(t);
    const good = place.staff.administrator.token;
    const mark = await auditMark(place);
    const wrong = { ...badTokens(good, secret), empty: '', null: null, number: 5, true: true, object: {}, list: [good] };
    for (const [name, token] of Object.entries(wrong)) {
        const { ok, error } = await socket.call('users.ban', { user: place.staff.user.username }, { as: token });
        assert.equal(error?.code, 'invalid_token', `${name}: ${JSON.stringify(ok ?? error)}`);
    }
    assert.deepEqual(await auditSince(place, mark), []);
    assert.equal((await socket.ok('users.show', show().arguments)).state, 'active');
    assert.equal((await socket.ok('users.show', show().arguments, { as: good })).state, 'active');
});

test('a token of an ended session, and of one who must change his password', async (t) => {
    const socket = await opened(t);
    const { username } = await newVictim(place);
    const { token } = await place.server.login(username);
    await socket.ok('users.set-role', { user: username, role: 'administrator' });
    await socket.ok('users.show', { user: username }, { as: token });
    const { password } = await socket.ok('users.reset-password', { user: username });
    assert.equal((await socket.call('users.show', { user: username }, { as: token })).error.code, 'session_ended');
    const { token: oneTime } = await place.server.login(username, password);
    assert.equal((await socket.call('users.show', { user: username }, { as: oneTime })).error.code, 'password_change_required');
});

test('a further connection takes the place of the one that was idle for longest', async (t) => {
    const sockets = await openedMany(t, maxConnections - 1);
    for (const socket of [...sockets, place.local])
        await assertServes(socket);
    const more = await opened(t);
    await assertServes(more);
    await sockets[0].closed;
    for (const socket of [...sockets.slice(1), place.local, more])
        await assertServes(socket);
});

test('half a command keeps no place', async (t) => {
    const sockets = [...await openedMany(t, maxConnections - 1), place.local];
    await Promise.all(sockets.map((socket) => assertServes(socket)));
    sockets.forEach((socket) => socket.socket.write('{"id": '));
    await assertServes(await opened(t));
    await place.local.close();
    place.local = await AdminSocket.open(place.server);
});

test('more connections at once than may be open are all served', async (t) => {
    const sockets = await openedMany(t, maxConnections + 3);
    await Promise.all(sockets.map((socket) => assertServes(socket)));
    // It may have made room.
    await place.local.close();
    place.local = await AdminSocket.open(place.server);
});

test('connections that close while they wait take no place', async (t) => {
    const sockets = await openedMany(t, maxConnections - 1);
    await Promise.all(sockets.map(assertServes));
    const waiting = await openedMany(t, maxConnections);
    waiting.forEach((socket) => socket.request('users.ban', { user: place.staff.user.username }));
    await Promise.all(waiting.map((socket) => socket.close()));
    await Promise.all(sockets.map((socket) => socket.close()));
    const again = await openedMany(t, maxConnections - 1);
    await Promise.all(again.map(assertServes));
    await place.local.call('users.unban', { user: place.staff.user.username });
});

test('a command whose connection closes is done and logged, or neither', async () => {
    const mark = await auditMark(place);
    const names = Array.from({ length: 20 }, () => unique('hasty'));
    await Promise.all(names.map(async (name, i) => {
        const socket = await AdminSocket.open(place.server);
        socket.request('users.create', { name });
        socket.request('users.set-role', { user: name, role: 'auditor' });
        // Some close at once, some when the first answer is there.
        if (i % 2)
            await socket.next();
        await socket.close();
    }));
    // [logged, done] of each user; a command may still run.
    const looks = async () => {
        const entries = await auditSince(place, mark);
        const { items } = await place.local.ok('users.list', { search: 'hasty' });
        return names.map((name) => {
            const role = items.find(({ username }) => username === name)?.role;
            const done = { auditor: 2, user: 1 }[role] ?? 0;
            return [entries.filter(({ target }) => target === name).length, done];
        });
    };
    await eventually(async () => (await looks()).every(([logged, done]) => logged === done), 'as much is logged as is done');
    (await looks()).forEach(([, done], i) => assert.ok(done >= i % 2, names[i]));
});

test('what a stopping server does is answered', async () => {
    const users = await Promise.all(Array.from({ length: 8 }, async () =>
        ({ name: unique('late'), socket: await AdminSocket.open(place.server) })));
    await Promise.all(users.map(({ socket }) => socket.call('users.show', { user: place.staff.user.username })));
    for (const { name, socket } of users)
        socket.request('users.create', { name });
    const answers = Promise.all(users.map(({ socket }) => socket.next().then(({ ok }) => ok?.password, () => undefined)));
    await place.restart();
    const { items } = await place.local.ok('users.list', { search: 'late' });
    const passwords = await answers;
    users.forEach(({ name }, i) =>
        assert.equal(Boolean(passwords[i]), items.some(({ username }) => username === name), name));
    assert.ok(passwords.some(Boolean));
});

test('a crash leaves a file that the next start replaces', async () => {
    await place.restart(() => place.server.kill());
    await assertServes(place.local);
    assert.equal(place.server.stderr, '');
});
