// SPDX-License-Identifier: GPL-3.0-or-later
// Consoles that send what they should not, or too much, or do not read: they get clear answers, and the
// server does not grow.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { startServer } from '../clients/support/server.mjs';
import { eventually, startStaffed } from './support/administrators.mjs';
import { AdminSocket } from './support/adminsocket.mjs';
import { Console, ConsoleError } from './support/console.mjs';
import { LocalLink, WebSocketLink } from './support/consolelink.mjs';

const megabyte = 1 << 20;
const maxMessageBytes = 64 * 1024;
const connectionCount = 120;

let place;
/** Of an auditor. */
let token;
before(async () => {
    place = await startStaffed();
    ({ token } = place.staff.auditor);
    await Promise.all(Array.from({ length: connectionCount }, () => openPlain(place.server.url, place.staff.user.token)));
});
after(() => place.stop());

/** Both close with the test. */
const ways = {
    WebSocket: (t, own = token) => closedWith(t, Console.open(place.server, { token: own })),
    'local socket': (t, own = token) => closedWith(t, Console.openLocal(place.server, own)),
};

async function closedWith(t, opening) {
    const console = await opening;
    t.after(() => console.close());
    return console;
}

/** Messages that are wrong: text → the error's code, and the request that it names. */
const wrongMessages = [
    ['', 'invalid_request'], ['nonsense', 'invalid_request'], ['{"type":"subscribe"', 'invalid_request'], ['[]', 'invalid_request'],
    ['null', 'invalid_request'], ['['.repeat(2000), 'invalid_request'], ['\u0000', 'invalid_request'], ['{}', 'invalid_request'],
    ['{"type":"explode","id":5}', 'invalid_request', 'explode', 5], ['{"type":5}', 'invalid_request'],
    ['{"type":"snapshot","id":1}', 'invalid_request', 'snapshot', 1], ['{"type":"welcome"}', 'invalid_request', 'welcome'],
    ['{"type":"login","token":"x"}', 'conflict', 'login'], ['{"type":"subscribe","view":"status"}', 'validation_failed', 'subscribe'],
    ['{"type":"subscribe","id":1.5,"view":"status"}', 'validation_failed', 'subscribe'],
    ['{"type":"subscribe","id":77,"view":5}', 'validation_failed', 'subscribe', 77],
    ['{"type":"subscribe","id":77,"view":"x"}', 'validation_failed', 'subscribe', 77],
    ['{"type":"change","id":77}', 'validation_failed', 'change', 77], ['{"type":"unsubscribe","id":77}', 'validation_failed', 'unsubscribe', 77],
    ['{"type":"refresh","id":77}', 'validation_failed', 'refresh', 77], ['{"type":"command","id":77}', 'validation_failed', 'command', 77],
    ['{"type":"command","id":77,"command":"status","arguments":[]}', 'validation_failed', 'command', 77],
];

for (const [way, open] of Object.entries(ways)) {
    test(`wrong messages have one error each: ${way}`, async (t) => {
        const console = await open(t);
        const model = await console.watch('sessions', { limit: 5 });
        for (const [text, code, request, id] of wrongMessages) {
            console.messages = [];
            console.link.send(text);
            const answer = await console.next(({ type }) => type === 'error', `an answer to ${text.slice(0, 80)}`);
            assert.deepEqual([answer.error.code, answer.request, answer.id], [code, request, id], text.slice(0, 80));
            assert.ok(answer.error.message.length < 500);
            // The first of two subscriptions with one id goes on.
            assert.equal(console.models.get(model.id), model);
        }
        console.send({ type: 'subscribe', id: model.id, view: 'status' });
        await console.next(({ type, id, error }) => type === 'error' && id === model.id && error.code === 'conflict');
        await console.refresh(model);
    });

    test(`too many wrong messages end it: ${way}`, async (t) => {
        const console = await open(t);
        for (let i = 0; i < 120; ++i)
            console.link.send('nonsense');
        assert.equal((await console.goodbye()).reason, 'too_many_errors');
        assert.equal(console.messages.filter(({ type }) => type === 'error').length, 100);
    });

    test(`subscriptions and rows are bounded: ${way}`, async (t) => {
        const console = await open(t);
        const refused = (promise) => assert.rejects(promise, (error) => error instanceof ConsoleError && error.code === 'limit_reached');
        const large = await Promise.all([1, 2, 3, 4].map(() => console.watch('sessions', { limit: 500 })));
        await refused(console.watch('sessions', { limit: 1 }));
        large.forEach((model) => console.unwatch(model));
        const small = await Promise.all(Array.from({ length: 32 }, () => console.watch('sessions', { limit: 50 })));
        await refused(console.watch('status', { limit: 1 }));
        console.send({ type: 'change', id: small[0].id, limit: 500 });
        await console.next(({ type, request, error }) => type === 'error' && request === 'change' && error.code === 'limit_reached');
        assert.ok((await console.ok('users.list', {})).items.length);
    });

    test(`commands at once are bounded: ${way}`, async (t) => {
        const console = await open(t, place.staff.administrator.token);
        // Each of them hashes a password.
        const slow = () => console.call('users.reset-password', { user: place.staff.user.username, dryRun: true });
        const answers = await Promise.all(Array.from({ length: 60 }, slow));
        const codes = new Set(answers.map(({ error }) => error?.code));
        assert.deepEqual([...codes].sort(), ['overloaded', undefined], 'those that are too many at once are refused');
        assert.ok((await slow()).ok);
    });
}

