// SPDX-License-Identifier: GPL-3.0-or-later
// "Stricter than the originals", as attacks: on other people's names, messages, rooms and sessions.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { assertError, assertNoSecrets } from './support/golden.mjs';
import { eachTransport, newText, open, refusal } from './support/socket.mjs';
import { dialects, loginAgain, newUser, newUsers } from './support/users.mjs';
import { match, unique } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const ask = (method, path, body, user) => server.api(method, path, body, user?.token);

async function isRefused(statuses, ...request) {
    const { status, body } = await ask(...request);
    assert.ok([statuses].flat().includes(status), `${request[0]} ${request[1]}: ${status} ${JSON.stringify(body)}`);
    assertError(body, undefined, request[1]);
}

async function newRoom(user, more = {}) {
    const { status, body } = await ask('POST', '/api/rooms', { name: unique('hall'), ...more }, user);
    assert.equal(status, 201, JSON.stringify(body));
    return body;
}

const historyOf = async (user, room) => (await ask('GET', `/api/chat/messages/${room._id}`, undefined, user)).body.map(({ content }) => content);

test('nobody posts over REST in another name', async () => {
    const [mallory, alice, bob] = await newUsers('direct', server, 'mallory', 'alice', 'bob');
    const room = await newRoom(alice);
    await isRefused(403, 'POST', '/api/chat/send', { sender: alice.id, receiver: bob.id, content: 'forged' }, mallory);
    await isRefused(403, 'POST', '/api/chat/send', { sender: alice.id, receiver: mallory.id, content: 'forged' }, mallory);
    await isRefused(403, 'POST', '/api/chat/send', { sender: alice.id, receiver: room._id, content: 'forged' }, mallory);
    await isRefused(403, 'POST', '/api/chat/message', { room: room._id, sender: alice.id, content: 'forged' }, mallory);
    await isRefused([400, 403], 'POST', '/api/chat/message', { room: room._id, sender: '0123456789abcdef01234567', content: 'forged' }, mallory);
    assert.deepEqual((await ask('GET', `/api/chat/messages/${bob.id}`, undefined, bob)).body, []);
    assert.deepEqual(await historyOf(alice, room), []);
});

eachTransport('named-rooms: nobody joins or writes in another name', async (t, options) => {
    const [mallory, alice] = await newUsers('named-rooms', server, 'mallory', 'alice');
    const room = unique('hall');
    const a = await open(t, server.url, alice.token, options);
    await a.ask('joinRoom', { username: alice.username, room });
    const m = await open(t, server.url, mallory.token, options);
    await m.isRefused('joinRoom', { username: alice.username, room });
    await m.isRefused('joinRoom', { username: 'admin', room });
    await m.ask('joinRoom', { username: mallory.username, room });
    for (const username of [alice.username, 'admin', 'Admin', unique('nobody')])
        await m.isRefused('sendMessage', { text: 'forged', username, room });
    await m.ask('sendMessage', { text: 'honest', username: mallory.username, room });
    await a.until('message', { text: 'honest', '…': '' });
    assert.deepEqual(a.all('message'), [alice, mallory].map(({ username }) => (
        { user: { username: 'admin' }, text: `${username} has joined!` })).concat(a.all('message', { text: 'honest', '…': '' })));
});

eachTransport('named-rooms: nobody forges an announcement', async (t, options) => {
    const [mallory, alice] = await newUsers('named-rooms', server, 'mallory', 'alice');
    const room = unique('hall');
    const a = await open(t, server.url, alice.token, options);
    await a.ask('joinRoom', { username: alice.username, room });
    const m = await open(t, server.url, mallory.token, options);
    await m.ask('joinRoom', { username: mallory.username, room });
    const text = `${unique('bob')} has joined!`;
    await m.isRefused('sendMessage', { text, username: { username: 'admin' }, room });
    await m.ask('sendMessage', { text, username: mallory.username, room, user: { username: 'admin' } });
    await ask('POST', '/api/chat/message', { text, room, user: { username: 'admin' } }, mallory);
    const [live, posted] = await a.untilCount(2, 'message', { text, '…': '' });
    assert.equal(live.user, mallory.username);
    assert.equal(posted.user.username, mallory.username);
});

