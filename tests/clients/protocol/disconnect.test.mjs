// SPDX-License-Identifier: GPL-3.0-or-later
// How connections end, and what either side calls it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { eachClient, FieldClient, versions } from '../support/field.mjs';
import { isReference, startFixture } from '../support/fixture.mjs';
import { WebSocket } from '../support/plainsocket.mjs';
import { Polling, RawSocket } from '../support/rawengine.mjs';
import { transportModes } from '../support/sockets.mjs';

const pingMs = 400;
const patienceMs = 2000;

let calm;
let quick;
/** It pings as often and is patient, as it must be with a dozen clients in one process. */
let patient;
/** One who asks why the others went. */
let witness;
before(async () => {
    [calm, quick, patient] = await Promise.all([
        startFixture({ eio3: 'on' }),
        startFixture({ eio3: 'on', 'ping-interval': pingMs, 'ping-timeout': pingMs }),
        startFixture({ eio3: 'on', 'ping-interval': pingMs, 'ping-timeout': patienceMs }),
    ]);
    witness = new FieldClient(versions[0], 'websocket', calm.url);
    await witness.connect();
});
after(async () => {
    witness.close();
    await Promise.all([calm.stop(), quick.stop(), patient.stop()]);
});

async function connected(open, options) {
    const client = open(calm.url, options);
    await client.connect();
    await client.settled();
    return client;
}

/** What both sides say as `end` ends the connection of `client`. */
async function ending(client, end) {
    const { id } = client;
    const gone = client.next('disconnect');
    await end();
    const [theirs] = await gone;
    return { client: theirs, server: await witness.reasonOf(id) };
}

eachClient('the client leaves', async (open) => {
    const client = await connected(open);
    assert.deepEqual(await ending(client, () => client.socket.disconnect()),
        { client: 'io client disconnect', server: 'client namespace disconnect' });
    await client.connect();
    assert.deepEqual(await client.echo('back'), ['back']);
});

eachClient('the client is put out of the namespace', async (open) => {
    const client = await connected(open);
    const { engine } = client;
    // A second socket, or the client would close the connection.
    const other = client.socket.io.socket('/custom');
    await new Promise((resolve) => {
        other.once('connect', resolve);
        other.connect();
    });
    assert.deepEqual(await ending(client, () => client.emit('kick', false)),
        { client: 'io server disconnect', server: 'server namespace disconnect' });
    const heard = new Promise((resolve) => { other.once('message-back', resolve); });
    other.emit('message', 'still here');
    assert.equal(await heard, 'still here');
    // It may come back over the same connection.
    await client.connect();
    assert.equal(client.engine, engine);
    assert.deepEqual(await client.echo('back'), ['back']);
    assert.deepEqual(client.reasons, ['io server disconnect']);
}, { versions: ({ major }) => major >= 3 });

eachClient('the client is put out whole', async (open) => {
    // Without chance in it, who is dropped later comes back later.
    const delays = { reconnectionDelay: 10, randomizationFactor: 0 };
    const client = await connected(open, delays);
    const dropped = await connected(open, delays);
    const { engine } = client;
    let attempts = 0;
    client.socket.io.on('reconnect_attempt', () => { ++attempts; });
    assert.deepEqual(await ending(client, () => client.emit('kick', true)),
        { client: 'io server disconnect', server: 'server namespace disconnect' });
    if (engine.readyState !== 'closed')
        await new Promise((resolve) => { engine.once('close', resolve); });
    // It does not come back on its own, as one does whose connection just ends.
    const back = dropped.next('auth');
    dropped.engine.close();
    await back;
    assert.equal(attempts, 0);
    assert.equal(client.socket.connected, false);
});

eachClient('the client closes the connection', async (open) => {
    const client = await connected(open, { reconnection: false });
    const { server } = await ending(client, () => client.engine.close());
    assert.equal(server, 'transport close');
});

test('a connection is cut', async () => {
    for (const version of versions) {
        const client = new FieldClient(version, 'websocket', calm.url, { reconnection: false });
        await client.connect();
        const cut = await ending(client, () => client.engine.transport.ws._socket.destroy());
        assert.deepEqual(cut, { client: 'transport close', server: 'transport close' }, version.name);
    }
});

