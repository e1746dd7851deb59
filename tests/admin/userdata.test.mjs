// SPDX-License-Identifier: GPL-3.0-or-later
// Deactivated and erased users as clients of every dialect see them, and the export of a user's data.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect, next } from '../clients/support/sockets.mjs';
import { assertError } from '../dialects/support/golden.mjs';
import { fullRoom } from '../dialects/support/roommembers.mjs';
import { newText } from '../dialects/support/socket.mjs';
import { dialects, newUser, registerIn, tryLogin } from '../dialects/support/users.mjs';
import { eventually, newVictim, startStaffed } from './support/administrators.mjs';
import { run } from '../integration/support/process.mjs';
import { assertEnded, openClients } from '../integration/support/sessionclients.mjs';

let place;
let server;
let local;
before(async () => {
    place = await startStaffed();
    ({ server, local } = place);
});
after(() => place.stop());

const nativeLogin = ({ username }) => server.api('POST', '/api/v1/sessions', { login: username, password: `secret of ${username}` });
const read = (roomId, token) => server.api('GET', `/api/v1/rooms/${roomId}/messages?limit=200`, undefined, token);
const textsOf = async (roomId, token) => (await read(roomId, token)).body.messages.map(({ author, text, deletedAt }) => [author.username, text, Boolean(deletedAt)]);

test('a deactivated user is outside until reactivated', async (t) => {
    const user = await newVictim(place);
    user.socket.close();
    const clients = await openClients(t, server, user.token);
    const act = () => local.ok('users.deactivate', { user: user.username, reason: 'left the company' });
    await assertEnded(clients, act, { reason: 'deactivated', message: 'left the company' });
    const { status, body } = await nativeLogin(user);
    assert.deepEqual([status, body.error.code, body.token], [403, 'account_closed', undefined]);
    for (const command of ['users.unban', 'users.approve', 'users.deactivate'])
        assert.equal((await local.call(command, { user: user.username })).error.code, 'conflict', command);
    await local.ok('users.reactivate', { user: user.username });
    assert.equal((await nativeLogin(user)).status, 201);
});

for (const dialect of dialects) {
    test(`${dialect}: a deactivated or erased user cannot log in`, async (t) => {
        const user = await newUser(dialect, server);
        for (const command of ['users.deactivate', 'users.reactivate', 'users.erase']) {
            const login = await tryLogin(server, user);
            if (command === 'users.reactivate') {
                assert.ok(login.status >= 400 && login.status < 500, JSON.stringify(login.body));
                assertError(login.body);
                await local.ok(command, { user: user.username });
                continue;
            }
            const socket = await connect(server.url, login.body.token);
            t.after(() => socket.close());
            const gone = next(socket, 'disconnect');
            await local.ok(command, { user: user.username });
            assert.equal((await gone)[0], 'io server disconnect', command);
            assert.ok(!socket.active);
            const refused = await connect(server.url, login.body.token, { reconnection: false }).then(() => undefined, (error) => error);
            assert.ok(refused, 'the token of before still works');
        }
        const { status, body } = await tryLogin(server, user);
        assert.ok(status >= 400 && status < 500 && !body.token, JSON.stringify(body));
        assertError(body);
        // The name is free again.
        const other = await registerIn(dialect, server, user.username);
        assert.notEqual(other.id, user.id);
    });
}