eachTransport('rooms: nobody writes in another name', async (t, options) => {
    const [mallory, alice] = await newUsers('rooms', server, 'mallory', 'alice');
    const room = await newRoom(alice);
    const m = await open(t, server.url, mallory.token, options);
    await m.ask('joinRoom', room._id);
    for (const sender of [alice.id, alice.username, '0123456789abcdef01234567'])
        await m.isRefused('sendMessage', { room: room._id, sender, content: 'forged' });
    await m.ask('sendMessage', { room: room._id, sender: mallory.id, content: 'honest' });
    match({ sender: mallory.id, content: 'honest', '…': '' }, await m.until('receiveMessage'));
    assert.deepEqual(await historyOf(alice, room), ['honest']);
});

eachTransport('direct: nobody joins for another user or writes in its name', async (t, options) => {
    const [mallory, alice, bob] = await newUsers('direct', server, 'mallory', 'alice', 'bob');
    const b = await open(t, server.url, bob.token, options);
    await b.ask('join', bob.id);
    const m = await open(t, server.url, mallory.token, options);
    await m.isRefused('join', bob.id);
    await m.ask('join', mallory.id);
    await m.isRefused('chat message', { sender: alice.id, receiver: bob.id, content: 'forged' });
    m.emit('message', JSON.stringify({ event: 'join', data: bob.id }));
    m.emit('message', JSON.stringify({ event: 'chat message', data: { sender: alice.id, receiver: bob.id, content: 'forged' } }));
    const secret = newText('secret');
    await ask('POST', '/api/chat/send', { sender: alice.id, receiver: bob.id, content: secret }, alice);
    await b.until('chat message', { content: secret, '…': '' });
    const plain = newText('open');
    await ask('POST', '/api/chat/send', { sender: alice.id, receiver: mallory.id, content: plain }, alice);
    await m.until('chat message', { content: plain, '…': '' });
    assert.deepEqual(m.all('chat message').map(({ content }) => content), [plain]);
    assert.deepEqual(b.all('chat message').map(({ content }) => content), [secret]);
});

eachTransport('phone: nobody registers for another user or writes in its name', async (t, options) => {
    const [mallory, alice, bob] = await newUsers('phone', server, 'mallory', 'alice', 'bob');
    const a = await open(t, server.url, alice.token, options);
    await a.ask('register', alice.id);
    const secret = newText('secret');
    await a.ask('sendMessage', { senderId: alice.id, receiverId: bob.id, content: secret });
    const m = await open(t, server.url, mallory.token, options);
    await m.isRefused('register', bob.id);
    await m.ask('register', mallory.id);
    await m.isRefused('register', bob.id);
    await m.isRefused('sendMessage', { senderId: alice.id, receiverId: bob.id, content: 'forged' });
    const toMallory = newText();
    await a.ask('sendMessage', { senderId: alice.id, receiverId: mallory.id, content: toMallory });
    await m.until('receiveMessage', { content: toMallory, '…': '' });
    assert.deepEqual(m.all('receiveMessage').map(({ content }) => content), [toMallory]);
    // It still waits for the one it is for, alone.
    const b = await open(t, server.url, bob.token, options);
    await b.ask('register', bob.id);
    const last = newText('last');
    await a.ask('sendMessage', { senderId: alice.id, receiverId: bob.id, content: last });
    await b.until('receiveMessage', { content: last, '…': '' });
    assert.deepEqual(b.all('receiveMessage').map(({ content }) => content), [secret, last]);
});

test('direct messages are read by their two parties only', async () => {
    const [alice, bob] = [await newUser('direct', server), await newUser('phone', server, 'bob')];
    const secret = newText('whispered');
    const { status, body } = await ask('POST', '/api/chat/send', { sender: alice.id, receiver: bob.id, content: secret }, alice);
    assert.equal(status, 201, JSON.stringify(body));
    const { body: conversation } = await ask('POST', '/api/v1/directs', { userId: bob.id }, alice);
    for (const dialect of dialects) {
        const mallory = await newUser(dialect, server, 'mallory');
        for (const path of [alice.id, bob.id, `${alice.id}/${bob.id}`, `${bob.id}/${alice.id}`])
            await isRefused(403, 'GET', `/api/chat/messages/${path}`, undefined, mallory);
        for (const path of [`/api/chat/messages/${conversation.id}`, `/api/rooms/${conversation.id}/users`, '/api/chat/rooms', '/api/rooms', '/api/user/']) {
            const answer = await ask('GET', path, undefined, mallory);
            assert.ok(!JSON.stringify(answer.body).includes(secret), `${dialect} reads ${path}`);
            if (path.endsWith('rooms'))
                assert.ok(!JSON.stringify(answer.body).includes(conversation.id), `${dialect} sees the conversation in ${path}`);
        }
    }
    for (const party of [alice, bob]) {
        const { body: read } = await ask('GET', `/api/chat/messages/${alice.id}/${bob.id}`, undefined, party);
        assert.deepEqual(read.map(({ content }) => content), [secret]);
    }
});

