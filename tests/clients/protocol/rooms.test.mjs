// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms: who hears what. That somebody does not hear is proven by what he hears next.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { eachClient } from '../support/field.mjs';
import { startFixture } from '../support/fixture.mjs';

let url;
let fixture;
before(async () => {
    fixture = await startFixture({ eio3: 'on' });
    ({ url } = fixture);
});
after(() => fixture.stop());

let count = 0;
function freshRoom() {
    count += 1;
    return `room ${count}`;
}

/** Three connected clients, who write down what they hear in `heard`. */
async function three(open, options) {
    return Promise.all(['a', 'b', 'c'].map(async (name) => {
        const client = open(url, options);
        client.heard = [];
        client.socket.on('news', (...args) => client.heard.push(args));
        await client.connect();
        client.name = name;
        return client;
    }));
}

/** Returns as everybody has heard all that was sent to them before. */
async function settle(clients) {
    const done = freshRoom();
    const last = clients.map((client) => client.next('settled', (mark) => mark === done));
    clients[0].emit('to-all', 'settled', done);
    await Promise.all(last);
}

function heardBy(clients) {
    return Object.fromEntries(clients.map((client) => [client.name, client.heard.splice(0).map(([first]) => first)]));
}

eachClient('join, send, leave', async (open) => {
    const clients = await three(open);
    const [a, b, c] = clients;
    const room = freshRoom();
    for (const client of [a, b])
        assert.deepEqual(await client.ask('join', room), ['ok']);
    assert.deepEqual(new Set((await a.ask('whoami'))[0].rooms), new Set([a.id, room]));

    a.emit('to-room', room, 'news', 1);
    a.emit('to-room-except-me', room, 'news', 2);
    await settle(clients);
    assert.deepEqual(heardBy(clients), { a: [1], b: [1, 2], c: [] });

    // One may send where one is not.
    c.emit('to-room', room, 'news', 3);
    c.emit('to-room-except-me', room, 'news', 4);
    await c.ask('whoami');
    await settle(clients);
    assert.deepEqual(heardBy(clients), { a: [3, 4], b: [3, 4], c: [] });

    assert.deepEqual(await b.ask('leave', room), ['ok']);
    assert.deepEqual(await b.ask('leave', room), ['ok']);
    a.emit('to-room', room, 'news', 5);
    a.emit('to-room', freshRoom(), 'news', 6);
    a.emit('to-all', 'news', 7);
    await settle(clients);
    assert.deepEqual(heardBy(clients), { a: [5, 7], b: [7], c: [7] });
});

eachClient('a room has its sockets once', async (open) => {
    const clients = await three(open);
    const room = freshRoom();
    for (const client of [clients[0], clients[0], clients[1]])
        await client.ask('join', room);
    clients[2].emit('to-room', room, 'news', 1);
    await clients[2].ask('whoami');
    await settle(clients);
    assert.deepEqual(heardBy(clients), { a: [1], b: [1], c: [] });
});

eachClient('a namespace has its own rooms', async (open) => {
    const [a, b] = await three(open);
    const other = open(url, { namespace: '/custom' });
    const heard = [];
    other.socket.on('news', (n) => heard.push(n));
    await other.connect();
    const room = freshRoom();
    await Promise.all([a, b, other].map((client) => client.ask('join', room)));
    a.emit('to-room', room, 'news', 1);
    a.emit('to-all', 'news', 2);
    await settle([a, b]);
    other.emit('to-room', room, 'news', 3);
    await other.next('news', (n) => n === 3);
    await settle([a, b]);
    assert.deepEqual(heard, [3]);
    assert.deepEqual(heardBy([a, b]), { a: [1, 2], b: [1, 2] });
});

eachClient('every socket is a room of its own', async (open) => {
    const clients = await three(open);
    const [a, b] = clients;
    a.emit('to-room', b.id, 'news', 'for b');
    await settle(clients);
    assert.deepEqual(heardBy(clients), { a: [], b: ['for b'], c: [] });
});

eachClient('binary and big things to a room', async (open) => {
    const clients = await three(open);
    const room = freshRoom();
    await Promise.all(clients.map((client) => client.ask('join', room)));
    const sent = [{ bytes: Buffer.alloc(50_000, 7), more: [Buffer.from('x')] }, 'é'.repeat(50_000)];
    clients[0].emit('to-room', room, 'news', ...sent);
    await settle(clients);
    for (const { heard } of clients)
        assert.deepEqual(heard, [sent]);
});

eachClient('1,000 events to a room keep their order', async (open) => {
    const clients = await three(open);
    const room = freshRoom();
    await Promise.all(clients.map((client) => client.ask('join', room)));
    for (let n = 0; n < 1000; ++n)
        clients[0].emit('to-room', room, 'news', n);
    await settle(clients);
    const all = Array.from({ length: 1000 }, (_, n) => n);
    assert.deepEqual(heardBy(clients), { a: all, b: all, c: all });
});

eachClient('who left is in no room', async (open) => {
    const clients = await three(open);
    const [a, b] = clients;
    const room = freshRoom();
    await Promise.all([a, b].map((client) => client.ask('join', room)));
    const left = b.id;
    b.socket.disconnect();
    await a.reasonOf(left);
    await b.connect();
    assert.notEqual(b.id, left);
    assert.deepEqual((await b.ask('whoami'))[0].rooms, [b.id]);
    a.emit('to-room', room, 'news', 1);
    a.emit('to-room', left, 'news', 2);
    await settle(clients);
    assert.deepEqual(heardBy(clients), { a: [1], b: [], c: [] });
});
