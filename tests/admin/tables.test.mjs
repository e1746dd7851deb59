// SPDX-License-Identifier: GPL-3.0-or-later
// The views "users", "rooms" and "reports", against what the test itself knows, while things change.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { unique } from '../dialects/support/values.mjs';
import { startStaffed } from './support/administrators.mjs';
import { Console } from './support/console.mjs';

let place;
let server;
let local;
let console;
before(async () => {
    place = await startStaffed();
    ({ server, local } = place);
    console = await Console.openLocal(server);
});
after(async () => {
    await console.close();
    await place.stop();
});

/** Numbers that are the same in every run. */
function random(seed) {
    let state = seed;
    return (below) => {
        state = (state * 1103515245 + 12345) % 2147483648;
        return Math.floor(state / 65536) % below;
    };
}

/** People and rooms of one test: what has happened, by the test's own account. */
class World {
    constructor(stem) {
        this.stem = unique(stem);
        this.people = [];
        this.rooms = [];
    }

    async register() {
        const name = `${this.stem}-${String.fromCharCode(97 + (this.people.length * 7) % 26)}${this.people.length}`;
        const { token, account } = await server.register(name, { email: this.people.length % 3 ? undefined : `${name}@example.org` });
        this.people.push({ id: account.id, username: name, token, createdAt: account.createdAt, sessions: 1, connections: 0, sockets: [] });
    }

    async api(method, path, body, { token }) {
        const { status, body: answer } = await server.api(method, path, body, token);
        assert.ok(status < 300, `${method} ${path}: ${JSON.stringify(answer)}`);
        return answer;
    }

    async makeRoom(owner) {
        const name = `${this.stem} ${String.fromCharCode(97 + (this.rooms.length * 11) % 26)}${this.rooms.length}`;
        const isPrivate = this.rooms.length % 3 === 2;
        const { id, createdAt } = await this.api('POST', '/api/v1/rooms', { name, private: isPrivate }, owner);
        this.rooms.push({ id, name, createdAt, kind: isPrivate ? 'private' : 'public', owner, members: new Set([owner]), messages: 0, lastMessageAt: null });
    }

    async join(room, person) {
        await this.api('POST', `/api/v1/rooms/${room.id}/join`, undefined, person);
        room.members.add(person);
    }

    async leave(room, person) {
        await this.api('POST', `/api/v1/rooms/${room.id}/leave`, undefined, person);
        room.members.delete(person);
    }

    async post(room, person) {
        const { createdAt } = await this.api('POST', `/api/v1/rooms/${room.id}/messages`, { text: 'Hello' }, person);
        room.messages += 1;
        room.lastMessageAt = createdAt;
    }

    async connect(person) {
        person.sockets.push(await openPlain(server.url, person.token));
    }

    async disconnect(person) {
        const socket = person.sockets.pop();
        socket.close();
        await socket.closed;
    }

    async act(pick) {
        const one = (list) => list[pick(list.length)];
        const [person, room] = [one(this.people), one(this.rooms)];
        const outside = room.kind === 'public' && !room.members.has(person);
        switch (pick(8)) {
        case 0: return this.register();
        case 1: return this.makeRoom(person);
        case 2:
        case 3: return outside ? this.join(room, person) : this.post(room, one([...room.members]));
        case 4: return room.members.size > 1 && room.owner !== person && room.members.has(person) ? this.leave(room, person) : this.connect(person);
        case 5: return person.sockets.length ? this.disconnect(person) : this.connect(person);
        default: return this.post(room, one([...room.members]));
        }
    }

    userRows() {
        return this.people.map((person) => ({
            key: person.id, username: person.username, createdAt: person.createdAt, sessions: person.sessions,
            connections: person.sockets.length, rooms: this.rooms.filter(({ members }) => members.has(person)).length,
        }));
    }

    roomRows() {
        return this.rooms.map(({ id, name, kind, owner, members, messages, lastMessageAt, createdAt }) => ({
            key: id, name, kind, owner: owner.username, members: members.size, messages, lastMessageAt, createdAt,
            online: [...members].filter(({ sockets }) => sockets.length).length, messagesPerMinute: messages,
        }));
    }

    close() {
        this.people.forEach(({ sockets }) => sockets.forEach((socket) => socket.close()));
    }
}

/** What a window should show of these rows: empty values last, equal ones by key. */
function windowOf(rows, { sort, descending = false, offset = 0, limit = 100 }) {
    const compare = (one, other) => {
        const [a, b] = [one[sort], other[sort]];
        if (a === b)
            return one.key < other.key ? -1 : 1;
        if (a === null || b === null)
            return a === null ? 1 : -1;
        return (a < b ? -1 : 1) * (descending ? -1 : 1);
    };
    return [...rows].sort(compare).slice(offset, offset + limit);
}