for (const messages of ['keep', 'delete']) {
    test(`an erased user of each dialect, messages: ${messages}`, async (t) => {
        const { room, members, maker } = await fullRoom(t, server);
        const texts = new Map();
        for (const member of members) {
            texts.set(member.dialect, newText(`from ${member.dialect}`));
            await member.say(texts.get(member.dialect));
        }
        const watcher = await connect(server.url, maker.token);
        t.after(() => watcher.close());
        const native = members.find(({ dialect }) => dialect === 'native');
        for (const { dialect, user } of members) {
            const told = dialect === 'native' ? undefined : native.socket.until('user.erased', { user: { id: user.id, '…': '' }, '…': '' });
            const planned = await local.ok('users.erase', { user: user.username, messages, dryRun: true });
            assert.deepEqual([planned.messages, planned.ownedRooms, planned.dryRun], [1, 0, true], dialect);
            const done = await local.ok('users.erase', { user: user.username, messages });
            assert.deepEqual({ ...done, dryRun: true }, planned, dialect);
            if (told)
                assert.deepEqual(await told, { user: { id: user.id, username: 'deleted user' }, messagesDeleted: messages === 'delete' });
            const shown = (await read(room._id, maker.token)).body.messages.find(({ author }) => author.id === user.id);
            assert.equal(shown.author.username, 'deleted user', dialect);
            assert.equal(shown.text, messages === 'keep' ? texts.get(dialect) : '', dialect);
            assert.equal(Boolean(shown.deletedAt), messages === 'delete', dialect);
            const history = await server.api('GET', `/api/chat/messages/${room._id}`, undefined, maker.token);
            assert.equal(JSON.stringify(history.body).includes(texts.get(dialect)), messages === 'keep', JSON.stringify(history.body));
            assert.ok(!JSON.stringify(history.body).includes(user.username), dialect);
        }
        await eventually(async () => members.every(({ socket }) => !socket.socket.connected), 'all members are gone');
        const { body } = await server.api('GET', `/api/v1/rooms/${room._id}/members`, undefined, maker.token);
        assert.deepEqual(body.members.map(({ user }) => user.username).filter((name) => name !== maker.username), []);
    });
}

test('an erased owner: the room goes on, the direct conversation stays, and the log knows who it was', async () => {
    const [owner, heir, guest] = [await newVictim(place), await newVictim(place), await newVictim(place)];
    const { body: { rooms: [room] } } = await server.api('GET', '/api/v1/rooms', undefined, owner.token);
    for (const { token } of [guest, heir])
        assert.equal((await server.api('POST', `/api/v1/rooms/${room.id}/join`, undefined, token)).status, 200);
    const promote = await server.api('PATCH', `/api/v1/rooms/${room.id}/members/${heir.account.id}`, { role: 'moderator' }, owner.token);
    assert.equal(promote.status, 200, JSON.stringify(promote.body));
    const { body: direct } = await server.api('POST', '/api/v1/directs', { userId: guest.account.id }, owner.token);
    await server.api('POST', `/api/v1/rooms/${direct.id}/messages`, { text: 'psst' }, owner.token);

    const done = await local.ok('users.erase', { user: owner.username, reason: 'asked for it' });
    assert.deepEqual([done.endedSessions, done.leftRooms, done.ownedRooms, done.deletedRooms, done.messages], [1, 1, 1, 0, 1]);
    const ended = await owner.socket.next(({ event }) => event === 'session.ended');
    assert.deepEqual(ended.data, { reason: 'erased', message: 'asked for it' });
    assert.equal((await owner.socket.closed).code, 1008);
    const pushes = {};
    for (const event of ['user.erased', 'member.updated', 'member.left'])
        pushes[event] = (await guest.socket.next((frame) => frame.event === event && (event !== 'member.updated' || frame.data.role === 'owner'))).data;
    assert.equal(pushes['user.erased'].user.id, owner.account.id);
    assert.deepEqual([pushes['member.updated'].user.id, pushes['member.updated'].role], [heir.account.id, 'owner']);
    assert.equal(pushes['member.left'].user.id, owner.account.id);
    assert.deepEqual(await textsOf(direct.id, guest.token), [['deleted user', 'psst', false]]);
    const { items: [entry] } = await local.ok('audit.list', { target: owner.username, limit: 1 });
    assert.deepEqual([entry.command, entry.before.id, entry.reason], ['users.erase', owner.account.id, 'asked for it']);
    const search = await server.api('GET', '/api/v1/users?prefix=deleted', undefined, guest.token);
    assert.deepEqual(search.body.users, []);
    [heir, guest].forEach(({ socket }) => socket.close());
});

