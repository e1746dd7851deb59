// SPDX-License-Identifier: GPL-3.0-or-later
// The messages of "chatroom" name no room. Tests where they go if the client has not joined a room yet.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../clients/support/server.mjs';
import { transportModes } from '../clients/support/sockets.mjs';
import { newChatroom } from './support/chatrooms.mjs';
import { eachTransport, newText, open } from './support/socket.mjs';
import { loginAgain, newUser, newUsers } from './support/users.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

/** The argument of joinRoom. */
const newRoom = async (user, more) => ({ roomId: (await newChatroom(server, user, more))._id });

async function texts(user, { roomId }) {
    const { status, body } = await server.api('GET', `/api/chat/messages/${roomId}`, undefined, user.token);
    assert.equal(status, 200, JSON.stringify(body));
    return body.map(({ content }) => content);
}

/** Joins these rooms in order, and closes the socket. Resolves when the server has noticed it. */
async function wasIn(t, user, ...rooms) {
    const socket = await open(t, server.url, user.token);
    for (const room of rooms)
        await socket.ask('joinRoom', room);
    await goes(socket, user, rooms.at(-1));
}

/** Closes the user's last socket in the room. */
async function goes(socket, user, { roomId }) {
    socket.close();
    const online = () => server.api('GET', `/api/rooms/${roomId}/users`, undefined, user.token);
    for (const late = Date.now() + 15000; (await online()).body.length > 0; await pause(10))
        assert.ok(Date.now() < late, 'still there');
}

/** Sends on a new socket, joins, and sends again. */
async function sendsAndJoins(t, options, user, room) {
    const socket = await open(t, server.url, user.token, options);
    const sent = ['one', 'two'].map((message) => socket.ask('sendMessage', { message }));
    // joinRoom overtakes them. They precede the messages sent after it.
    const joined = socket.ask('joinRoom', room);
    await Promise.all([...sent, joined, socket.ask('sendMessage', { message: 'three' })]);
    return socket;
}

eachTransport('they go to the room where the session was last', async (t, options) => {
    const alice = await newUser('chatroom', server);
    const [first, second] = [await newRoom(alice), await newRoom(alice)];
    await wasIn(t, alice, first, second);
    const socket = await open(t, server.url, alice.token, options);
    const text = newText();
    await socket.ask('sendMessage', { message: text });
    assert.deepEqual(await texts(alice, second), [text]);
    assert.deepEqual(await texts(alice, first), []);
    // From then on it receives the events of that room.
    await socket.until('receiveMessage', { message: text, '…': '' });
});

eachTransport('a client that comes back takes its place, and moves on', async (t, options) => {
    const alice = await newUser('chatroom', server);
    const [first, second] = [await newRoom(alice), await newRoom(alice)];
    await wasIn(t, alice, first);
    const back = await open(t, server.url, alice.token, options);
    await back.ask('sendMessage', { message: 'one' });
    await back.ask('joinRoom', second);
    await goes(back, alice, second);
    await server.restart();
    await (await open(t, server.url, alice.token, options)).ask('sendMessage', { message: 'two' });
    assert.deepEqual(await texts(alice, first), ['one']);
    assert.deepEqual(await texts(alice, second), ['two']);
});

eachTransport('a new socket in the same room is another one', async (t, options) => {
    const alice = await newUser('chatroom', server);
    const [first, second] = [await newRoom(alice), await newRoom(alice)];
    await wasIn(t, alice, first);
    await wasIn(t, alice, first, second);
    await sendsAndJoins(t, options, alice, first);
    assert.deepEqual(await texts(alice, first), ['one', 'two', 'three']);
    assert.deepEqual(await texts(alice, second), []);
});

eachTransport('another session of the same user has no last room of its own', async (t, options) => {
    const alice = await newUser('chatroom', server);
    const [hers, other] = [await newRoom(alice), await newRoom(alice)];
    await wasIn(t, alice, hers);
    const again = { ...alice, token: await loginAgain(server, alice) };
    await sendsAndJoins(t, options, again, other);
    assert.deepEqual(await texts(alice, hers), []);
    assert.deepEqual(await texts(alice, other), ['one', 'two', 'three']);
});

for (const [when, between] of [['', () => {}], [', also after a restart', () => server.restart()]]) {
    eachTransport(`whose sockets were in two rooms, they wait for joinRoom${when}`, async (t, options) => {
        const alice = await newUser('chatroom', server);
        const [first, second] = [await newRoom(alice), await newRoom(alice)];
        await Promise.all([first, second].map((room) => wasIn(t, alice, room)));
        await between();
        await sendsAndJoins(t, options, alice, second);
        assert.deepEqual(await texts(alice, first), []);
        assert.deepEqual(await texts(alice, second), ['one', 'two', 'three']);
    });

    eachTransport(`while another socket is in another room, they wait for joinRoom${when}`, async (t, options) => {
        const alice = await newUser('chatroom', server);
        const [first, second] = [await newRoom(alice), await newRoom(alice)];
        await wasIn(t, alice, first);
        await between();
        const other = await open(t, server.url, alice.token);
        await other.ask('joinRoom', second);
        await sendsAndJoins(t, options, alice, first);
        assert.deepEqual(await texts(alice, first), ['one', 'two', 'three']);
        assert.deepEqual(await texts(alice, second), []);
    });
}

eachTransport('after a restart they go where all sockets of the session were', async (t, options) => {
    const alice = await newUser('chatroom', server);
    const room = await newRoom(alice);
    await Promise.all([wasIn(t, alice, room), wasIn(t, alice, room)]);
    await server.restart();
    const socket = await open(t, server.url, alice.token, options);
    for (const message of ['one', 'two'])
        socket.emit('sendMessage', { message });
    await socket.ask('sendMessage', { message: 'three' });
    assert.deepEqual(await texts(alice, room), ['one', 'two', 'three']);
});

test('without a joinRoom they are refused after 10 s, with their text', async (t) => {
    const alice = await newUser('chatroom', server);
    const room = await newRoom(alice);
    await Promise.all(Object.values(transportModes).map(async (options) => {
        const socket = await open(t, server.url, alice.token, options);
        const since = Date.now();
        socket.emit('sendMessage', { message: 'one' });
        const answer = await socket.socket.emitWithAck('sendMessage', { message: 'two' });
        assert.equal(answer.text, 'two', JSON.stringify(answer));
        assert.ok(answer.error);
        const error = await socket.until('error', { event: 'sendMessage', text: 'one', '…': '' });
        assert.match(error.message, /room/);
        assert.ok(Date.now() - since >= 9900, `${Date.now() - since} ms`);
        assert.ok(socket.socket.connected);
        // The refused messages are not sent later.
        await socket.ask('joinRoom', room);
        await socket.ask('sendMessage', { message: 'three' });
    }));
    assert.deepEqual(new Set(await texts(alice, room)), new Set(['three']));
});

eachTransport('to a room that its user was removed from nothing goes', async (t, options) => {
    const [alice, bob] = await newUsers('chatroom', server, 'alice', 'bob');
    const room = await newRoom(alice, { isPrivate: true, members: [bob.id] });
    const other = await newRoom(bob);
    await wasIn(t, bob, room);
    const { status } = await server.api('DELETE', `/api/v1/rooms/${room.roomId}/members/${bob.id}`, undefined, alice.token);
    assert.ok(status < 300, `${status}`);
    await sendsAndJoins(t, options, bob, other);
    assert.deepEqual(await texts(alice, room), []);
    assert.deepEqual(await texts(bob, other), ['one', 'two', 'three']);
});
