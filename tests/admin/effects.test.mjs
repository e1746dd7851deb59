// SPDX-License-Identifier: GPL-3.0-or-later
// What roles, closed connections, ended sessions and reset passwords mean to clients.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { connect, next, transportModes } from '../clients/support/sockets.mjs';
import { doors, eventually, newVictim, startStaffed } from './support/administrators.mjs';
import { assertEnded, openClients } from '../integration/support/sessionclients.mjs';

let place;
let server;
let local;
before(async () => {
    place = await startStaffed();
    ({ server, local } = place);
});
after(() => place.stop());

const me = (token) => server.api('GET', '/api/v1/accounts/me', undefined, token);
const ofSession = async (session) => (await local.ok('connections.list')).items.filter(({ sessionId }) => sessionId === session);

test('a role is in force at once, with the same token', async () => {
    const user = await newVictim(place);
    const target = await newVictim(place);
    const run = (door, command) => doors[door](place, command, { user: target.username }, user.token);
    const official = await connect(server.url, user.token);
    const roleShown = async () => [
        (await me(user.token)).body.role,
        (await official.emitWithAck('account.get', {})).ok.role,
        (await user.socket.call('account.get')).ok.role,
    ];
    for (const role of ['operator', 'user', 'auditor', 'operator', 'user']) {
        await local.ok('users.set-role', { user: user.username, role });
        for (const door of Object.keys(doors)) {
            const codes = [await run(door, 'users.ban'), await run(door, 'users.show')].map(({ error }) => error?.code);
            const expected = { operator: [undefined, undefined], auditor: ['forbidden', undefined], user: ['forbidden', 'forbidden'] };
            assert.deepEqual(codes, expected[role], `${role} over ${door}`);
        }
        assert.deepEqual(await roleShown(), [role, role, role]);
    }
    assert.ok(official.connected);
    [official, user.socket, target.socket].forEach((socket) => socket.close());
});

test('a client whose connection is closed comes back', async () => {
    const user = await newVictim(place);
    // An upgrade may be at any step.
    const upgrades = Array(30).fill(['upgrade', transportModes.upgrade]);
    for (const [name, mode] of [...Object.entries(transportModes), ...upgrades]) {
        const official = await connect(server.url, user.token, { ...mode, reconnectionDelay: 10 });
        const [connection] = (await ofSession(user.session)).filter(({ id }) => id !== user.connection);
        const gone = next(official, 'disconnect');
        const back = gone.then(() => next(official, 'connect'));
        const ended = [];
        official.on('session.ended', (push) => ended.push(push));
        await local.ok('connections.disconnect', { connection: connection.id });
        const [why] = await gone;
        assert.match(why, /^transport (close|error)$/, name);
        await back;
        assert.equal((await official.emitWithAck('account.get', {})).ok.username, user.username);
        assert.deepEqual(ended, [], name);
        // Another connection of the same session.
        const open = (await ofSession(user.session)).filter(({ id }) => id !== user.connection);
        assert.equal(open.length, 1, name);
        assert.ok(open[0].id > connection.id, name);
        assert.equal((await local.call('connections.disconnect', { connection: connection.id })).error.code, 'connection_not_found');
        official.close();
        await eventually(async () => (await ofSession(user.session)).length === 1, 'the official client has gone');
    }
    await local.ok('connections.disconnect', { connection: user.connection });
    assert.deepEqual(await user.socket.closed, { code: 1013, reason: 'Closed by an administrator' });
    const again = await openPlain(server.url, user.token);
    assert.equal((await again.call('account.get')).ok.username, user.username);
    again.close();
});