test('messages of up to 64 KiB', async (t) => {
    for (const [way, open] of Object.entries(ways)) {
        const console = await open(t);
        const padded = (bytes) => {
            const text = JSON.stringify({ type: 'command', id: 1, command: 'status', arguments: {}, padding: '' });
            return `${text.slice(0, -2)}${'x'.repeat(bytes - text.length)}"}`;
        };
        console.commands.set(1, () => {});
        // With the end of the line.
        console.link.send(padded(maxMessageBytes - 1));
        assert.ok((await console.next(({ type }) => type === 'result', way)).ok);
        console.link.send(padded(maxMessageBytes + 1));
        const { code } = await console.closed;
        assert.equal(code, way === 'WebSocket' ? 1009 : 0);
    }
});

test('nothing is answered before the log-in', async () => {
    const console = new Console(() => WebSocketLink.open(place.server.url));
    console.link = await console.connect();
    const messages = [];
    console.link.receive((text) => messages.push(JSON.parse(text)));
    for (let i = 0; i < 30; ++i)
        console.link.send(JSON.stringify(i % 2 ? { type: 'subscribe', id: 1, view: 'status' } : { type: 'command', id: 1, command: 'status' }));
    assert.equal((await console.link.closed).code, 1008);
    assert.equal(messages.length, 21);
    assert.ok(messages.slice(0, 20).every(({ type, error }) => type === 'error' && error.code === 'authentication_required'));
    assert.equal(messages.at(-1).reason, 'too_many_errors');
});

test('the local socket: lines that choose no protocol', async () => {
    const rows = [{ protocol: 'parlance.admin.v2' }, { protocol: '' }, { protocol: null }, { protocol: 1 }, { protocols: ['parlance.admin.v1'] }];
    for (const row of rows) {
        const socket = await AdminSocket.open(place.server);
        socket.send(`${JSON.stringify(row)}\n`);
        const { error } = await socket.next();
        assert.equal(error.code, 'invalid_request');
        if (row.protocol !== undefined)
            assert.match(error.message, /parlance\.admin\.v1/);
        await socket.closed;
    }
    // A connection that has run commands keeps to them.
    const socket = await AdminSocket.open(place.server);
    await socket.ok('status', {});
    socket.send('{"protocol":"parlance.admin.v1"}\n');
    assert.equal((await socket.next()).error.code, 'invalid_request');
    await socket.closed;
});

test('consoles are counted', async (t) => {
    const isFull = (error) => error.code === 'limit_reached';
    // Those of earlier tests may not be gone yet.
    const newLocal = () => eventually(() => Console.openLocal(place.server).then((console) => t.after(() => console.close()) ?? true, () => false), 'there is a place');
    for (let i = 0; i < 8; ++i)
        await newLocal();
    await assert.rejects(Console.openLocal(place.server), isFull, 'of one account');
    const staff = ['auditor', 'operator', 'administrator'].flatMap((role) => Array.from({ length: 8 }, () => place.staff[role].token));
    const all = [];
    for (const own of staff)
        await eventually(() => Console.open(place.server, { token: own }).then((console) => all.push(console), () => false), 'there is a place');
    const { token: further, account } = await place.server.register('one-more');
    await place.local.ok('users.set-role', { user: account.username, role: 'auditor' });
    await assert.rejects(Console.open(place.server, { token: further }), isFull, 'of all');
    await all.pop().close();
    await eventually(() => Console.open(place.server, { token: further }).then((console) => all.push(console), () => false), 'there is a place again');
    // The local socket still runs commands.
    assert.ok(await place.local.ok('status', {}));
    await Promise.all(all.map((console) => console.close()));
});

