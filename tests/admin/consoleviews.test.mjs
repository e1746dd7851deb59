// SPDX-License-Identifier: GPL-3.0-or-later
// What consoles see: windows of tables against a list of all rows that is sorted here, while connections
// come and go, and across a restart of the server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { connect } from '../clients/support/sockets.mjs';
import { unique } from '../dialects/support/values.mjs';
import { eventually, startStaffed } from './support/administrators.mjs';
import { Console, ConsoleError } from './support/console.mjs';

const connectionCount = 40;

let place;
/** Users with tokens, of whom some are connected. */
let people;
/** By user name: the open socket. */
const open = new Map();
before(async () => {
    place = await startStaffed();
    people = await Promise.all(Array.from({ length: connectionCount }, async (_, index) => {
        const username = unique(index % 2 ? 'Odd' : 'even');
        const { token } = await place.server.register(username);
        return { username, token };
    }));
});
after(() => place.stop());

async function toggle({ username, token }, index) {
    if (open.has(username)) {
        const socket = open.get(username);
        open.delete(username);
        await socket.close();
    } else {
        open.set(username, await (index % 3 ? openPlain(place.server.url, token) : connect(place.server.url, token, { reconnection: false })));
    }
}

/** The whole table, as the command shows it. */
async function everyConnection(console) {
    const { items, next } = await console.ok('connections.list', { limit: 200 });
    assert.equal(next, undefined);
    return items;
}

/** The ids that a window has to show: { ids, total }. */
function expected(items, { sort = 'id', descending = false, filter = {}, offset = 0, limit = 100 }) {
    const lower = (value) => (typeof value === 'string' ? value.toLowerCase() : value ?? '');
    const passes = (item) => Object.entries(filter).every(([name, value]) => (name === 'text'
        ? [item.username, item.address, item.userAgent].some((text) => text?.toLowerCase().includes(value.toLowerCase()))
        : item[name] === value));
    const sign = descending ? -1 : 1;
    const compare = (one, other) => (lower(one) < lower(other) ? -sign : Number(lower(one) > lower(other)) * sign);
    const found = items.filter(passes).sort((one, other) => compare(one[sort], other[sort]) || one.id - other.id);
    return { ids: found.slice(offset, offset + limit).map(({ id }) => id), total: found.length };
}

const shown = (model) => ({ ids: model.column('id'), total: model.total });

const windows = [
    {},
    { limit: 7 },
    { sort: 'username', limit: 10 },
    { sort: 'username', descending: true, offset: 5, limit: 10 },
    { sort: 'address', filter: { text: 'EVEN' } },
    { sort: 'openedAt', descending: true, filter: { dialect: 'native', text: 'odd-' }, limit: 5 },
    { filter: { text: 'nobody has such a name' } },
    { sort: 'username', offset: 1000 },
];

test('windows are what a list of all rows says, while connections come and go', async () => {
    const consoles = [await Console.open(place.server, { token: place.staff.auditor.token }), await Console.openLocal(place.server)];
    const models = await Promise.all(consoles.map((console) => Promise.all(windows.map((window) => console.watch('sessions', window)))));
    for (let round = 0; round < 5; ++round) {
        await Promise.all(people.map((person, index) => ((index * 7 + round * 5) % 3 ? undefined : toggle(person, index))));
        // Until both have closed and opened what they should, the list may change.
        await eventually(async () => (await everyConnection(consoles[0])).length === open.size, 'as many connections as are open');
        const items = await everyConnection(consoles[0]);
        for (const [of, console] of consoles.entries()) {
            for (const [index, window] of windows.entries()) {
                const wanted = JSON.stringify(expected(items, window));
                await console.until(models[of][index], (model) => JSON.stringify(shown(model)) === wanted, `round ${round}: ${JSON.stringify(window)} is ${wanted}`);
            }
        }
    }
    const [first, second] = models.map((of) => of.map(({ order }) => order));
    assert.deepEqual(first, second);
    assert.ok(models[0][0].deltas > 0 && models[0][0].snapshots === 1, 'changes come as deltas');
    for (const console of consoles)
        await console.close();
});

test('a subscription can show other windows', async () => {
    const console = await Console.open(place.server, { token: place.staff.auditor.token });
    const model = await console.watch('sessions', { limit: 3 });
    const items = await everyConnection(console);
    for (const window of [...windows, ...windows]) {
        await console.change(model, window);
        assert.deepEqual(shown(model), expected(items, window), JSON.stringify(window));
    }
    await console.refresh(model);
    assert.deepEqual(shown(model), expected(items, windows.at(-1)));
    console.unwatch(model);
    // Its id is free again.
    console.send({ type: 'subscribe', id: model.id, view: 'status' });
    const snapshot = await console.next(({ type, id, seq }) => type === 'snapshot' && id === model.id && seq === 1 && console.messages.length);
    assert.ok(snapshot);
    await console.close();
});

