// SPDX-License-Identifier: GPL-3.0-or-later
// The events of "rooms" as its front ends use them: a room is its id.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { begin, eachTransport, newText, open } from './support/socket.mjs';
import { newUser, newUsers } from './support/users.mjs';
import { match, unique } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const unknownRoom = '0123456789abcdef01234567';

async function newRoom(user) {
    const { status, body } = await server.api('POST', '/api/chat/room', { name: unique('hall') }, user.token);
    assert.equal(status, 201, JSON.stringify(body));
    return body.room._id;
}

async function joined(t, user, room, options) {
    const socket = await open(t, server.url, user.token, options);
    await socket.ask('joinRoom', room);
    return socket;
}

async function history(user, room) {
    const { status, body } = await server.api('GET', `/api/chat/messages/${room}`, undefined, user.token);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
}

const form = (user, room, content) => (
    { _id: '<id>', room, sender: user.id, content, createdAt: '<time>', updatedAt: '<time>', '…': '' });

eachTransport('a message goes to the room, its sender included, and is kept', async (t, options) => {
    const [alice, bob] = await newUsers('rooms', server, 'alice', 'bob');
    const room = await newRoom(alice);
    const a = await joined(t, alice, room, options);
    const b = await joined(t, bob, room, options);
    const text = newText();
    b.emit('sendMessage', { room, sender: bob.id, content: text });
    for (const socket of [a, b])
        match(form(bob, room, text), await socket.until('receiveMessage'));
    const kept = await history(alice, room);
    assert.deepEqual(kept.map((message) => message._id), a.all('receiveMessage').map((message) => message._id));
    match({ ...form(bob, room, text), sender: { _id: bob.id, username: bob.username, '…': '' } }, kept[0]);
});

eachTransport('joinRoom and sendMessage may be sent at once, before the connection is up', async (t, options) => {
    const alice = await newUser('rooms', server);
    const room = await newRoom(alice);
    const bob = await newUser('rooms', server, 'bob');
    const b = begin(t, server.url, bob.token, options);
    const text = newText();
    b.emit('joinRoom', room);
    b.emit('sendMessage', { room, sender: bob.id, content: text });
    match(form(bob, room, text), await b.until('receiveMessage'));
    assert.deepEqual(b.all('error'), []);
});

eachTransport('a message posted over REST reaches the room', async (t, options) => {
    const [alice, bob] = await newUsers('rooms', server, 'alice', 'bob');
    const room = await newRoom(alice);
    const a = await joined(t, alice, room, options);
    const text = newText();
    const { status } = await server.api('POST', '/api/chat/message', { room, sender: bob.id, content: text }, bob.token);
    assert.equal(status, 201);
    match(form(bob, room, text), await a.until('receiveMessage'));
});

eachTransport('an unknown or malformed room is an error of that socket alone', async (t, options) => {
    const [alice, bob] = await newUsers('rooms', server, 'alice', 'bob');
    const room = await newRoom(alice);
    const a = await joined(t, alice, room, options);
    const b = await open(t, server.url, bob.token, options);
    for (const bad of [unknownRoom, 'no id', '', unknownRoom.slice(1)])
        await b.isRefused('joinRoom', bad);
    for (const bad of [unknownRoom, 'no id', { $ne: null }, null])
        await b.isRefused('sendMessage', { room: bad, sender: bob.id, content: 'unheard' });
    // Both go on.
    await b.ask('joinRoom', room);
    const text = newText();
    await b.ask('sendMessage', { room, sender: bob.id, content: text });
    match(form(bob, room, text), await a.until('receiveMessage'));
    assert.deepEqual(a.all('error'), []);
    assert.equal((await history(alice, room)).length, 1);
});

eachTransport('a message into a room that the socket has not joined is neither kept nor delivered', async (t, options) => {
    const [alice, bob] = await newUsers('rooms', server, 'alice', 'bob');
    const [room, other] = [await newRoom(alice), await newRoom(alice)];
    const a = await joined(t, alice, room, options);
    const b = await joined(t, bob, other, options);
    await b.isRefused('sendMessage', { room, sender: bob.id, content: 'unheard' });
    const elsewhere = newText('elsewhere');
    await b.ask('sendMessage', { room: other, sender: bob.id, content: elsewhere });
    const text = newText();
    await a.ask('sendMessage', { room, sender: alice.id, content: text });
    await a.until('receiveMessage', { content: text, '…': '' });
    assert.deepEqual(a.all('receiveMessage').map((message) => message.content), [text]);
    assert.deepEqual((await history(alice, room)).map((message) => message.content), [text]);
});

eachTransport('what has not the form of an event is refused, and the connection stays', async (t, options) => {
    const alice = await newUser('rooms', server);
    const room = await newRoom(alice);
    const a = await joined(t, alice, room, options);
    const good = { room, sender: alice.id, content: 'refused' };
    for (const payload of [{ ...good, sender: { $ne: null } }, { ...good, content: { $ne: null } }, { ...good, content: '' }, {}, null])
        await a.isRefused('sendMessage', payload);
    for (const payload of [null, 5, [room]])
        await a.isRefused('joinRoom', payload);
    assert.deepEqual(await history(alice, room), []);
});
