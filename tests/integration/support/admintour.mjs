// SPDX-License-Identifier: GPL-3.0-or-later
// Calls every command of administrators, including refused calls.
import assert from 'node:assert/strict';
import { run } from './process.mjs';

const administrator = 'chief';
const password = 'correct horse battery';
const noConnection = 999999;
const noRoom = '0123456789abcdef01234567';

/** Valid arguments that refer to nonexistent objects. */
// A new required argument needs an entry.
export const commandSamples = { user: 'nobody', role: 'auditor', name: 'newcomer', connection: noConnection, room: noRoom };

/** Makes an administrator, and returns a token of theirs. */
export async function signInAdministrator(server) {
    const added = await run(['--data', server.dir, 'user', 'add', administrator, '--administrator'], { input: `${password}\n` });
    assert.equal(added.code, 0, added.stderr);
    return (await server.login(administrator, password)).token;
}

/**
 * The user has two sockets, and owns the room Gardening. There is a room Cooking.
 * @param {(name: string, args?: object) => Promise<any>} call answers { ok } or { error }
 * @param {string} user the name of one who knows how to `logIn`
 * @param {(user: string) => Promise<any>} logIn answers { ok } or { error }
 * @param {string} writer the name of a member
 * @param {(room: string, code?: string) => Promise<any>} written asserts that the writer's post and edit fail with this code, or do not
 */
export async function commandTour(call, user, logIn, writer, written) {
    const does = async (name, args) => {
        const answer = await call(name, args);
        assert.ok(answer.ok, `${name}: ${JSON.stringify(answer)}`);
        return answer.ok;
    };
    const fails = async (code, name, args) => {
        const answer = await call(name, args);
        assert.equal(answer.error?.code, code, `${name}: ${JSON.stringify(answer)}`);
    };
    const visit = { does, fails, user, logIn, writer, written };
    await connections(visit);
    await rooms(visit);
    await mutes(visit);
    await sessions(visit);
    await accounts(visit);
    await moderation(visit);
    await audit(visit);
}

/** Lists in pages of one entry until there are `count`. */
async function pages({ does }, name, args, count, cursor = 'after') {
    let place = {};
    for (let page = 1; page <= count; ++page) {
        const { items, next } = await does(name, { ...args, ...place, limit: 1 });
        assert.equal(items.length, 1, `${name}: page ${page}`);
        assert.ok(next || page === count, `${name}: page ${page} is the last one`);
        place = { [cursor]: next };
    }
}

async function connections(visit) {
    const { does, fails, user } = visit;
    const { items } = await does('connections.list', { user });
    assert.equal(items.length, 2);
    await pages(visit, 'connections.list', { user }, 2);
    const [{ id: connection }] = items;
    assert.equal((await does('connections.show', { connection })).username, user);
    await fails('connection_not_found', 'connections.show', { connection: noConnection });
    await does('connections.disconnect', { connection, dryRun: true });
    await does('connections.show', { connection });
    await does('connections.disconnect', { connection, reason: 'maintenance' });
    await fails('connection_not_found', 'connections.disconnect', { connection: noConnection });
}

async function rooms(visit) {
    const { does, fails, user, written } = visit;
    await does('rooms.list');
    const { items: [listed] } = await does('rooms.list', { search: 'garden' });
    assert.equal(listed.owner, user);
    await pages(visit, 'rooms.list', { search: 'ing' }, 2);
    assert.deepEqual(await does('rooms.show', { room: 'gardening' }), listed);
    assert.deepEqual(await does('rooms.show', { room: listed.id }), listed);
    await fails('room_not_found', 'rooms.show', { room: noRoom });
    await written(listed.id);
    for (const [name, frozen] of [['rooms.freeze', true], ['rooms.unfreeze', false]]) {
        await fails('room_not_found', name, { room: noRoom });
        assert.equal((await does(name, { room: 'gardening', dryRun: true })).room.frozen, frozen);
        assert.deepEqual((await does(name, { room: 'gardening', reason: 'a quarrel' })).room, { ...listed, members: 2, frozen });
        await fails('conflict', name, { room: listed.id });
        assert.equal((await does('rooms.show', { room: listed.id })).frozen, frozen);
        await written(listed.id, frozen ? 'room_frozen' : undefined);
    }
}

