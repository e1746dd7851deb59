// SPDX-License-Identifier: GPL-3.0-or-later
// Two users of the official client chat in a room and directly, over every transport.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from './support/server.mjs';
import { call, client, connect, next, transportModes } from './support/sockets.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

let count = 0;
async function twoUsers() {
    count += 1;
    const names = [`alice${count}`, `bob${count}`];
    return Promise.all(names.map((username) => server.register(username)));
}

function engineTransport(socket) {
    return socket.io.engine.transport.name;
}

async function upgraded(...sockets) {
    for (const socket of sockets) {
        if (engineTransport(socket) !== 'websocket')
            await new Promise((resolve) => socket.io.engine.once('upgrade', resolve));
    }
}

for (const [mode, options] of Object.entries(transportModes)) {
    test(`two users chat over ${mode}`, async () => {
        const [alice, bob] = await twoUsers();
        const a = await connect(server.url, alice.token, options);
        const b = await connect(server.url, bob.token, options);
        if (mode === 'upgrade')
            await upgraded(a, b);
        assert.equal(engineTransport(a), mode === 'polling' ? 'polling' : 'websocket');

        const room = await call(a, 'room.create', { name: `room over ${mode}` });
        assert.equal(room.onlineCount, 1);
        const joined = next(a, 'member.joined', (push) => push.user.id === bob.account.id);
        await call(b, 'room.join', { roomId: room.id });
        const [{ user, room: pushed }] = await joined;
        assert.equal(user.username, bob.account.username);
        assert.equal(pushed.memberCount, 2);

        const heard = [next(a, 'message.posted'), next(b, 'message.posted')];
        const posted = await call(a, 'message.post', { roomId: room.id, text: 'Hello, Bob', clientId: 'c1' });
        assert.equal(posted.seq, 1);
        for (const [push] of await Promise.all(heard)) {
            assert.deepEqual(push.message, posted);
            assert.equal(push.clientId, 'c1');
        }
        const repeated = await call(a, 'message.post', { roomId: room.id, text: 'Hello again', clientId: 'c1' });
        assert.deepEqual(repeated, posted);

        const typing = next(b, 'typing.changed');
        await call(a, 'room.typing', { roomId: room.id, typing: true });
        assert.equal((await typing)[0].user.id, alice.account.id);

        const edited = next(b, 'message.edited');
        await call(a, 'message.edit', { messageId: posted.id, text: 'Hello, Robert' });
        assert.equal((await edited)[0].message.text, 'Hello, Robert');

        const direct = await call(b, 'direct.open', { userId: alice.account.id });
        assert.equal(direct.onlineCount, 2);
        const whispered = next(a, 'message.posted', (push) => push.message.roomId === direct.id);
        const answer = await call(b, 'message.post', { roomId: direct.id, text: 'Just us' });
        assert.deepEqual((await whispered)[0].message, answer);

        const history = await server.api('GET', `/api/v1/rooms/${room.id}/messages`, undefined, alice.token);
        assert.deepEqual(history.body.messages.map((message) => message.text), ['Hello, Robert']);
        const changes = await call(b, 'message.changes', { roomId: room.id, since: 1 });
        assert.deepEqual(changes.messages.map((message) => message.text), ['Hello, Robert']);
        a.close();
        b.close();
    });

    test(`200 messages sent at once over ${mode} arrive once and in order`, async () => {
        const [alice, bob] = await twoUsers();
        const a = await connect(server.url, alice.token, options);
        const b = await connect(server.url, bob.token, options);
        const room = await call(a, 'room.create', { name: `burst over ${mode}` });
        await call(b, 'room.join', { roomId: room.id });
        const seen = [];
        b.on('message.posted', ({ message }) => seen.push(message.text));
        const texts = Array.from({ length: 200 }, (_, i) => `message ${i}`);
        const all = next(b, 'message.posted', ({ message }) => message.text === texts.at(-1));
        const acks = await Promise.all(texts.map((text) => call(a, 'message.post', { roomId: room.id, text })));
        await all;
        assert.deepEqual(seen, texts);
        assert.deepEqual(acks.map((ack) => ack.text), texts);
        assert.deepEqual(acks.map((ack) => ack.seq), texts.map((_, i) => i + 1));
        a.close();
        b.close();
    });
}