/** Waits until the model shows this, as far as the expected rows have cells. */
async function shows(model, rows, window) {
    const expected = windowOf(rows, window);
    const names = Object.keys(rows[0]);
    const shown = () => model.list().map((row) => Object.fromEntries(names.map((name) => [name, row[name]])));
    try {
        await console.until(model, () => model.total === rows.length && isDeepStrictEqual(shown(), expected));
    } catch (error) {
        assert.deepEqual([model.total, shown()], [rows.length, expected], JSON.stringify(window));
        throw error;
    }
}

test('windows follow what happens', { timeout: 120000 }, async () => {
    const world = new World('many');
    const pick = random(12);
    for (let i = 0; i < 5; ++i)
        await world.register();
    for (let i = 0; i < 3; ++i)
        await world.makeRoom(world.people[i]);
    const watch = async (view, window) => ({ view, window, model: await console.watch(view, { ...window, filter: { text: world.stem } }) });
    const watched = [];
    for (const window of [{ sort: 'username' }, { sort: 'rooms', descending: true, limit: 4 }, { sort: 'createdAt', offset: 2, limit: 3 }, { sort: 'connections', descending: true, limit: 5 }])
        watched.push(await watch('users', window));
    for (const window of [
        { sort: 'name' }, { sort: 'messages', descending: true, limit: 3 }, { sort: 'members', offset: 1, limit: 4 }, { sort: 'lastMessageAt', descending: true },
        { sort: 'lastMessageAt' }, { sort: 'online', descending: true, limit: 6 }, { sort: 'messagesPerMinute', descending: true, limit: 6 }, { sort: 'owner', descending: true },
    ])
        watched.push(await watch('rooms', window));
    const agree = async () => {
        for (const { view, window, model } of watched) {
            // The last minute may pass on a slow machine.
            const rows = view === 'users' ? world.userRows() : world.roomRows().map(({ messagesPerMinute, ...row }) => row);
            if (window.sort !== 'messagesPerMinute')
                await shows(model, rows, window);
        }
    };
    for (let round = 0; round < 4; ++round) {
        for (let i = 0; i < 15; ++i)
            await world.act(pick);
        await agree();
    }
    assert.ok(world.rooms.length > 4 && world.people.length > 6, 'much has happened');
    for (const { model } of watched)
        assert.equal(model.snapshots, 1, 'only changes are sent');
    world.close();
    world.people.forEach((person) => { person.sockets = []; });
    await agree();
    watched.forEach(({ model }) => console.unwatch(model));
});

test('messages a minute', async () => {
    const world = new World('busy');
    await world.register();
    for (let i = 0; i < 3; ++i)
        await world.makeRoom(world.people[0]);
    const window = { sort: 'messagesPerMinute', descending: true, filter: { text: world.stem } };
    const model = await console.watch('rooms', window);
    for (const [room, count] of [[0, 1], [1, 5], [2, 3]]) {
        for (let i = 0; i < count; ++i)
            await world.post(world.rooms[room], world.people[0]);
    }
    await console.until(model, () => model.column('messages').join() === '5,3,1', 'the busiest first');
    assert.deepEqual(model.column('messagesPerMinute'), [5, 3, 1]);
    console.unwatch(model);
});

test('filters', async () => {
    const world = new World('some');
    for (let i = 0; i < 4; ++i)
        await world.register();
    const [ann, ben, cyd, dan] = world.people;
    for (let i = 0; i < 3; ++i)
        await world.makeRoom(ann);
    await local.ok('users.set-role', { user: ben.username, role: 'auditor' });
    await local.ok('users.suspend', { user: cyd.username, for: '1h' });
    await local.ok('rooms.freeze', { room: world.rooms[0].id });
    await world.connect(dan);
    const keys = async (view, filter, more = {}) => {
        const model = await console.watch(view, { filter, ...more });
        console.unwatch(model);
        assert.equal(model.total, model.order.length);
        return model.order;
    };
    const text = world.stem;
    assert.deepEqual(await keys('users', { text, role: 'auditor' }), [ben.id]);
    assert.deepEqual(await keys('users', { text, state: 'suspended' }), [cyd.id]);
    assert.deepEqual(await keys('users', { text, online: 'true' }), [dan.id]);
    assert.deepEqual(await keys('users', { text, online: 'true', role: 'auditor' }), []);
    assert.deepEqual(await keys('users', { text: ann.id }), [ann.id]);
    assert.deepEqual(await keys('users', { text: `${ann.username.toUpperCase()}@EXAMPLE` }), [ann.id]);
    assert.deepEqual(await keys('rooms', { text, frozen: 'true' }), [world.rooms[0].id]);
    assert.deepEqual(await keys('rooms', { text, kind: 'private' }), [world.rooms[2].id]);
    assert.deepEqual(await keys('rooms', { text, online: 'true' }), []);
    assert.deepEqual((await keys('rooms', { text, kind: 'public', frozen: 'false' })), [world.rooms[1].id]);
    for (const [view, filter] of [
        ['users', { state: 'tired' }], ['users', { role: '' }], ['users', { online: 'yes' }], ['users', { text: 'x'.repeat(300) }],
        ['rooms', { kind: 'direct' }], ['rooms', { frozen: '1' }], ['rooms', { owner: ann.username }],
    ])
        await assert.rejects(keys(view, filter), /validation_failed/, JSON.stringify(filter));
    await assert.rejects(keys('users', {}, { sort: 'password' }), /validation_failed/);
    await assert.rejects(keys('rooms', { online: 'true' }, { sort: 'messagesPerMinute' }), /validation_failed/);
    world.close();
});

