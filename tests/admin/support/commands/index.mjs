// SPDX-License-Identifier: GPL-3.0-or-later
// Every command of administrators: what it does, for the tests that run all of them. Each file of this
// folder has the commands of one noun.
import assert from 'node:assert/strict';
import { run } from '../../../integration/support/process.mjs';
import * as audit from './audit.mjs';
import * as bans from './bans.mjs';
import { administrator, noConnection, noReport, noRoom } from './common.mjs';
import * as connections from './connections.mjs';
import * as invitations from './invitations.mjs';
import * as logs from './logs.mjs';
import * as messages from './messages.mjs';
import * as metrics from './metrics.mjs';
import * as mutes from './mutes.mjs';
import * as personalData from './personaldata.mjs';
import * as reports from './reports.mjs';
import * as roomBans from './roombans.mjs';
import * as roomChanges from './roomchanges.mjs';
import * as rooms from './rooms.mjs';
import * as server from './server.mjs';
import * as sessions from './sessions.mjs';
import * as storage from './storage.mjs';
import * as traffic from './traffic.mjs';
import * as users from './users.mjs';

// In the order of the tour: the user's sockets hear of changes until they are disconnected, and the log
// is read at the end.
const nouns = [
    roomChanges, roomBans, messages, connections, rooms, mutes, reports, bans, server, storage, invitations, sessions, users,
    personalData, metrics, logs, traffic, audit,
];
const password = 'correct horse battery';

/** Valid arguments that refer to nonexistent objects. */
// A new required argument needs an entry.
export const commandSamples = {
    user: 'nobody', role: 'auditor', name: 'newcomer', connection: noConnection, room: noRoom, seconds: 30,
    message: noRoom, report: noReport, invitation: noRoom, address: '192.0.2.1', text: 'Hello', state: 'off',
};

/**
 * command → { reads, allowed: the roles that may run it, args(victim), newVictim(place) if any user
 * will not do, prepare(place, victim): what comes before, target(victim): what the log says that it
 * was about, done(was, is): whether the victim's state has changed as it should, needsStoppedServer:
 * a running server refuses it, but not its dry run }
 */
export const table = Object.assign({}, ...nouns.map(({ rows }) => rows));

/** Makes an administrator, and returns a token of theirs. */
export async function signInAdministrator(server) {
    const added = await run(['--data', server.dir, 'user', 'add', administrator, '--administrator'], { input: `${password}\n` });
    assert.equal(added.code, 0, added.stderr);
    return (await server.login(administrator, password)).token;
}

/**
 * Calls every command, including refused calls.
 * The user has two sockets, and owns the room Gardening. There is a room Cooking, of kate.
 * @param {(name: string, args?: object) => Promise<any>} call answers { ok } or { error }
 * @param {string} user the name of one who knows how to `logIn`
 * @param {(user: string) => Promise<any>} logIn answers { ok } or { error }
 * @param {string} writer the name of a member
 * @param {(name: string, args: object) => Promise<any>} asWriter calls the native API as the writer
 * @param {(username: string, more?: object, code?: string) => Promise<any>} register asserts that a registration succeeds, or fails with this code
 * @param {(room: string, code?: string) => Promise<any>} written asserts that the writer's post and edit fail with this code, or do not
 * @param {() => Promise<string>} report lets somebody report the user for spam, and answers the id
 */
export async function commandTour(call, user, logIn, register, writer, asWriter, written, report) {
    const does = async (name, args) => {
        const answer = await call(name, args);
        assert.ok(answer.ok, `${name}: ${JSON.stringify(answer)}`);
        return answer.ok;
    };
    const fails = async (code, name, args) => {
        const answer = await call(name, args);
        assert.equal(answer.error?.code, code, `${name}: ${JSON.stringify(answer)}`);
    };
    const visit = { does, fails, user, logIn, register, writer, asWriter, written, report };
    for (const { tour } of nouns)
        await tour(visit);
}