test('two consoles see the same rows in the same order across a restart', async () => {
    const { server, staff } = place;
    const consoles = [await Console.open(server, { username: staff.operator.username, password: `secret of ${staff.operator.username}` }),
        await Console.openLocal(server)];
    const window = { sort: 'username', descending: true, limit: 15 };
    const models = await Promise.all(consoles.map((console) => console.watch('sessions', window)));
    const same = async (size) => {
        // A connection may be there a moment before its user is known.
        const isComplete = (model) => model.total === size && model.column('username').every(Boolean);
        for (const [index, model] of models.entries())
            await consoles[index].until(model, isComplete, `${size} rows`);
        assert.deepEqual(models[0].column('username'), models[1].column('username'));
        assert.equal(models[0].order.length, Math.min(15, size));
    };
    assert.ok(open.size > 5);
    await same(open.size);
    const epochs = consoles.map(({ welcome }) => welcome.epoch);
    assert.equal(epochs[0], epochs[1]);

    const ended = consoles.map((console) => console.goodbye());
    await place.restart();
    for (const [index, end] of ended.entries())
        assert.deepEqual((({ reason, code }) => [reason, code])(await end), ['shutting_down', index ? 0 : 1013]);
    open.clear();
    await Promise.all(consoles.map((console) => console.start()));
    await Promise.all(models.map((model, index) => consoles[index].until(model, () => model.snapshots === 2, 'a fresh snapshot')));
    assert.equal(consoles[0].welcome.epoch, consoles[1].welcome.epoch);
    assert.notEqual(consoles[0].welcome.epoch, epochs[0]);
    await same(0);
    await Promise.all(people.map(toggle));
    await same(people.length);
    for (const console of consoles)
        await console.close();
});

test('the status is that of the command, and moves on', async () => {
    const console = await Console.open(place.server, { token: place.staff.auditor.token });
    const model = await console.watch('status');
    const command = await console.ok('status');
    const [row] = model.list();
    assert.deepEqual(Object.keys(row).sort(), [...Object.keys(command), 'key'].sort());
    assert.equal(row.connections, open.size);
    const { uptimeSeconds } = row;
    await console.until(model, () => model.list()[0].uptimeSeconds > uptimeSeconds);
    await console.close();
});

test('counters and rates move, and sort the table', async () => {
    const console = await Console.open(place.server, { token: place.staff.auditor.token });
    const [, busy] = people;
    const model = await console.watch('sessions', { sort: 'messagesIn', descending: true, limit: 3 });
    const ofBusy = await console.watch('sessions', { filter: { username: busy.username } });
    const rates = ['messagesInRate', 'messagesOutRate', 'bytesInRate', 'bytesOutRate'];
    // What the tests before have caused may still be counted.
    await console.until(ofBusy, () => rates.every((name) => ofBusy.list()[0][name] === 0));
    const socket = open.get(busy.username);
    let isOver = false;
    const talk = (async () => {
        while (!isOver)
            await socket.call('session.ping', {});
    })();
    await console.until(ofBusy, () => rates.every((name) => ofBusy.list()[0][name] > 0));
    await console.until(model, () => model.column('username')[0] === busy.username);
    isOver = true;
    await talk;
    await console.until(ofBusy, () => rates.every((name) => ofBusy.list()[0][name] === 0));
    assert.ok(ofBusy.list()[0].messagesIn > 0 && ofBusy.list()[0].bytesOut > ofBusy.list()[0].messagesOut);
    await console.close();
});

test('windows that make no sense', async () => {
    const console = await Console.open(place.server, { token: place.staff.auditor.token });
    const rows = [['nothing', {}], ['', {}], ['Sessions', {}], ['sessions', { sort: 'token' }], ['sessions', { sort: 'username ' }],
        ['sessions', { filter: { sessionId: 'x' } }], ['sessions', { limit: 501 }], ['sessions', { limit: 0 }], ['sessions', { offset: -1 }],
        ['sessions', { filter: { text: 5 } }], ['status', { sort: 'version' }], ['status', { filter: { text: 'x' } }]];
    for (const [view, window] of rows) {
        await assert.rejects(console.watch(view, window), (error) => error instanceof ConsoleError && error.code === 'validation_failed',
            `${view} ${JSON.stringify(window)}`);
    }
    // It still works.
    assert.equal((await console.watch('sessions', { filter: { text: '\u0000%_\'"' } })).total, 0);
    await console.close();
});