test('events of one connection take effect in their order, without waiting for acks', async () => {
    const [alice, bob] = await twoUsers();
    const { body: room } = await server.api('POST', '/api/v1/rooms', { name: 'back to back' }, alice.token);
    const b = await connect(server.url, bob.token);
    const results = await Promise.all([
        call(b, 'room.join', { roomId: room.id }),
        call(b, 'message.post', { roomId: room.id, text: 'made it' }),
        call(b, 'room.leave', { roomId: room.id }),
    ]);
    assert.equal(results[1].text, 'made it');
    await assert.rejects(call(b, 'message.post', { roomId: room.id, text: 'gone' }), { code: 'not_member' });
    b.close();
});

test('a socket without a good token is refused with its reason', async () => {
    for (const [token, code, message] of [
        [undefined, 'E_AUTH', 'Authentication required'],
        ['nonsense', 'invalid_token', /token/],
    ]) {
        await assert.rejects(connect(server.url, token), (error) => {
            assert.equal(error.data.code, code);
            assert.match(error.message, new RegExp(message));
            return true;
        });
    }
});

test('presence counts a user once and tells who came and went', async () => {
    const [alice, bob] = await twoUsers();
    const a = await connect(server.url, alice.token);
    const room = await call(a, 'room.create', { name: 'presence' });
    await server.api('POST', `/api/v1/rooms/${room.id}/join`, undefined, bob.token);

    const came = next(a, 'presence.changed', (push) => push.user.id === bob.account.id);
    const b1 = await connect(server.url, bob.token);
    assert.equal((await came)[0].online, true);
    const b2 = await connect(server.url, bob.token);
    const online = await call(a, 'room.online', { roomId: room.id });
    assert.deepEqual(online.users.map((user) => user.username), [alice, bob].map((u) => u.account.username));

    // The first of two connections ends: nothing changes, as the later message proves.
    const changes = [];
    a.on('presence.changed', (push) => changes.push(push.online));
    b1.close();
    const message = next(a, 'message.posted');
    await call(b2, 'message.post', { roomId: room.id, text: 'still here' });
    await message;
    assert.deepEqual(changes, []);
    const went = next(a, 'presence.changed');
    b2.close();
    assert.equal((await went)[0].online, false);
    const { body: profile } = await server.api('GET', `/api/v1/users/${bob.account.id}`, undefined, alice.token);
    assert.equal(profile.online, false);
    a.close();
});

test('a socket ends with its session', async () => {
    const [alice] = await twoUsers();
    const { body: second } = await server.api('POST', '/api/v1/sessions', { login: alice.account.username, password: `secret of ${alice.account.username}` });
    const a = await connect(server.url, alice.token);
    const b = await connect(server.url, second.token);
    const told = next(a, 'session.ended');
    const ended = next(a, 'disconnect');
    await call(b, 'account.password', { currentPassword: `secret of ${alice.account.username}`, newPassword: 'another password' });
    assert.equal((await told)[0].reason, 'password_changed');
    // "io server disconnect": official clients do not come back from it.
    assert.equal((await ended)[0], 'io server disconnect');
    await assert.rejects(connect(server.url, alice.token), (error) => error.data.code === 'session_ended');
    assert.equal((await call(b, 'account.get', {})).username, alice.account.username);
    b.close();
});

test('an unknown event without an ack is told as an error event', async () => {
    const [alice] = await twoUsers();
    const a = client(server.url, alice.token);
    a.connect();
    await next(a, 'connect');
    const told = next(a, 'error');
    a.emit('no.such.event', {});
    const [{ event, error }] = await told;
    assert.equal(event, 'no.such.event');
    assert.equal(error.code, 'unknown_operation');
    a.close();
});
