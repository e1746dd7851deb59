// SPDX-License-Identifier: GPL-3.0-or-later
// A server with a user of every role, the doors for commands, and what the server says of an account.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { unique } from '../../dialects/support/values.mjs';
import { openPlain } from '../../clients/support/plainsocket.mjs';
import { Server } from '../../clients/support/server.mjs';
import { AdminSocket } from './adminsocket.mjs';

const patience = 15000;
const sources = new URL('../../../server/admin/', import.meta.url);

export const roles = ['user', 'auditor', 'operator', 'administrator'];

/** The commands that the server's table has: name → whether it only reads. */
export const commandsOfServer = new Map(readdirSync(sources).filter((file) => file.endsWith('.cpp'))
    .map((file) => readFileSync(new URL(file, sources), 'utf8'))
    .flatMap((text) => [...text.matchAll(/\b(reads|readsLogged|changes)\(\s*"([\w.-]+)"/g)])
    .map(([, kind, name]) => [name, kind !== 'changes']));

/** Waits until `probe()` is true. */
export async function eventually(probe, what) {
    for (const end = Date.now() + patience; !await probe(); await pause(20))
        assert.ok(Date.now() < end, `waited in vain: ${what}`);
}

/** A command over REST: { status, ok } or { status, error }. */
export async function overRest(server, command, args = {}, token = undefined) {
    const path = `/api/v1/admin/${command.replace('.', '/')}`;
    const { status, body } = commandsOfServer.get(command)
        ? await server.api('GET', `${path}?${new URLSearchParams(args)}`, undefined, token)
        : await server.api('POST', path, args, token);
    return status < 300 ? { status, ok: body } : { status, error: body.error };
}

/** How somebody with a token runs a command: door → call(place, command, args, token). */
export const doors = {
    'local socket': ({ local }, command, args, token) => local.call(command, args, { as: token }),
    REST: ({ server }, command, args, token) => overRest(server, command, args, token),
};

/** { server, local }: a server with this registration of the configuration, and a connection to its local socket. */
export async function startRegistering({ registration = 'open', env = {} } = {}) {
    const server = new Server();
    const file = join(server.dir, 'test.toml');
    writeFileSync(file, `[auth]\nregistration = "${registration}"\n`);
    server.env = { PARLANCE_CONFIG: file, ...env };
    await server.start();
    return { server, local: await AdminSocket.open(server) };
}

/**
 * With this registration of the configuration { server, local, staff }: the server, a connection to its local socket, and by role a user who has
 * it: { username, token, account }.
 */
export async function startStaffed(options = {}) {
    const { server, local } = await startRegistering(options);
    const staff = {};
    for (const role of roles) {
        const username = unique(`an-${role}`);
        staff[role] = { username, ...await signUp({ server, local }, username) };
        if (role !== 'user')
            await local.ok('users.set-role', { user: username, role });
    }
    return new Place(server, local, staff);
}

class Place {
    constructor(server, local, staff) {
        Object.assign(this, { server, local, staff });
    }

    /** Starts the server again, after `end` has ended it. */
    async restart(end = () => this.server.stop()) {
        await this.local.close();
        await end();
        await this.server.start();
        this.local = await AdminSocket.open(this.server);
    }

    async stop() {
        await this.local.close();
        await this.server.stop();
    }
}

async function signUp({ server, local }, username) {
    const account = { username, password: `secret of ${username}` };
    const { status, body } = await server.api('POST', '/api/v1/accounts', account);
    if (status === 201)
        return body;
    assert.equal(body.error.code, 'account_pending', JSON.stringify(body));
    await local.ok('users.approve', { user: username });
    return server.login(username);
}

/** A new user with an open session and an open plain WebSocket: { username, token, account, socket, session, connection }. */
export async function newVictim({ server, local }, stem = 'victim') {
    const username = unique(stem);
    const registered = await signUp({ server, local }, username);
    const socket = await openPlain(server.url, registered.token);
    const { ok: room } = await socket.call('room.create', { name: unique('room') });
    const { items: [connection] } = await local.ok('connections.list', { user: username });
    return { username, ...registered, socket, room: room.name, roomId: room.id, connection: connection.id, session: connection.sessionId };
}

/** By user name: a room of somebody else that the user is a member of. */
const halls = new Map();

/** A new user who is a member of the room `hall`, which belongs to somebody else: as newVictim(). */
export async function newGuest(place) {
    const { server, staff } = place;
    const guest = await newVictim(place);
    const { status, body: hall } = await server.api('POST', '/api/v1/rooms', { name: unique('room') }, staff.user.token);
    assert.equal(status, 201, JSON.stringify(hall));
    assert.ok((await guest.socket.call('room.join', { roomId: hall.id })).ok);
    halls.set(guest.username, hall.name);
    return { ...guest, hall: hall.name };
}

/** A new user who has written a message in the user's own room: as newVictim(). */
export async function newAuthor(place) {
    const author = await newVictim(place);
    const { ok } = await author.socket.call('message.post', { roomId: author.roomId, text: 'Buy now!' });
    return { ...author, message: ok.id };
}

/** A new user whose own room has another member, the `heir`: as newVictim(). */
export async function newOwner(place) {
    const { server, staff } = place;
    const owner = await newVictim(place);
    assert.equal((await server.api('POST', `/api/v1/rooms/${owner.roomId}/join`, undefined, staff.user.token)).status, 200);
    return { ...owner, heir: staff.user.username };
}

/** The entries of all pages. */
async function all(local, command) {
    const entries = [];
    for (let after = {}; after;) {
        const { items, next } = await local.ok(command, { limit: 200, ...after });
        entries.push(...items);
        after = next && { after: next };
    }
    return entries;
}

/**
 * All that administrators see of a user and the user's rooms, and how many accounts there are. Without
 * `details`: there is no such user.
 */
export async function stateOf({ local, server }, username) {
    // A connection that has closed is noted some time later.
    const found = (await local.ok('users.list', { search: username, limit: 200 })).items.find((one) => one.username === username);
    const { lastSeenAt, ...details } = found ?? {};
    const of = (items, key) => items.filter((item) => item[key] === username);
    const entriesOf = async (command) => (found ? (await local.ok(command, { user: username })).items : []);
    const [sessions, open, reports] = [await entriesOf('sessions.list'), await entriesOf('connections.list'), await entriesOf('reports.list')];
    // Without what is counted: that goes on.
    const connections = open.map(({ id, sessionId, address, openedAt }) => ({ id, sessionId, address, openedAt }));
    const invitations = await all(local, 'invitations.list');
    const users = await all(local, 'users.list');
    const rooms = of(await all(local, 'rooms.list'), 'owner');
    const hall = halls.get(username);
    const bans = hall ? of((await local.ok('rooms.bans', { room: hall })).items, 'username') : [];
    const messages = rooms.length ? (await local.ok('messages.list', { room: rooms[0].id })).items : [];
    const mutes = of(await all(local, 'mutes.list'), 'username');
    const addressBans = await all(local, 'bans.list');
    const { lockedDown, logLevel } = await local.ok('status');
    const { retention } = await local.ok('storage.status');
    const directory = join(server.dir, 'backups');
    return {
        details: found && details, sessions, connections, rooms, mutes, bans, messages, reports, invitations, addressBans,
        status: { lockedDown, logLevel }, accounts: users.length,
        retention: retention.rooms.filter(({ id }) => rooms.some((room) => room.id === id)),
        backups: existsSync(directory) ? readdirSync(directory) : [],
    };
}

/** The entries of the audit log after the position `mark`, newest first. */
export async function auditSince({ local }, mark) {
    const { items } = await local.ok('audit.list', { limit: 200 });
    return items.filter(({ position }) => position > mark);
}

/** The newest position of the audit log. */
export async function auditMark({ local }) {
    const { items } = await local.ok('audit.list', { limit: 1 });
    return items[0]?.position ?? 0;
}