eachClient('what cannot be read ends the connection', async (open) => {
    const client = await connected(open, { reconnection: false });
    const ended = await ending(client, () => client.engine.write('2["message"'));
    // The reference server says of the packets of Socket.IO what it says of any connection it closes.
    assert.equal(ended.server, isReference ? 'forced close' : 'parse error');
    assert.match(ended.client, /^transport (close|error)$/);
});

test('who does not answer pings is gone', async () => {
    const raw = new WebSocket(`${quick.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const frames = [];
    raw.on('message', (data) => frames.push(String(data)));
    raw.on('open', () => raw.send('40'));
    const start = Date.now();
    await once(raw, 'close');
    const lasted = Date.now() - start;
    const { sid } = JSON.parse(frames.find((frame) => frame.startsWith('40')).slice(2));
    assert.ok(frames.includes('2'));
    assert.ok(lasted >= 2 * pingMs - 10, `after ${lasted} ms`);
    const asker = new FieldClient(versions[0], 'websocket', quick.url);
    await asker.connect();
    assert.equal(await asker.reasonOf(sid), 'ping timeout');
    asker.close();
});

// Takes the 45 seconds that the server waits.
test('who joins no namespace is closed', { skip: !process.env.PARLANCE_LONG }, async () => {
    const raw = await RawSocket.open(`${calm.url}/socket.io/?EIO=4&transport=websocket`);
    const polling = await Polling.open(calm.url, '/socket.io/');
    const start = Date.now();
    // The poll hangs, and is answered in between by a ping.
    const polled = (async () => {
        let answer;
        do {
            answer = await polling.poll();
            if (answer.body === '2')
                await polling.post('3');
        } while (answer.status === 200 && answer.body === '2');
        return answer;
    })();
    raw.socket.on('message', (data) => String(data) === '2' && raw.send('3'));
    await raw.closed;
    const lasted = Date.now() - start;
    assert.ok(lasted > 44_000 && lasted < 60_000, `after ${lasted} ms`);
    assert.equal((await polled).body, '1');
    assert.equal((await polling.poll()).status, 400);
});

/** Resolves as `count` of them have come, or the connection has ended. */
function heartbeats(client, count) {
    return new Promise((resolve) => {
        client.socket.once('disconnect', resolve);
        client.engine.on('pong', () => --count || resolve());
    });
}

test('who answers pings stays', async (t) => {
    const clients = versions.flatMap((version) =>
        Object.keys(transportModes).map((mode) => new FieldClient(version, mode, patient.url)));
    t.after(() => clients.forEach((client) => client.close()));
    await Promise.all(clients.map((client) => client.connect()));
    const ids = clients.map(({ id }) => id);
    // So many that whoever did not answer the first one would have ended before the last.
    await Promise.all(clients.map((client) => heartbeats(client, Math.ceil(patienceMs / pingMs) + 2)));
    for (const client of clients)
        assert.deepEqual(await client.echo('here'), ['here'], `${client.version.name} over ${client.mode}`);
    assert.deepEqual(clients.map(({ id }) => id), ids);
    assert.deepEqual(clients.flatMap(({ reasons }) => reasons), []);
});

eachClient('a server that says nothing is given up, and found again', async (open) => {
    const client = open(quick.url);
    await client.connect();
    await client.settled();
    client.socket.io.timeout(300);
    const gone = client.next('disconnect');
    quick.child.kill('SIGSTOP');
    try {
        assert.deepEqual((await gone).slice(0, 1), ['ping timeout']);
        await new Promise((resolve) => { client.socket.io.once('reconnect_attempt', resolve); });
    } finally {
        quick.child.kill('SIGCONT');
    }
    await client.next('auth');
    assert.deepEqual(await client.echo('again'), ['again']);
}, { modes: ['polling', 'websocket'], versions: ({ major }) => major === 4 });

eachClient('a server that does not answer', async (open) => {
    quick.child.kill('SIGSTOP');
    try {
        const client = open(quick.url, { timeout: 200, reconnection: false });
        await assert.rejects(client.connect(), (error) => /timeout|websocket error/.test(error.message ?? error));
    } finally {
        quick.child.kill('SIGCONT');
    }
});
