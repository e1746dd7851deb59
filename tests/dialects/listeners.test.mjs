// SPDX-License-Identifier: GPL-3.0-or-later
// Listeners that are pinned to one dialect, as the port of the backend that Parlance replaces.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startPinned } from './support/listeners.mjs';
import { begin, eachTransport, newText, open, refusal } from './support/socket.mjs';
import { newUser, newUsers } from './support/users.mjs';
import { match, unique } from './support/values.mjs';

let server;
let urls;
before(async () => { ({ server, urls } = await startPinned()); });
after(() => server.stop());

test('every dialect registers on its own listener', async () => {
    for (const [dialect, url] of Object.entries(urls)) {
        const own = Object.assign(Object.create(server), { url });
        const user = await newUser(dialect, own);
        assert.ok(user.token, dialect);
    }
});

test('what belongs to another dialect is not there', async () => {
    const alice = await newUser('named-rooms', server);
    const bob = await newUser('rooms', server);
    const ask = async (dialect, method, path, body, token) => {
        const { status, body: answer } = await Object.assign(Object.create(server), { url: urls[dialect] }).api(method, path, body, token);
        return { status, answer };
    };
    const missing = await ask('rooms', 'POST', '/api/user/register', { username: unique('a'), email: 'a@example.org', password: 'password' });
    assert.equal(missing.status, 404);
    assert.equal(missing.answer.message, missing.answer.error);
    assert.equal(typeof missing.answer.error, 'string');
    // An id of something that is not served here is the name of a room that is not there, or nothing.
    for (const id of ['f0'.repeat(12), bob.id]) {
        assert.deepEqual(await ask('named-rooms', 'GET', `/api/chat/messages/${id}`, undefined, alice.token), { status: 200, answer: [] });
        assert.deepEqual(await ask('rooms', 'GET', `/api/chat/messages/${id}`, undefined, bob.token), { status: 200, answer: [] });
    }
    const unnumbered = await ask('phone', 'POST', '/api/auth/register', { username: unique('a'), password: 'password' });
    assert.deepEqual([unnumbered.status, unnumbered.answer.message], [400, 'Phone number, username, and password are required']);
});

eachTransport('an event of another dialect is refused', async (t, options) => {
    const alice = await newUser('named-rooms', server);
    const room = unique('hall');
    const socket = await open(t, urls['named-rooms'], alice.token, options);
    await assert.rejects(socket.ask('chat message', { receiver: alice.id, content: 'x' }), /unknown/i);
    await assert.rejects(socket.ask('register', alice.id), /unknown/i);
    await socket.ask('joinRoom', { username: alice.username, room });
});

test('a token that has expired is told like any other that is no good', async () => {
    const { token } = await newUser('rooms', server);
    const [head, payload] = token.split('.');
    const claims = { ...JSON.parse(Buffer.from(payload, 'base64url')), exp: 1000 };
    const text = `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
    const secret = Buffer.from(readFileSync(join(server.dir, 'jwt-secret'), 'utf8').trim(), 'hex');
    const expired = `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
    const { status, body } = await server.api('GET', '/api/chat/rooms', undefined, expired);
    assert.deepEqual([status, body.error, body.message], [401, 'Invalid token', 'Invalid token']);
    const native = await server.api('GET', '/api/v1/rooms', undefined, expired);
    assert.match(native.body.error.message, /expired/);
});

eachTransport('direct: the texts of the original where the token is missing or bad', async (t, options) => {
    assert.equal((await refusal(t, urls.direct, undefined, options)).message, 'error');
    assert.equal((await refusal(t, urls.direct, 'nonsense', options)).message, 'Authentication error');
    assert.equal((await refusal(t, urls.direct, undefined, { ...options, extraHeaders: { access_token: 'nonsense' } })).message, 'Authentication error');
    const alice = await newUser('direct', server);
    const socket = await open(t, urls.direct, undefined, { ...options, extraHeaders: { access_token: alice.token } });
    await socket.ask('join', alice.id);
});

eachTransport('the other listeners refuse a missing or bad token as the common one does', async (t, options) => {
    for (const [dialect, url] of Object.entries(urls).filter(([name]) => name !== 'direct')) {
        const { message, data } = await refusal(t, url, undefined, options);
        assert.equal(message, 'Authentication required', dialect);
        assert.equal(data.code, 'E_AUTH', dialect);
        assert.match(data.hint, /auth: \{ token \}/, dialect);
        await refusal(t, url, 'nonsense', options);
    }
});

eachTransport('chatroom: the token may stand in the query', async (t, options) => {
    const alice = await newUser('chatroom', server);
    const { body: room } = await server.api('POST', '/api/rooms', { name: unique('hall') }, alice.token);
    const socket = await open(t, urls.chatroom, undefined, { ...options, query: { token: alice.token } });
    await socket.ask('joinRoom', { roomId: room._id });
    await refusal(t, urls.chatroom, undefined, { ...options, query: { token: 'nonsense' } });
});

eachTransport('a native token speaks the dialect of the listener', async (t, options) => {
    const { token, account } = await server.register(unique('native'));
    const alice = await newUser('named-rooms', server);
    const room = unique('hall');
    const a = await open(t, urls['named-rooms'], alice.token, options);
    await a.ask('joinRoom', { username: alice.username, room });
    const n = begin(t, urls['named-rooms'], token, options);
    n.emit('joinRoom', { username: account.username, room });
    const text = newText();
    n.emit('sendMessage', { text, username: account.username, room });
    match({ user: account.username, text, room, '…': '' }, await a.until('message', { text, '…': '' }));
    match({ user: account.username, text, room, '…': '' }, await n.until('message', { text, '…': '' }));
});

eachTransport('members on different listeners are in one room', async (t, options) => {
    const [alice, bob] = [await newUser('named-rooms', server), await newUser('rooms', server, 'bob')];
    const { body: { room } } = await server.api('POST', '/api/chat/room', { name: unique('hall') }, bob.token);
    const a = await open(t, urls['named-rooms'], alice.token, options);
    await a.ask('joinRoom', { username: alice.username, room: room.name });
    const b = await open(t, urls.rooms, bob.token, options);
    await b.ask('joinRoom', room._id);
    const text = newText();
    b.emit('sendMessage', { room: room._id, sender: bob.id, content: text });
    match({ text, room: room.name, '…': '' }, await a.until('message', { text, '…': '' }));
    const [carol, dave] = await newUsers('phone', server, 'carol', 'dave');
    const c = begin(t, urls.phone, carol.token, options);
    await c.ask('register', carol.id);
    await c.ask('sendMessage', { senderId: carol.id, receiverId: dave.id, content: text });
    const d = begin(t, urls.phone, dave.token, options);
    d.emit('register', dave.id);
    match({ senderId: carol.id, content: text, '…': '' }, await d.until('receiveMessage'));
});
