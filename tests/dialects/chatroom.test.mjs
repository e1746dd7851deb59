// SPDX-License-Identifier: GPL-3.0-or-later
// The events of "chatroom" as its front ends use them: a current room, and who is there.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { newChatroom } from './support/chatrooms.mjs';
import { begin, eachTransport, newText, open, refusal } from './support/socket.mjs';
import { newUser, newUsers } from './support/users.mjs';
import { match } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const newRoom = (user, more) => newChatroom(server, user, more);

const person = (user) => ({ _id: user.id, username: user.username, '…': '' });
/** The form of onlineUsers with all of these, and nobody else, in some order. */
function present(room, ...users) {
    const orders = users.length < 2 ? [users] : [users, [...users].reverse()];
    return { roomId: room._id, users: { '<either>': orders.map((order) => order.map(person)) }, '…': '' };
}

async function joined(t, user, room, options) {
    const socket = await open(t, server.url, user.token, options);
    await socket.ask('joinRoom', { roomId: room._id });
    return socket;
}

async function whoIsOnline(user, room) {
    const { status, body } = await server.api('GET', `/api/rooms/${room._id}/users`, undefined, user.token);
    assert.equal(status, 200, JSON.stringify(body));
    return body.map(({ _id }) => _id).sort();
}

eachTransport('who comes and goes is told to the room', async (t, options) => {
    const [alice, bob] = await newUsers('chatroom', server, 'alice', 'bob');
    const room = await newRoom(alice);
    const a = await open(t, server.url, alice.token, options);
    a.emit('joinRoom', { roomId: room._id });
    await a.until('onlineUsers', present(room, alice));
    const b = await open(t, server.url, bob.token, options);
    b.emit('joinRoom', { roomId: room.name });
    for (const socket of [a, b])
        await socket.until('onlineUsers', present(room, alice, bob));
    assert.deepEqual(await whoIsOnline(alice, room), [alice.id, bob.id].sort());
    const { body: rooms } = await server.api('GET', '/api/rooms', undefined, alice.token);
    match({ _id: room._id, members: 2, online: 2, '…': '' }, rooms.find(({ _id }) => _id === room._id));
    const earlier = a.heard.length;
    b.close();
    await a.until('onlineUsers', present(room, alice), earlier);
    assert.deepEqual(await whoIsOnline(alice, room), [alice.id]);
});

eachTransport('of two connections the first to end changes nothing', async (t, options) => {
    const [alice, bob] = await newUsers('chatroom', server, 'alice', 'bob');
    const room = await newRoom(alice);
    const a = await joined(t, alice, room, options);
    const first = await joined(t, bob, room, options);
    const second = await joined(t, bob, room, options);
    await a.until('onlineUsers', present(room, alice, bob));
    assert.deepEqual(await whoIsOnline(alice, room), [alice.id, bob.id].sort());
    first.close();
    const text = newText();
    await second.ask('sendMessage', { message: text });
    await a.until('receiveMessage', { message: text, '…': '' });
    match(present(room, alice, bob), a.all('onlineUsers').at(-1));
    for (const { users } of a.all('onlineUsers'))
        assert.equal(new Set(users.map(({ _id }) => _id)).size, users.length, 'nobody is there twice');
    const earlier = a.heard.length;
    second.close();
    await a.until('onlineUsers', present(room, alice), earlier);
});

eachTransport('a message goes to the current room, its sender included, and is kept', async (t, options) => {
    const [alice, bob] = await newUsers('chatroom', server, 'alice', 'bob');
    const room = await newRoom(alice);
    const a = await joined(t, alice, room, options);
    const b = await joined(t, bob, room, options);
    const text = newText();
    b.emit('sendMessage', { message: text });
    for (const socket of [a, b])
        match({ user: bob.username, message: text, timestamp: '<time>', '…': '' }, await socket.until('receiveMessage'));
    const { body } = await server.api('GET', `/api/chat/messages/${room._id}`, undefined, alice.token);
    assert.deepEqual(body.map((message) => message.content), [text]);
});