test('clients in a room that the user has left learn it at once', async () => {
    const [loud, reader] = [await newVictim(place), await newVictim(place)];
    assert.equal((await server.api('POST', `/api/v1/rooms/${reader.roomId}/join`, undefined, loud.token)).status, 200);
    await server.api('POST', `/api/v1/rooms/${reader.roomId}/messages`, { text: 'loud' }, loud.token);
    await local.ok('rooms.ban', { room: reader.room, user: loud.username });
    await local.ok('users.erase', { user: loud.username, messages: 'delete' });
    const { data } = await reader.socket.next(({ event }) => event === 'user.erased');
    assert.deepEqual(data, { user: { id: loud.account.id, username: 'deleted user' }, messagesDeleted: true });
    [loud, reader].forEach(({ socket }) => socket.close());
});

test('many messages are deleted at once, and a client that was away learns it', async (t) => {
    const [loud, reader] = [await newVictim(place), await newVictim(place)];
    reader.socket.close();
    const { body: { rooms: [room] } } = await server.api('GET', '/api/v1/rooms', undefined, loud.token);
    assert.equal((await server.api('POST', `/api/v1/rooms/${room.id}/join`, undefined, reader.token)).status, 200);
    const socket = await connect(server.url, loud.token);
    t.after(() => socket.close());
    const posts = Array.from({ length: 600 }, (_, i) => socket.emitWithAck('message.post', { roomId: room.id, text: `loud ${i}` }));
    const { ok: last } = (await Promise.all(posts)).at(-1);
    const { messages } = await local.ok('users.erase', { user: loud.username, messages: 'delete' });
    assert.equal(messages, 600);
    assert.ok((await textsOf(room.id, reader.token)).every(([name, text, deleted]) => name === 'deleted user' && text === '' && deleted));
    const missed = async () => {
        const { body } = await server.api('GET', `/api/v1/rooms/${room.id}/changes?since=${last.seq}&limit=200`, undefined, reader.token);
        return body.until - last.seq + (body.more ? 1 : 0);
    };
    await eventually(async () => await missed() > 200, 'the changes of the room have the deleted messages');
});

test('an export is one JSON object a line, from the command line and over REST alike', async () => {
    const user = await newVictim(place);
    const { body: { rooms: [room] } } = await server.api('GET', '/api/v1/rooms', undefined, user.token);
    const texts = Array.from({ length: 5 }, (_, i) => `line ${i}\n\u2028"quoted"`);
    for (const text of texts)
        await server.api('POST', `/api/v1/rooms/${room.id}/messages`, { text }, user.token);
    await local.ok('users.mute', { user: user.username, reason: 'be kinder' });
    const { code, stdout, stderr } = await run(['admin', '--data', server.dir, 'users', 'export', user.username, '--limit', '2', '--reason', 'asked for it']);
    assert.equal(code, 0, stderr);
    assert.ok(stdout.endsWith('\n'));
    const lines = stdout.trimEnd().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(lines.map(({ type }) => type),
        ['account', 'session', 'membership', 'mute', ...texts.map(() => 'message'), 'audit', 'audit']);
    assert.deepEqual([lines[0].username, lines[0].id, lines[3].reason], [user.username, user.account.id, 'be kinder']);
    assert.deepEqual(lines.filter(({ type }) => type === 'message').map(({ text }) => text), texts);
    assert.ok(!stdout.includes(user.token) && !stdout.includes('argon2'));

    const items = [];
    let next = '';
    do {
        const query = new URLSearchParams({ user: user.username, ...next && { after: next } });
        const { status, body } = await server.api('GET', `/api/v1/admin/users/export?${query}`, undefined, place.staff.administrator.token);
        assert.equal(status, 200, JSON.stringify(body));
        items.push(...body.items);
        ({ next } = body);
    } while (next);
    const known = ({ type, position, at }) => [type, position, at].join();
    assert.deepEqual(items.filter(({ type }) => type !== 'audit').map(known), lines.filter(({ type }) => type !== 'audit').map(known));
    const { items: logged } = await local.ok('audit.list', { target: user.username, command: 'users.export' });
    assert.deepEqual(logged.map(({ reason }) => reason), ['', 'asked for it']);

    const unknown = await run(['admin', '--data', server.dir, 'users', 'export', 'nobody']);
    assert.deepEqual([unknown.code, unknown.stdout], [65, '']);
    user.socket.close();
});
