// SPDX-License-Identifier: GPL-3.0-or-later
// Acknowledgements in both directions, and volatile events.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { eachClient, FieldClient, versions } from '../support/field.mjs';
import { startFixture } from '../support/fixture.mjs';
import { transportModes } from '../support/sockets.mjs';

let url;
let fixture;
before(async () => {
    fixture = await startFixture({ eio3: 'on' });
    ({ url } = fixture);
});
after(() => fixture.stop());

const knowsTimeouts = ({ name }) => name === '4.8';

async function connected(open, options) {
    const client = open(url, options);
    await client.connect();
    return client;
}

eachClient('an ack carries what was sent', async (open) => {
    const client = await connected(open);
    for (const args of [[], [null], ['text', 2, { three: [3] }], [Buffer.from([1, 2, 3]), { b: Buffer.from([4]) }]])
        assert.deepEqual(await client.ask('message-with-ack', ...args), args);
});

eachClient('1,000 acks at once', async (open) => {
    const client = await connected(open);
    const order = [];
    const acks = await Promise.all(Array.from({ length: 1000 }, async (_, n) => {
        const [answer] = await client.ask('message-with-ack', n);
        order.push(n);
        return answer;
    }));
    assert.deepEqual(acks, Array.from({ length: 1000 }, (_, n) => n));
    assert.deepEqual(order, acks, 'in the order in which they were asked for');
});

eachClient('acks of sockets that share a connection', async (open) => {
    const main = await connected(open);
    const custom = main.socket.io.socket('/custom');
    await new Promise((resolve) => {
        custom.once('connect', resolve);
        custom.connect();
    });
    const asked = (n) => new Promise((resolve) => { custom.emit('message-with-ack', `custom ${n}`, resolve); });
    for (let n = 0; n < 20; ++n) {
        const [[fromMain], fromCustom] = await Promise.all([main.ask('message-with-ack', `main ${n}`), asked(n)]);
        assert.deepEqual([fromMain, fromCustom], [`main ${n}`, `custom ${n}`]);
    }
});

eachClient('the server asks and is answered', async (open) => {
    const client = await connected(open);
    client.socket.on('please-ack', (value, done) => setTimeout(done, Math.random() * 5, { got: value }));
    for (const value of ['text', 0, null, { a: [1] }, Buffer.from('bytes')])
        assert.deepEqual(await client.ask('server-ack', value), [{ reply: { got: value } }]);
    const many = await Promise.all(Array.from({ length: 200 }, (_, n) => client.ask('server-ack', n)));
    assert.deepEqual(many, Array.from({ length: 200 }, (_, n) => [{ reply: { got: n } }]));
});

test('the server asks and gives up', async () => {
    // All wait at the same time.
    const clients = versions.flatMap((version) =>
        Object.keys(transportModes).map((mode) => new FieldClient(version, mode, url)));
    await Promise.all(clients.map(async (client) => {
        await client.connect();
        let held;
        client.socket.on('please-ack', (value, done) => { held = done; });
        const start = Date.now();
        const answer = client.ask('server-ack', 'anybody?');
        assert.deepEqual(await client.ask('message-with-ack', 'meanwhile'), ['meanwhile']);
        assert.deepEqual(await answer, [{ timeout: true }], `${client.version.name} over ${client.mode}`);
        assert.ok(Date.now() - start >= 1900, `after ${Date.now() - start} ms`);
        // Too late is no harm.
        held('late');
        assert.deepEqual(await client.ask('message-with-ack', 'still here'), ['still here']);
        client.close();
    }));
});

eachClient('an ack that never comes', async (open) => {
    const client = await connected(open);
    await assert.rejects(client.socket.timeout(50).emitWithAck('never-ack'), /operation has timed out/);
    assert.equal(await client.socket.timeout(10_000).emitWithAck('message-with-ack', 5), 5);
    // One that nobody asked for is none of the server's business.
    client.emit('message-with-ack', 'no ack wanted');
    assert.deepEqual(await client.echo(1), [1]);
}, { versions: knowsTimeouts });

eachClient('a client that repeats until it is acknowledged', async (open) => {
    const client = await connected(open, { retries: 3, ackTimeout: 1000 });
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) =>
        new Promise((resolve, reject) => {
            client.socket.emit('message-with-ack', n, (error, answer) => (error ? reject(error) : resolve(answer)));
        })));
    assert.deepEqual(answers, Array.from({ length: 20 }, (_, n) => n));
}, { versions: knowsTimeouts });

eachClient('volatile events of the server', async (open) => {
    const client = await connected(open);
    await client.settled();
    const heard = [];
    client.socket.on('volatile-back', (n) => heard.push(n));
    client.emit('volatile-back', 1000);
    await client.ask('whoami');
    // Any may be missing, none comes twice or out of its order.
    assert.deepEqual(heard, [...new Set(heard)].sort((a, b) => a - b));
    // To one who listens, it gets through.
    for (let tries = 0; tries < 1000 && !heard.length; ++tries) {
        client.emit('volatile-back', 1);
        await client.ask('whoami');
    }
    assert.ok(heard.length > 0);
});

eachClient('volatile events of the client', async (open) => {
    const client = await connected(open);
    await client.settled();
    let heard = 0;
    client.socket.on('message-back', () => { heard += 1; });
    // The client itself drops a volatile event until a timer after its last packet has fired. A fast server answers
    // before that, which would drop every one of them.
    const writable = async () => {
        while (!client.socket.io.engine.transport.writable)
            await setImmediate();
    };
    for (let tries = 0; tries < 1000 && !heard; ++tries) {
        await writable();
        client.socket.volatile.emit('message', tries);
        await client.ask('whoami');
    }
    assert.ok(heard > 0);
}, { versions: ({ major }) => major >= 3 });
