// SPDX-License-Identifier: GPL-3.0-or-later
// The events of "named-rooms" as its front ends use them: a room is its name.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { begin, eachTransport, newText, open } from './support/socket.mjs';
import { newUser, newUsers } from './support/users.mjs';
import { assertId, match, unique } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const announcement = (name) => ({ user: { username: 'admin' }, text: `${name} has joined!` });

/** A socket that is in the room, as its announcement has told it. */
async function joined(t, user, room, options) {
    const socket = await open(t, server.url, user.token, options);
    socket.emit('joinRoom', { username: user.username, room });
    await socket.until('message', announcement(user.username));
    return socket;
}

async function history(user, room) {
    const { status, body } = await server.api('GET', `/api/chat/messages/${encodeURIComponent(room)}`, undefined, user.token);
    assert.equal(status, 200, JSON.stringify(body));
    return body;
}

eachTransport('a newcomer is announced to the room, itself included', async (t, options) => {
    const [alice, bob] = await newUsers('named-rooms', server, 'alice', 'bob');
    const room = unique('hall');
    const a = await joined(t, alice, room, options);
    const b = await joined(t, bob, room, options);
    const told = await a.until('message', announcement(bob.username));
    assert.deepEqual(told, announcement(bob.username));
    assert.deepEqual(a.all('message')[0], announcement(alice.username));
    assert.deepEqual(b.all('message'), [announcement(bob.username)]);
    // Announcements are no messages.
    assert.deepEqual(await history(alice, room), []);
});

eachTransport('a message goes to the room, its sender included, and is kept', async (t, options) => {
    const [alice, bob] = await newUsers('named-rooms', server, 'alice', 'bob');
    const room = unique('hall');
    const a = await joined(t, alice, room, options);
    const b = await joined(t, bob, room, options);
    const text = newText();
    a.emit('sendMessage', { text, username: alice.username, room });
    for (const socket of [a, b])
        match({ user: alice.username, text, room, '…': '' }, await socket.until('message', { text, '…': '' }));
    const [kept, ...more] = await history(bob, room);
    match({ _id: '<id>', user: { _id: alice.id, username: alice.username, '…': '' }, text, room, createdAt: '<time>', updatedAt: '<time>', '…': '' }, kept);
    assert.deepEqual(more, []);
});

eachTransport('joinRoom and sendMessage may be sent at once, before the connection is up', async (t, options) => {
    const alice = await newUser('named-rooms', server);
    const room = unique('hall');
    const text = newText();
    const a = begin(t, server.url, alice.token, options);
    a.emit('joinRoom', { username: alice.username, room });
    a.emit('sendMessage', { text, username: alice.username, room });
    match({ user: alice.username, text, room, '…': '' }, await a.until('message', { text, '…': '' }));
    // In their order.
    assert.deepEqual(a.all('message').map((message) => message.text), [`${alice.username} has joined!`, text]);
    assert.deepEqual(a.all('error'), []);
});

eachTransport('a message posted over REST reaches the room with its user as an object', async (t, options) => {
    const [alice, bob] = await newUsers('named-rooms', server, 'alice', 'bob');
    const room = unique('hall');
    const a = await joined(t, alice, room, options);
    const text = newText();
    const { status, body } = await server.api('POST', '/api/chat/message', { text, room }, bob.token);
    assert.equal(status, 201);
    match({ user: { username: bob.username, '…': '' }, text, room, '…': '' }, await a.until('message', { text, '…': '' }));
    assertId(body._id);
});

eachTransport('a room is the same in any case, and echoes as each client wrote it', async (t, options) => {
    const [alice, bob] = await newUsers('named-rooms', server, 'alice', 'bob');
    const written = unique('Great Hall');
    const shouted = written.toUpperCase();
    const a = await joined(t, alice, written, options);
    const b = await joined(t, bob, shouted, options);
    await a.until('message', announcement(bob.username));
    const text = newText();
    b.emit('sendMessage', { text, username: bob.username, room: shouted });
    assert.equal((await a.until('message', { text, '…': '' })).room, written);
    assert.equal((await b.until('message', { text, '…': '' })).room, shouted);
    assert.deepEqual((await history(alice, written)).map((message) => message.text), [text]);
    assert.deepEqual((await history(alice, shouted)).map((message) => message.text), [text]);
});

eachTransport('a socket may be in several rooms and hears no other', async (t, options) => {
    const [alice, bob] = await newUsers('named-rooms', server, 'alice', 'bob');
    const [hall, yard, attic] = ['hall', 'yard', 'attic'].map(unique);
    const a = await joined(t, alice, hall, options);
    a.emit('joinRoom', { username: alice.username, room: yard });
    await a.untilCount(2, 'message', announcement(alice.username));
    const b = await joined(t, bob, attic, options);
    for (const room of [hall, yard]) {
        b.emit('joinRoom', { username: bob.username, room });
        b.emit('sendMessage', { text: `${room} elsewhere`, username: bob.username, room: attic });
        b.emit('sendMessage', { text: `${room} here`, username: bob.username, room });
        match({ user: bob.username, room, '…': '' }, await a.until('message', { text: `${room} here`, '…': '' }));
    }
    assert.deepEqual(a.all('message', { room: attic, '…': '' }), []);
});

eachTransport('a message into a room of strangers is neither kept nor delivered, one of a member is from any socket', async (t, options) => {
    const [alice, bob] = await newUsers('named-rooms', server, 'alice', 'bob');
    const [room, other] = ['hall', 'yard'].map(unique);
    const a = await joined(t, alice, room, options);
    const b = await joined(t, bob, other, options);
    await b.isRefused('sendMessage', { text: 'unheard', username: bob.username, room });
    // A member may speak before it has joined, and hears the room from then on.
    const second = await open(t, server.url, alice.token, options);
    const text = newText();
    second.emit('sendMessage', { text, username: alice.username, room });
    await a.until('message', { text, '…': '' });
    await second.until('message', { user: alice.username, text, room, '…': '' });
    assert.deepEqual(a.all('message', { text: 'unheard', '…': '' }), []);
    assert.deepEqual((await history(alice, room)).map((message) => message.text), [text]);
});

eachTransport('a callback is called back', async (t, options) => {
    const alice = await newUser('named-rooms', server);
    const room = unique('hall');
    const a = await open(t, server.url, alice.token, options);
    await a.ask('joinRoom', { username: alice.username, room });
    const text = newText();
    await a.ask('sendMessage', { text, username: alice.username, room });
    // What is acknowledged is kept.
    assert.deepEqual((await history(alice, room)).map((message) => message.text), [text]);
});

eachTransport('what has not the form of an event is refused, and the connection stays', async (t, options) => {
    const alice = await newUser('named-rooms', server);
    const room = unique('hall');
    const a = await joined(t, alice, room, options);
    for (const payload of [{ username: { $ne: null }, room }, { username: alice.username, room: { $ne: null } }, { username: alice.username }, {}])
        await a.isRefused('joinRoom', payload);
    for (const payload of [{ text: { $ne: null }, username: alice.username, room }, { text: '', username: alice.username, room }, { username: alice.username, room }, {}, null])
        await a.isRefused('sendMessage', payload);
    const text = newText();
    await a.ask('sendMessage', { text, username: alice.username, room });
    assert.deepEqual((await history(alice, room)).map((message) => message.text), [text]);
});