test('a filter that makes no sense leaves the view as it is', async () => {
    const world = new World('left');
    await world.register();
    const long = { text: 'x'.repeat(300) };
    const wrong = [['users', { state: 'tired' }], ['users', long], ['rooms', { kind: 'direct' }], ['rooms', long],
        ['logs', { level: 'loud' }], ['traffic', { kind: 'posted,said' }]];
    for (const [view, filter] of wrong) {
        const model = await console.watch(view, view === 'users' ? { filter: { text: world.stem } } : {});
        console.send({ type: 'change', id: model.id, filter });
        const { request, final, error } = await console.next(({ type, id }) => type === 'error' && id === model.id, 'a refusal');
        assert.deepEqual([request, final, error.code], ['change', undefined, 'validation_failed'], view);
        if (view === 'users') {
            const { total } = model;
            await world.register();
            await console.until(model, () => model.total === total + 1, 'what comes is still shown');
        }
        console.unwatch(model);
        // What was refused does not exist.
        await assert.rejects(console.watch(view, { filter }), /validation_failed/);
        console.send({ type: 'refresh', id: console.lastId });
        const refused = await console.next(({ type, request: of, id }) => type === 'error' && of === 'refresh' && id === console.lastId, 'it is none');
        assert.match(refused.error.message, /no subscription/);
    }
    world.close();
});

test('states, roles and rooms change in place', async () => {
    const world = new World('one');
    await world.register();
    await world.makeRoom(world.people[0]);
    const [{ username }] = world.people;
    const [{ id: room, name }] = world.rooms;
    const users = await console.watch('users', { filter: { text: username } });
    const rooms = await console.watch('rooms', { filter: { text: room } });
    const becomes = async (model, cells) => console.until(model, () => Object.entries(cells).every(([cell, value]) => model.list()[0]?.[cell] === value), JSON.stringify(cells));
    await becomes(users, { username, state: 'active', rooms: 1, sessions: 1 });
    await local.ok('users.suspend', { user: username, for: '1h', reason: 'spam' });
    await becomes(users, { state: 'suspended', reason: 'spam', sessions: 0 });
    await local.ok('users.unsuspend', { user: username });
    await becomes(users, { state: 'active', until: null });
    await server.login(username);
    await becomes(users, { sessions: 1 });
    await local.ok('users.set-role', { user: username, role: 'operator' });
    await becomes(users, { role: 'operator' });
    await becomes(rooms, { name, frozen: false, slowMode: 0 });
    await local.ok('rooms.slow-mode', { room, seconds: 30 });
    await local.ok('rooms.freeze', { room });
    await becomes(rooms, { frozen: true, slowMode: 30 });
    await local.ok('rooms.delete', { room });
    await console.until(rooms, () => rooms.total === 0 && !rooms.order.length, 'no room');
    await becomes(users, { rooms: 0 });
    await local.ok('users.erase', { user: username });
    await console.until(users, () => users.total === 0, 'no user of this name');
    [users, rooms].forEach((model) => console.unwatch(model));
});

test('open reports', async () => {
    const world = new World('rude');
    for (let i = 0; i < 3; ++i)
        await world.register();
    const reports = await console.watch('reports');
    const [badge, second] = [await console.watch('reports', { limit: 1 }), await console.watch('reports', { offset: 1, limit: 1 })];
    const known = reports.total;
    const ids = [];
    for (const reporter of world.people.slice(1))
        ids.push((await world.api('POST', `/api/v1/users/${world.people[0].id}/report`, { reason: 'spam' }, reporter)).id);
    await console.until(reports, () => reports.total === known + 2, 'two more reports');
    assert.deepEqual(reports.order.slice(-2), ids);
    const listed = (await local.ok('reports.list', {})).items;
    assert.deepEqual(reports.list().map(({ key, ...report }) => report), listed);
    await console.until(badge, () => badge.total === known + 2 && badge.order.length === 1, 'the number of reports');
    await console.until(second, () => second.order[0] === listed[1].id, 'the second one');
    await local.ok('reports.resolve', { report: ids[0] });
    await console.until(reports, () => reports.total === known + 1 && !reports.order.includes(ids[0]), 'one is resolved');
    await local.ok('reports.resolve', { report: ids[1] });
    await console.until(badge, () => badge.total === known, 'none of them is left');
    [reports, badge, second].forEach((model) => console.unwatch(model));
});