test('logging somebody else out is refused, and nothing happens', async (t) => {
    const [mallory, alice] = await newUsers('phone', server, 'mallory', 'alice');
    const a = await open(t, server.url, alice.token);
    await a.ask('register', alice.id);
    for (const path of ['/logout', '/api/auth/logout'])
        await isRefused(403, 'POST', path, { profileId: alice.id }, mallory);
    const other = await newUser('rooms', server, 'mallory');
    await isRefused(403, 'POST', '/logout', { profileId: alice.id }, other);
    await a.ask('register', alice.id);
    assert.equal((await ask('GET', '/api/user/', undefined, alice)).status, 200);
});

eachTransport('a socket without a token, or with a bad one, is refused', async (t, options) => {
    const { message, data } = await refusal(t, server.url, undefined, options);
    assert.equal(message, 'Authentication required');
    assert.equal(data.code, 'E_AUTH');
    assert.match(data.hint, /legacy\.open_sockets/);
    const alice = await newUser('named-rooms', server);
    const bad = ['nonsense', `${alice.token}x`, alice.token.split('.').slice(0, 2).join('.'), { $ne: null }, 5];
    for (const token of bad)
        assert.ok((await refusal(t, server.url, token, options)).data?.code, `${JSON.stringify(token)} without a code`);
    await refusal(t, server.url, undefined, { ...options, extraHeaders: { access_token: 'nonsense' } });
    await refusal(t, server.url, undefined, { ...options, extraHeaders: { Authorization: 'Bearer nonsense' } });
});

for (const dialect of dialects) {
    test(`${dialect}: a socket ends with its session`, async (t) => {
        const alice = await newUser(dialect, server);
        const other = { ...alice, token: await loginAgain(server, alice) };
        const [a, b] = [await open(t, server.url, alice.token), await open(t, server.url, other.token)];
        assert.equal((await ask('DELETE', '/api/v1/sessions/current', undefined, alice)).status, 200);
        assert.equal(await a.disconnected(), 'io server disconnect');
        await refusal(t, server.url, alice.token);
        await isRefused(401, 'GET', '/api/user/', undefined, alice);
        assert.equal((await ask('GET', '/api/user/', undefined, other)).status, 200);
        const third = { ...alice, token: await loginAgain(server, alice) };
        const { status, body } = await ask('PUT', '/api/v1/accounts/me/password',
            { currentPassword: alice.password, newPassword: `another ${alice.password}` }, third);
        assert.equal(status, 200, JSON.stringify(body));
        assert.equal(await b.disconnected(), 'io server disconnect');
        await refusal(t, server.url, other.token);
        await isRefused(401, 'GET', '/api/user/', undefined, other);
        assert.equal((await ask('GET', '/api/user/', undefined, third)).status, 200);
        await loginAgain(server, { ...alice, password: `another ${alice.password}` });
    });
}

test('no password, and nothing made of one, leaves the server', async (t) => {
    const users = await Promise.all(dialects.map((dialect) => newUser(dialect, server)));
    const [alice] = users;
    const room = await newRoom(alice);
    await ask('POST', '/api/chat/message', { text: 'Hello', room: room.name }, alice);
    const paths = ['/api/auth/me', '/api/user/', '/api/chat/rooms', '/api/rooms', `/api/rooms/${room._id}/users`,
        `/api/chat/messages/${room._id}`, `/api/chat/messages/${room.name}`];
    for (const user of users) {
        for (const path of [...paths, `/api/chat/messages/${user.id}`]) {
            const { status, body } = await ask('GET', path, undefined, user);
            assert.equal(status, 200, `${path}: ${JSON.stringify(body)}`);
            assertNoSecrets(body, path);
        }
    }
    const socket = await open(t, server.url, alice.token);
    await socket.ask('joinRoom', { username: alice.username, room: room.name });
    await ask('POST', '/api/chat/message', { text: 'Hello again', room: room.name }, alice);
    await socket.until('message', { text: 'Hello again', '…': '' });
    assertNoSecrets(socket.heard.map(({ args }) => args), 'events');
});
