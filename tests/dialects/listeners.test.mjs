// SPDX-License-Identifier: GPL-3.0-or-later
// Listeners that are pinned to one dialect, as the port of the backend that Parlance replaces.
import assert from 'node:assert/strict';
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
        assert.deepEqual(data, { code: 'E_AUTH' }, dialect);
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
