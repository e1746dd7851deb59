// SPDX-License-Identifier: GPL-3.0-or-later
// Upgrades under traffic lose nothing and repeat nothing: PARLANCE_UPGRADES of them, 1,000 unless said
// otherwise. The server echoes, so what comes back once and in order came there once and in order.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Socket } from 'engine.io-client';
import { startFixture } from '../support/fixture.mjs';
import { moduleFor } from '../support/rawengine.mjs';
import { Upgrader } from '../support/upgrader.mjs';

const total = Number(process.env.PARLANCE_UPGRADES ?? 1000);
/** A tenth by the official client, which pauses while it changes. */
const official = Math.ceil(total / 10);
const atOnce = 50;
const timeout = Math.max(120_000, total * 100);

let fixture;
before(async () => { fixture = await startFixture(); });
after(() => fixture.stop());

/** Runs `body(i)` for every i below `count`, fifty at a time. */
async function crowd(count, body) {
    let next = 0;
    const worker = async () => {
        while (next < count)
            await body(next++);
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, worker));
}

test(`${total - official} upgrades while numbers flow`, { timeout }, async (t) => {
    const agent = new (moduleFor(fixture.url).Agent)({ keepAlive: true });
    const over = { polling: 0, websocket: 0 };
    await crowd(total - official, async (i) => {
        // Some begin at once, some when there is much on its way.
        const upgrader = new Upgrader(fixture.url, { startAfter: (i % 5) * 6, tail: 30, agent });
        await upgrader.run();
        over.polling += upgrader.over.polling;
        over.websocket += upgrader.over.websocket;
    });
    agent.destroy();
    t.diagnostic(`${over.polling} numbers came back over polling, ${over.websocket} over WebSocket`);
    assert.ok(over.polling > 0 && over.websocket >= (total - official) * 30);
});

/** One client that talks until it is upgraded, and a little longer. */
function officialUpgrade() {
    return new Promise((resolve, reject) => {
        const socket = new Socket(fixture.url, {
            path: '/engine.io/', transports: ['polling', 'websocket'], rejectUnauthorized: false,
        });
        const back = [];
        let sent = 0;
        let end = Infinity;
        const talk = () => {
            if (sent < end)
                socket.send(`${sent++}`);
            if (sent < end)
                setImmediate(talk);
        };
        socket.on('open', talk);
        socket.on('upgrade', () => { end = sent + 20; });
        socket.on('message', (text) => {
            back.push(Number(text));
            if (sent === end && back.length >= end) {
                // Behind this one, nothing may follow.
                end = sent + 1;
                sent = end;
                socket.once('message', (last) => {
                    socket.off('close');
                    socket.close();
                    resolve({ back: back.slice(0, -1), last });
                });
                socket.send('last');
            }
        });
        socket.on('close', (reason) => reject(new Error(reason)));
    });
}

test(`${official} upgrades of the official client`, { timeout }, async () => {
    await crowd(official, async () => {
        const { back, last } = await officialUpgrade();
        assert.equal(last, 'last');
        assert.deepEqual(back, back.map((_, i) => i));
    });
});