test('messages count against the limit of the account', async () => {
    const server = await startServer({ env: { PARLANCE_RATE_LIMITS: 'on' } });
    const local = await Console.openLocal(server);
    const { token: mine, account } = await server.register('ann');
    await local.ok('users.set-role', { user: account.username, role: 'auditor' });
    const console = await Console.open(server, { token: mine });
    await console.watch('status');
    for (let i = 0; i < 200; ++i)
        console.send({ type: 'refresh', id: 1 });
    const { error } = await console.next(({ type }) => type === 'error');
    assert.deepEqual([error.code, error.retryAfter > 0], ['rate_limited', true]);
    // It is no reason to end it.
    assert.ok(await console.ok('status', {}));
    await console.close();
    await local.close();
    await server.stop();
});

const memoryOf = async () => (await place.local.ok('status', {})).memoryBytes;

/** Asks for snapshots without reading them, until the server says that it holds them back. */
async function stall(console) {
    const models = await Promise.all([1, 2, 3, 4].map(() => console.watch('sessions', { limit: 500 })));
    console.link.pause();
    return { models, ask: () => models.forEach(({ id }) => console.send({ type: 'refresh', id })) };
}

for (const [way, open] of Object.entries(ways)) {
    test(`a console that does not read is left out, and gets all anew: ${way}`, async (t) => {
        const quick = await closedWith(t, Console.openLocal(place.server));
        const quickModel = await quick.watch('sessions', { limit: 500 });
        const slow = await open(t);
        const { models, ask } = await stall(slow);
        const before = await memoryOf();
        // Each round is snapshots of more than 4 × 40 KB, of which the kernel holds up to 10 MB.
        for (let round = 0; round < (way === 'WebSocket' ? 50 : 15); ++round) {
            ask();
            // One that reads is served meanwhile.
            await quick.refresh(quickModel);
        }
        const grown = await memoryOf() - before;
        assert.ok(grown < 24 * megabyte, `the server has grown by ${grown / megabyte} MB`);
        const newcomer = await openPlain(place.server.url, place.staff.user.token);
        await quick.until(quickModel, () => quickModel.total === connectionCount + 1);
        slow.link.resume();
        const { milliseconds } = await slow.next(({ type }) => type === 'skipped');
        assert.ok(milliseconds > 0);
        for (const model of models)
            await slow.until(model, () => model.total === connectionCount + 1);
        for (const model of models)
            assert.deepEqual(model.order, quickModel.order);
        await newcomer.close();
    });
}

test('a console that asks on and on without reading is ended', async (t) => {
    const console = await ways.WebSocket(t);
    const before = await memoryOf();
    console.link.pause();
    let ended = false;
    console.link.closed.then(() => { ended = true; });
    // Answers to commands are not left out.
    let asked = 0;
    while (!ended && asked < 4000 && console.link.socket.readyState === 1) {
        asked += 1;
        console.send({ type: 'command', id: asked, command: 'connections.list', arguments: { limit: 200 } });
        console.commands.set(asked, () => {});
        if (asked % 8 === 0) {
            await memoryOf();
            if (asked % 400 === 0)
                await resumeBriefly(console);
        }
    }
    const grown = await memoryOf() - before;
    assert.ok(grown < 48 * megabyte, `the server has grown by ${grown / megabyte} MB`);
    console.link.resume();
    const { reason, code } = await console.goodbye();
    assert.ok(reason === 'too_slow' || code === 1006, `${reason} ${code}`);
});

/** Sees whether the server has closed, which a socket that does not read cannot. */
async function resumeBriefly(console) {
    console.link.resume();
    await pause(1);
    console.link.pause();
}

test('a local peer that goes away with half a line', async () => {
    const link = await LocalLink.open(place.server, token);
    link.receive(() => {});
    link.socket.end('{"type":"subsc');
    await link.closed;
    assert.ok(await place.local.ok('status', {}));
});
