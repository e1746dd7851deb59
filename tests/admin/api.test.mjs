// SPDX-License-Identifier: GPL-3.0-or-later
// Every command for administrators, by every role and through every door.
import assert from 'node:assert/strict';
import { userInfo } from 'node:os';
import { after, before, test } from 'node:test';
import { unique } from '../dialects/support/values.mjs';
import {
    auditMark, auditSince, commandsOfServer, doors, eventually, newVictim, overRest, roles, startStaffed, stateOf,
} from './support/administrators.mjs';
import { ban } from './support/commands/common.mjs';
import { table } from './support/commands/index.mjs';

const localPeer = `local:${userInfo().username}(${process.getuid()})`;

let place;
before(async () => { place = await startStaffed({ registration: 'approval' }); });
after(() => place.stop());

/** The victim of the last run, while nothing has happened to it. */
let unharmed;

async function victimOf({ newVictim: make, prepare }) {
    if (make)
        return make(place);
    unharmed ??= { ...await newVictim(place), newName: unique('created') };
    const victim = unharmed;
    if (prepare) {
        unharmed = undefined;
        await prepare(place, victim);
        if (prepare === ban) {
            await victim.socket.closed;
            await isGone(victim);
        }
    }
    return victim;
}

const isGone = (victim) => eventually(async () => !(await stateOf(place, victim.username)).connections.length, 'no connection');

/** Runs a command between two looks at its victim and at the log: { answer, victim, was, mark }. */
async function attempt(command, run, more = {}) {
    const row = table[command];
    const victim = await victimOf(row);
    const was = await stateOf(place, victim.username);
    const mark = await auditMark(place);
    const answer = await run(command, { ...row.args(victim), ...more });
    return { row, victim, was, mark, answer };
}

async function assertUnchanged({ victim, was }, what) {
    assert.deepEqual(await stateOf(place, victim.username), was, what);
}

async function assertLogged(mark, expected, what) {
    const entries = await auditSince(place, mark);
    assert.equal(entries.length, 1, `${what}: ${JSON.stringify(entries)}`);
    const [entry] = entries;
    for (const [key, value] of Object.entries(expected))
        assert.deepEqual(entry[key], value, `${what}: ${key}`);
}

async function assertDone(command, attempted, who, what) {
    const { row, victim, was, mark, answer } = attempted;
    if (row.needsStoppedServer)
        return assertNotNow(command, attempted, who, what);
    assert.ok(answer.ok, `${what}: ${JSON.stringify(answer)}`);
    assert.equal(answer.status ?? 200, 200, what);
    if (row.reads) {
        if (row.isLogged)
            await assertLogged(mark, { command, target: victim.username, outcome: 'ok', reason: 'a test', ...who }, what);
        else
            assert.deepEqual(await auditSince(place, mark), [], what);
        return assertUnchanged(attempted, what);
    }
    unharmed = undefined;
    await eventually(async () => row.done(was, await stateOf(place, victim.username), victim), what);
    await assertLogged(mark, { command, target: row.target?.(victim, answer.ok) ?? victim.username, outcome: 'ok', reason: 'a test', ...who }, what);
    await row.undo?.(place);
    victim.socket?.close();
}

async function assertNotNow(command, attempted, who, what) {
    const { row, victim, mark, answer } = attempted;
    assert.equal(answer.error?.code, 'conflict', `${what}: ${JSON.stringify(answer)}`);
    await assertUnchanged(attempted, what);
    await assertLogged(mark, { command, target: row.target(victim), outcome: 'conflict', ...who }, what);
}

async function assertRefused(command, attempted, who, what) {
    const { row, victim, mark, answer } = attempted;
    assert.equal(answer.error?.code, 'forbidden', `${what}: ${JSON.stringify(answer)}`);
    assert.equal(answer.status ?? 403, 403, what);
    await assertUnchanged(attempted, what);
    const { user, name, session, connection, room, message, report, invitation, address } = row.args(victim);
    await assertLogged(mark, { command, target: String(user ?? name ?? session ?? connection ?? room ?? message ?? report ?? invitation ?? address ?? ''), outcome: 'forbidden', before: {}, after: {}, ...who }, what);
}

