// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { managers, noRoom, nothing, viewers } from './common.mjs';

const backupName = ({ connection }) => `backup-of-${connection}`;
const kept = 'kept.parlance-backup';

export const rows = {
    'storage.status': { reads: true, allowed: viewers, args: nothing },
    'storage.backup': {
        reads: false, allowed: managers, args: (victim) => ({ name: backupName(victim) }), target: backupName,
        done: (was, is, victim) => !was.backups.includes(backupName(victim)) && is.backups.includes(backupName(victim)),
    },
    'storage.restore': {
        reads: false, allowed: managers, args: () => ({ name: kept }), target: () => kept, needsStoppedServer: true,
        prepare: ({ local }) => local.call('storage.backup', { name: kept }),
    },
    'storage.retention': {
        reads: false, allowed: managers, args: ({ room }) => ({ room, days: 30 }), target: ({ room }) => room,
        done: (was, is) => !was.retention.length && is.retention[0].days === 30,
    },
    'storage.integrity-check': { reads: true, allowed: managers, args: nothing },
};

export async function tour({ does, fails }) {
    await status(does);
    await backup({ does, fails });
    await retention({ does, fails });
    assert.deepEqual((await does('storage.integrity-check')).findings, []);
    const { intact, full } = await does('storage.integrity-check', { full: true });
    assert.deepEqual([intact, full], [true, true]);
}

async function status(does) {
    const { tables, statements, databaseBytes, waitingWrites, backups } = await does('storage.status');
    const { rows: users } = tables.find(({ name }) => name === 'users');
    assert.ok(users >= 2 && databaseBytes > 0 && waitingWrites === 0);
    assert.ok(statements.some(({ name, calls, maxMs, totalMs }) => name === 'commit' && calls > 0 && totalMs >= maxMs));
    assert.deepEqual([backups.running, backups.failure, backups.nextAt], [false, null, null]);
}

async function backup({ does, fails }) {
    const name = 'tour.parlance-backup';
    const planned = await does('storage.backup', { name, dryRun: true });
    assert.ok(planned.backup.path.endsWith(`/backups/${name}`) && planned.backup.bytes > 0);
    const { backup: made } = await does('storage.backup', { name, reason: 'a tour' });
    assert.deepEqual([made.path, made.messages > 0], [planned.backup.path, true]);
    assert.equal((await does('storage.status')).backups.last.path, made.path);
    await fails('conflict', 'storage.backup', { name });
    await fails('conflict', 'storage.backup', { name, dryRun: true });
    for (const wrong of ['../x', '/tmp/x', '.x', '..', 'a\\b', 'a.partial', 'scheduled-x', 'x'.repeat(201)])
        await fails('validation_failed', 'storage.backup', { name: wrong });
    assert.ok((await does('storage.backup', { reason: 'a tour' })).backup.bytes > 0);
    await fails('conflict', 'storage.restore', { name });
    const held = await does('storage.restore', { name, dryRun: true });
    assert.deepEqual([held.messages, held.position, held.holdsSecret], [made.messages, made.position, true]);
    await fails('validation_failed', 'storage.restore', { name: 'no such file', dryRun: true });
    await fails('validation_failed', 'storage.restore', { name: '../parlance.db', dryRun: true });
}

async function retention({ does, fails }) {
    assert.deepEqual(await does('storage.retention', { dryRun: true }), { rooms: 0, messages: 0, oldestAt: null, dryRun: true });
    assert.equal((await does('storage.retention', { days: 30, dryRun: true })).messages, 0);
    await fails('validation_failed', 'storage.retention', { reason: 'a tour' });
    await fails('validation_failed', 'storage.retention', { room: 'gardening' });
    await fails('validation_failed', 'storage.retention', { room: 'gardening', days: 1, clear: true });
    await fails('validation_failed', 'storage.retention', { room: 'gardening', days: 36501 });
    await fails('room_not_found', 'storage.retention', { room: noRoom, days: 1 });
    const set = await does('storage.retention', { room: 'gardening', days: 30 });
    assert.deepEqual([set.days, set.daysBefore, set.messages], [30, null, 0]);
    await fails('conflict', 'storage.retention', { room: 'gardening', days: 30 });
    assert.deepEqual((await does('storage.status')).retention.rooms.map(({ name, days }) => [name, days]), [['Gardening', 30]]);
    assert.equal((await does('storage.retention', { room: 'gardening', clear: true })).daysBefore, 30);
    await fails('conflict', 'storage.retention', { room: 'gardening', clear: true });
}
