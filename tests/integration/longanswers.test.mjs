// SPDX-License-Identifier: GPL-3.0-or-later
// Answers that are long as JSON end in time: none fills the buffer of the connection that asks.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { client, next } from '../clients/support/sockets.mjs';
import { temporaryDirectory } from './support/process.mjs';
import { transports } from './support/transports.mjs';

const buffer = 262144;
const count = 30;
// As JSON it takes six times its 16 KiB.
const text = (i) => String(i).padEnd(16384, '\u0001');

let server;
let alice;
let room;
before(async () => {
    const file = join(temporaryDirectory(), 'parlance.toml');
    writeFileSync(file, `[websocket]\nmax_buffered_bytes = ${buffer}\n`);
    server = await startServer({ args: ['--config', file] });
    alice = await server.register('alice');
    room = (await server.api('POST', '/api/v1/rooms', { name: 'room' }, alice.token)).body.id;
    await post(0, count);
});
after(() => server.stop());

async function post(first, last) {
    for (let i = first; i < last; ++i)
        assert.equal((await server.api('POST', `/api/v1/rooms/${room}/messages`, { text: text(i) }, alice.token)).status, 201);
}

/** Each asks for the page behind what it is given: { messages, more }. */
const ways = {
    'message.list': (last) => ({ roomId: room, after: last, limit: 200 }),
    'message.changes': (last) => ({ roomId: room, since: last, limit: 200 }),
    'message.resume': (last) => ({ rooms: [{ roomId: room, since: last }] }),
};

for (const [name, open] of Object.entries(transports)) {
    test(`long pages over ${name}`, async () => {
        const transport = await open(server, alice.token);
        for (const [event, argumentsFor] of Object.entries(ways)) {
            const texts = [];
            for (let more = true; more;) {
                const answer = await transport.call(event, argumentsFor(texts.length));
                assert.ok(answer.ok, `${event}: ${JSON.stringify(answer.error)}`);
                assert.ok(JSON.stringify(answer.ok).length < buffer / 2 + 2000);
                const page = answer.ok.rooms?.[0] ?? answer.ok;
                assert.ok(page.messages.length > 0);
                texts.push(...page.messages.map((message) => message.text));
                more = page.more;
            }
            assert.deepEqual(texts, Array.from({ length: count }, (_, i) => text(i)));
        }
        transport.close();
    });
}

for (const mode of ['polling', 'websocket']) {
    test(`whoever missed too much is not dropped again over ${mode}`, async (context) => {
        const socket = client(server.url, alice.token, { transports: [mode], reconnectionDelay: 5, reconnectionDelayMax: 20 });
        context.after(() => socket.close());
        const joined = next(socket, 'connect');
        socket.connect();
        await joined;
        const { id } = socket;
        let drops = 0;
        socket.on('disconnect', () => { drops += 1; });
        const back = next(socket, 'connect');
        // The client comes back only when all is posted.
        socket.io.reconnection(false);
        socket.io.engine.close();
        await post(100, 105);
        socket.connect();
        await back;
        assert.equal(socket.recovered, false);
        assert.notEqual(socket.id, id);
        const ack = await socket.timeout(15000).emitWithAck('message.list', { roomId: room });
        assert.ok(ack.ok.messages.length > 0);
        assert.equal(drops, 1);
    });
}