/** What a command that is logged is told besides its own arguments. */
const why = (command) => (table[command].reads && !table[command].isLogged ? {} : { reason: 'a test' });

test('the table has a row for every command of the server', () => {
    assert.deepEqual(Object.keys(table).sort(), [...commandsOfServer.keys()].sort());
    for (const [command, reads] of commandsOfServer)
        assert.equal(table[command].reads, reads, command);
});

for (const command of Object.keys(table)) {
    for (const [door, run] of Object.entries(doors)) {
        test(`${command} over ${door} by every role`, async () => {
            for (const role of roles) {
                const { token, username, account } = place.staff[role];
                const attempted = await attempt(command, (name, args) => run(place, name, args, token), why(command));
                const verdict = table[command].allowed.includes(role) ? assertDone : assertRefused;
                const address = door === 'REST' ? '127.0.0.1' : localPeer;
                await verdict(command, attempted, { actor: username, actorId: account.id, role, address }, `${command} by ${role}`);
            }
        });
    }

    test(`${command} without a token`, async () => {
        const attempted = await attempt(command, (name, args) => overRest(place.server, name, args), why(command));
        assert.equal(attempted.answer.status, 401);
        assert.equal(attempted.answer.error.code, 'authentication_required');
        assert.deepEqual(await auditSince(place, attempted.mark), []);
        await assertUnchanged(attempted, command);

        const locally = await attempt(command, (name, args) => place.local.call(name, args), why(command));
        const actor = (await auditSince(place, 0)).find(({ actorId }) => actorId === null).actor;
        assert.match(actor, /^local:[^()]+\(\d+\)$/);
        await assertDone(command, locally, { actor, actorId: null, role: 'administrator', address: localPeer }, command);
    });
}

/** The answers of two runs are the same but for what is new in each. */
function comparable({ ok }) {
    const { user, room, mute, ban, message, report, invitation, connection, password, code, backup, dryRun, ...rest } = ok;
    const { id, address, createdAt, deletedAt, lastSeenAt, until, userId, roomId, authorId, ownerId, createdBy, resolvedAt, resolvedBy, expiresAt, by, ...known } = { ...rest, ...user, ...room, ...mute, ...ban, ...message, ...report, ...invitation };
    if (connection)
        known.connection = [connection.username, connection.transport, connection.protocol];
    return JSON.stringify(known).replace(/"(victim|created|room)-[^"]*"/g, '"$1"');
}

async function assertDryRun(command, door) {
    const { token } = place.staff.administrator;
    const attempted = await attempt(command, (name, args) => doors[door](place, name, args, token), { ...why(command), dryRun: true });
    const { answer, mark } = attempted;
    assert.ok(answer.ok, `${door}: ${JSON.stringify(answer)}`);
    await assertUnchanged(attempted, door);
    assert.deepEqual(await auditSince(place, mark), [], door);
    assert.ok(!('password' in answer.ok) && !('code' in answer.ok), door);
    return answer;
}

for (const command of Object.keys(table).filter((name) => !table[name].reads)) {
    test(`a dry run of ${command} changes nothing`, async () => {
        const planned = [await assertDryRun(command, 'local socket'), await assertDryRun(command, 'REST')];
        const attempted = await attempt(command, (name, args) => place.local.call(name, args), why(command));
        await assertDone(command, attempted, {}, command);
        const { answer } = attempted;
        if (table[command].needsStoppedServer)
            return;
        if (answer.ok.dryRun !== undefined)
            assert.deepEqual([answer, ...planned].map(({ ok }) => ok.dryRun), [false, true, true]);
        planned.forEach((plan) => assert.equal(comparable(plan), comparable(answer)));
    });
}

test('a role that may not change anything may not try it either', async () => {
    for (const role of ['user', 'auditor']) {
        const { answer, ...attempted } = await attempt('users.ban',
            (name, args) => place.local.call(name, { ...args, dryRun: true }, { as: place.staff[role].token }));
        assert.equal(answer.error?.code, 'forbidden');
        await assertUnchanged(attempted, role);
    }
});