test('an ended session stays ended, and the others of the user stay open', async (t) => {
    const user = await newVictim(place);
    const other = await server.login(user.username);
    const clients = await openClients(t, server, other.token);
    const { items } = await local.ok('sessions.list', { user: user.username });
    const session = items.map(({ id }) => id).find((id) => id !== user.session);
    const act = () => local.ok('sessions.end', { session, reason: 'a lost phone' });
    const { endedSessions, username } = await assertEnded(clients, act, { reason: 'revoked', message: 'a lost phone' });
    assert.deepEqual([endedSessions, username], [1, user.username]);
    assert.equal((await me(other.token)).body.error.code, 'session_ended');
    await assert.rejects(connect(server.url, other.token, { reconnection: false }), ({ data }) => data.code === 'session_ended');
    assert.equal((await local.call('sessions.end', { session })).error.code, 'session_not_found');
    assert.equal((await user.socket.call('account.get')).ok.username, user.username);

    const third = await server.login(user.username);
    const more = await openClients(t, server, third.token);
    const all = await assertEnded(more, () => local.ok('sessions.end', { user: user.username }), { reason: 'revoked' });
    assert.equal(all.endedSessions, 2);
    assert.equal((await user.socket.closed).code, 1008);
    assert.equal((await me(user.token)).status, 401);
    // Nothing is left to end, and log-in works.
    assert.equal((await local.ok('sessions.end', { user: user.username })).endedSessions, 0);
    await server.login(user.username);
});

test('a reset password ends all sessions, and the new one must be changed', async (t) => {
    const user = await newVictim(place);
    const clients = await openClients(t, server, user.token);
    const { password, user: shown, endedSessions } = await assertEnded(clients,
        () => local.ok('users.reset-password', { user: user.username, reason: 'forgotten' }), { reason: 'password_changed' });
    assert.deepEqual([shown.mustChangePassword, endedSessions], [true, 1]);
    assert.equal((await me(user.token)).body.error.code, 'session_ended');
    await assert.rejects(server.login(user.username), /invalid_credentials/);
    const { items: [entry] } = await local.ok('audit.list', { target: user.username, limit: 1 });
    assert.ok(!JSON.stringify(entry).includes(password));

    const { token, account } = await server.login(user.username, password);
    assert.ok(account.mustChangePassword);
    assert.equal((await server.api('GET', '/api/v1/rooms', undefined, token)).body.error.code, 'password_change_required');
    const change = { currentPassword: password, newPassword: 'remembered this time' };
    assert.equal((await server.api('PUT', '/api/v1/accounts/me/password', change, token)).status, 200);
    assert.equal((await server.api('GET', '/api/v1/rooms', undefined, token)).status, 200);
    await assert.rejects(server.login(user.username, password), /invalid_credentials/);
    assert.equal((await server.login(user.username, change.newPassword)).account.mustChangePassword, false);
    assert.ok(!`${server.stderr}${server.stdout}`.includes(password));
});

test('a new account has a one-time password and its role', async () => {
    const { password, user } = await local.ok('users.create', { name: 'Newcomer', role: 'auditor' });
    assert.deepEqual([user.username, user.role, user.state, user.mustChangePassword], ['Newcomer', 'auditor', 'active', true]);
    const { token } = await server.login('newcomer', password);
    assert.equal((await doors.REST(place, 'users.list', {}, token)).error.code, 'password_change_required');
    const change = { currentPassword: password, newPassword: 'my own password' };
    assert.equal((await server.api('PUT', '/api/v1/accounts/me/password', change, token)).status, 200);
    assert.ok((await doors.REST(place, 'users.list', {}, token)).ok);
});

test('an administrator resets his own password, and ends his own sessions', async () => {
    const { username, token } = place.staff.administrator;
    const { ok } = await doors.REST(place, 'users.reset-password', { user: username }, token);
    assert.equal((await me(token)).body.error.code, 'session_ended');
    const next = await server.login(username, ok.password);
    const change = { currentPassword: ok.password, newPassword: `secret of ${username}` };
    assert.equal((await server.api('PUT', '/api/v1/accounts/me/password', change, next.token)).status, 200);
    const ended = await doors.REST(place, 'sessions.end', { user: username }, next.token);
    assert.equal(ended.ok.endedSessions, 1);
    assert.equal((await me(next.token)).body.error.code, 'session_ended');
});