async function mutes(visit) {
    const { does, fails, writer, written } = visit;
    const { items: [{ id: roomId }] } = await does('rooms.list', { search: 'garden' });
    const muted = { user: writer, reason: 'spam' };
    for (const name of ['users.mute', 'users.unmute']) {
        await fails('user_not_found', name, { user: 'nobody' });
        await fails('room_not_found', name, { user: writer, room: noRoom });
        await fails('conflict', name, { user: administrator });
    }
    await fails('conflict', 'users.unmute', { user: writer });
    await does('users.mute', { ...muted, dryRun: true });
    await written(roomId);
    for (const room of [{}, { room: 'gardening' }]) {
        const { mute } = await does('users.mute', { ...muted, ...room, for: '2h' });
        assert.deepEqual([mute.user, mute.roomId, mute.reason], [writer, room.room ? roomId : null, 'spam']);
        await written(roomId, 'muted');
        assert.deepEqual((await does('mutes.list')).items, [mute]);
        assert.deepEqual((await does('users.unmute', { user: writer, ...room, dryRun: true })).mute, mute);
        await written(roomId, 'muted');
        await does('users.unmute', { user: writer, ...room });
        await written(roomId);
    }
    const until = new Date(Date.now() + 60000).toISOString();
    assert.equal((await does('users.mute', { user: writer, until })).mute.until, until);
    assert.equal((await does('users.mute', { user: writer, room: roomId })).mute.until, null);
    await pages(visit, 'mutes.list', {}, 2);
    await fails('validation_failed', 'mutes.list', { after: 'x' });
}

async function sessions(visit) {
    const { does, fails, user, logIn } = visit;
    await logIn(user);
    await logIn(user);
    await does('sessions.list');
    await pages(visit, 'sessions.list', { user }, 3);
    await fails('user_not_found', 'sessions.list', { user: 'nobody' });
    const { items } = await does('sessions.list', { user });
    const session = items.at(-1).id;
    assert.equal((await does('sessions.end', { session, dryRun: true })).endedSessions, 1);
    assert.equal((await does('sessions.end', { session, reason: 'a lost phone' })).username, user);
    await fails('session_not_found', 'sessions.end', { session });
    assert.deepEqual(await does('sessions.end', { user }), { username: user, endedSessions: 2, dryRun: false });
    await fails('user_not_found', 'sessions.end', { user: 'nobody' });
}

async function accounts(visit) {
    const { does, fails, user } = visit;
    const { id } = await does('users.show', { user });
    assert.equal((await does('users.show', { user: id })).username, user);
    await fails('user_not_found', 'users.show', { user: 'nobody' });
    await does('users.list');
    await pages(visit, 'users.list', { search: user }, 1);
    assert.ok((await does('users.list', { limit: 1 })).next);
    await does('users.list', { state: 'active', role: 'user', inactive: '7d' });
    const since = new Date().toISOString();
    assert.ok((await does('users.list', { inactive: since })).items.length);

    assert.ok(!('password' in await does('users.create', { name: 'kim', dryRun: true })));
    assert.ok((await does('users.create', { name: 'kim', role: 'auditor', reason: 'reads the log' })).password);
    await fails('username_taken', 'users.create', { name: 'Kim' });
    await does('users.set-role', { user: 'kim', role: 'operator', dryRun: true });
    assert.equal((await does('users.set-role', { user: 'kim', role: 'operator' })).user.role, 'operator');
    await fails('user_not_found', 'users.set-role', { user: 'nobody', role: 'operator' });
    await fails('conflict', 'users.set-role', { user: administrator, role: 'user' });
    await does('users.reset-password', { user: 'kim', dryRun: true });
    assert.ok((await does('users.reset-password', { user: 'kim' })).password);
    await fails('user_not_found', 'users.reset-password', { user: 'nobody' });
}

async function moderation({ does, fails, user, logIn }) {
    const ways = {
        'users.suspend': { for: '7d', reason: 'spam' }, 'users.unsuspend': {}, 'users.ban': { reason: 'more spam' }, 'users.unban': {},
    };
    for (const [name, args] of Object.entries(ways)) {
        await fails('user_not_found', name, { ...args, user: 'nobody' });
        await fails('conflict', name, { ...args, user: administrator });
        await does(name, { ...args, user, dryRun: true });
        const { state } = (await does(name, { ...args, user })).user;
        assert.equal(state, name.includes('.un') ? 'active' : 'suspended', name);
        const { ok, error } = await logIn(user);
        assert.ok(state === 'active' ? ok : error.code === 'account_suspended', name);
    }
    await fails('user_not_found', 'users.approve', { user: 'nobody' });
    await fails('conflict', 'users.approve', { user });
    const until = new Date(Date.now() + 60000).toISOString();
    assert.equal((await does('users.suspend', { user, until })).user.until, until);
}

async function audit(visit) {
    const { does, user } = visit;
    const { items } = await does('audit.list');
    assert.ok(items.some(({ outcome }) => outcome === 'ok') && items.some(({ outcome }) => outcome === 'conflict'));
    const now = new Date().toISOString();
    const one = { actor: administrator, command: 'users.ban', target: user, since: '1h', until: now };
    assert.deepEqual((await does('audit.list', one)).items.map(({ reason }) => reason), ['more spam']);
    await pages(visit, 'audit.list', { target: 'kim' }, 3, 'before');
}
