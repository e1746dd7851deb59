// SPDX-License-Identifier: GPL-3.0-or-later
// A private room is nothing to a stranger, whichever dialect it comes in by: it is not read, heard,
// listed, entered or written to.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { eachTransport, newText, open } from './support/socket.mjs';
import { dialects, newUser } from './support/users.mjs';
import { unique } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const ask = (method, path, body, user) => server.api(method, path, body, user?.token);

/** A private room with a message in it: { room, alice, secret }. */
async function denOf(stem) {
    const alice = await newUser('chatroom', server);
    const { status, body: room } = await ask('POST', '/api/rooms', { name: unique(stem), isPrivate: true }, alice);
    assert.equal(status, 201, JSON.stringify(room));
    const secret = newText('whispered');
    const posted = await ask('POST', '/api/chat/message', { room: room._id, sender: alice.id, content: secret }, alice);
    assert.equal(posted.status, 201, JSON.stringify(posted.body));
    return { room, alice, secret };
}

async function texts(user, room) {
    const { status, body } = await ask('GET', `/api/chat/messages/${room._id}`, undefined, user);
    assert.equal(status, 200, JSON.stringify(body));
    return body.map(({ content }) => content);
}

for (const dialect of dialects) {
    test(`a stranger of ${dialect} neither reads nor finds it over REST, nor writes to it`, async () => {
        const { room, alice, secret } = await denOf('den');
        const mallory = await newUser(dialect, server, 'mallory');
        for (const path of [`/api/chat/messages/${room._id}`, `/api/chat/messages/${room.name}`, `/api/rooms/${room._id}/users`, '/api/chat/rooms', '/api/rooms']) {
            const { status, body } = await ask('GET', path, undefined, mallory);
            assert.ok(status < 500, path);
            const text = JSON.stringify(body);
            assert.ok(!text.includes(secret) && !text.includes(alice.id), `${path}: ${text}`);
            if (path.endsWith('rooms'))
                assert.ok(!text.includes(room._id) && !text.includes(room.name), `${path}: ${text}`);
        }
        const posts = {
            '/api/chat/send': [{ sender: mallory.id, receiver: room._id, content: 'intruder' }],
            '/api/chat/message': [{ room: room._id, sender: mallory.id, content: 'intruder' }],
        };
        for (const [path, [body]] of Object.entries(posts)) {
            const { status, body: answer } = await ask('POST', path, body, mallory);
            assert.ok([400, 403, 404].includes(status), `${path}: ${status} ${JSON.stringify(answer)}`);
        }
        // By its name: refused, or a room of the stranger's own; never this one.
        const { status } = await ask('POST', '/api/chat/message', { text: 'intruder', room: room.name }, mallory);
        assert.ok(status < 500);
        assert.deepEqual(await texts(alice, room), [secret]);
    });
}

/** How a stranger of each dialect tries to get in over its socket: [event, payload] each. */
const attempts = {
    'named-rooms': (user, room) => [
        ['sendMessage', { text: 'intruder', username: user.username, room: room.name }],
    ],
    direct: (user, room) => [
        ['join', room._id],
        ['chat message', { sender: user.id, receiver: room._id, content: 'intruder' }],
    ],
    rooms: (user, room) => [
        ['joinRoom', room._id],
        ['sendMessage', { room: room._id, sender: user.id, content: 'intruder' }],
    ],
    chatroom: (user, room) => [
        ['joinRoom', { roomId: room._id }],
        ['joinRoom', { roomId: room.name }],
        ['sendMessage', { message: 'intruder' }],
    ],
    phone: (user, room) => [
        ['sendMessage', { senderId: user.id, receiverId: room._id, content: 'intruder' }],
    ],
};
/** What such a client does first, so that the socket speaks its dialect. */
const arrivals = {
    'named-rooms': (socket, user) => socket.ask('joinRoom', { username: user.username, room: unique('lobby') }),
    direct: (socket, user) => socket.ask('join', user.id),
    phone: (socket, user) => socket.ask('register', user.id),
};

/** What is refused for certain, where the last attempt may not be. */
const probes = {
    // What would wait for a room is asked once.
    chatroom: (user, room) => [['joinRoom', { roomId: room._id }]],
    'named-rooms': (user) => [['sendMessage', { text: 'not joined', username: user.username, room: unique('attic') }]],
};

for (const dialect of dialects) {
    eachTransport(`a stranger of ${dialect} does not get in over a socket`, async (t, options) => {
        const { room, alice, secret } = await denOf('den');
        const a = await open(t, server.url, alice.token, options);
        await a.ask('joinRoom', { roomId: room._id });
        const mallory = await newUser(dialect, server, 'mallory');
        const m = await open(t, server.url, mallory.token, options);
        await arrivals[dialect]?.(m, mallory);
        for (const [event, payload] of attempts[dialect](mallory, room))
            await m.isRefused(event, payload);
        // By name, named-rooms is refused, or is in a room of its own.
        if (dialect === 'named-rooms')
            m.emit('joinRoom', { username: mallory.username, room: room.name });
        const text = newText('among us');
        await a.ask('sendMessage', { message: text });
        await a.until('receiveMessage', { message: text, '…': '' });
        // Whatever the server owes the stranger by now has come before this answer.
        await assert.rejects(m.ask(...(probes[dialect] ?? attempts[dialect])(mallory, room).at(-1)));
        assert.ok(!JSON.stringify(m.heard.filter(({ event }) => event !== 'error')).includes(text), 'the stranger hears it');
        assert.deepEqual(a.all('receiveMessage', { message: 'intruder', '…': '' }), []);
        assert.deepEqual(await texts(alice, room), [secret, text]);
    });

    test(`a member of ${dialect} gets in`, async () => {
        const bob = await newUser(dialect, server, 'bob');
        const { room, alice, secret } = await denOf('den');
        const invited = await ask('POST', `/api/v1/rooms/${room._id}/invitations`, { userId: bob.id }, alice);
        assert.equal(invited.status, 201, JSON.stringify(invited.body));
        const accepted = await ask('POST', `/api/v1/rooms/${room._id}/join`, undefined, bob);
        assert.equal(accepted.status, 200, JSON.stringify(accepted.body));
        assert.deepEqual(await texts(bob, room), [secret]);
        const { body } = await ask('GET', '/api/rooms', undefined, bob);
        assert.ok(body.some(({ _id }) => _id === room._id));
    });
}