eachTransport('the room joined last is the current one', async (t, options) => {
    const [alice, bob] = await newUsers('chatroom', server, 'alice', 'bob');
    const [first, second] = [await newRoom(alice), await newRoom(alice)];
    const inFirst = await joined(t, alice, first, options);
    const inSecond = await joined(t, alice, second, options);
    const b = await joined(t, bob, first, options);
    await b.ask('joinRoom', { roomId: second._id });
    const text = newText();
    b.emit('sendMessage', { message: text });
    await inSecond.until('receiveMessage', { user: bob.username, message: text, '…': '' });
    const later = newText('later');
    await inFirst.ask('sendMessage', { message: later });
    await inFirst.until('receiveMessage', { message: later, '…': '' });
    // Which room a message came from is seen in the store: alice's sockets may hear both rooms.
    const { body } = await server.api('GET', `/api/chat/messages/${first._id}`, undefined, alice.token);
    assert.deepEqual(body.map((message) => message.content), [later]);
});

eachTransport('joinRoom and sendMessage may be sent at once, before the connection is up', async (t, options) => {
    const alice = await newUser('chatroom', server);
    const room = await newRoom(alice);
    const a = begin(t, server.url, alice.token, options);
    const text = newText();
    a.emit('joinRoom', { roomId: room._id });
    a.emit('sendMessage', { message: text });
    match({ user: alice.username, message: text, '…': '' }, await a.until('receiveMessage'));
    assert.deepEqual(a.all('error'), []);
});

eachTransport('a private room lets its members in and refuses strangers', async (t, options) => {
    const [alice, bob, carol] = await newUsers('chatroom', server, 'alice', 'bob', 'carol');
    const room = await newRoom(alice, { isPrivate: true, members: [bob.id] });
    const a = await joined(t, alice, room, options);
    const c = await open(t, server.url, carol.token, options);
    await c.isRefused('joinRoom', { roomId: room._id });
    await c.isRefused('joinRoom', { roomId: room.name });
    await c.isRefused('sendMessage', { message: 'unheard' });
    const b = await joined(t, bob, room, options);
    const text = newText();
    await b.ask('sendMessage', { message: text });
    await a.until('receiveMessage', { user: bob.username, message: text, '…': '' });
    assert.deepEqual(a.all('receiveMessage').map(({ message }) => message), [text]);
    assert.deepEqual(a.all('onlineUsers', { users: ['…', person(carol), '…'], '…': '' }), []);
    assert.deepEqual(c.all('onlineUsers'), []);
    assert.deepEqual(c.all('receiveMessage'), []);
});

eachTransport('what has not the form of an event, or no room, is refused', async (t, options) => {
    const alice = await newUser('chatroom', server);
    const room = await newRoom(alice);
    const a = await open(t, server.url, alice.token, options);
    await a.isRefused('sendMessage', { message: 'no room yet' });
    await a.ask('joinRoom', { roomId: room._id });
    for (const payload of [{ roomId: { $ne: null } }, { roomId: null }, { roomId: '0123456789abcdef01234567' }, {}, null])
        await a.isRefused('joinRoom', payload);
    for (const payload of [{ message: { $ne: null } }, { message: '' }, {}, null])
        await a.isRefused('sendMessage', payload);
    const text = newText();
    await a.ask('sendMessage', { message: text });
    await a.until('receiveMessage', { message: text, '…': '' });
    assert.equal(a.all('receiveMessage').length, 1);
});

eachTransport('the token is found wherever clients put it; without one they are refused', async (t, options) => {
    const alice = await newUser('chatroom', server);
    const room = await newRoom(alice);
    const ways = [{ auth: { token: alice.token } }, { extraHeaders: { Authorization: `Bearer ${alice.token}` } }];
    for (const way of ways) {
        const socket = await open(t, server.url, undefined, { ...options, ...way });
        await socket.ask('joinRoom', { roomId: room._id });
        socket.close();
    }
    await refusal(t, server.url, undefined, options);
    await refusal(t, server.url, 'nonsense', options);
});
