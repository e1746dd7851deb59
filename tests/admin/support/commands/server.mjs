// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { managers, moderators, noRoom, nothing, viewers } from './common.mjs';

const open = ({ local }) => local.call('lockdown', { state: 'off' });

export const rows = {
    status: { reads: true, allowed: viewers, args: nothing },
    announce: {
        reads: false, allowed: moderators, args: ({ username }) => ({ text: 'Hello', user: username }),
        done: (was, is) => is.connections.length === 1,
    },
    lockdown: {
        reads: false, allowed: moderators, args: () => ({ state: 'on' }), target: () => '',
        done: (was, is) => !was.status.lockedDown && is.status.lockedDown, undo: open,
    },
    'config.list': { reads: true, allowed: viewers, args: nothing },
    'log-level': {
        reads: false, allowed: managers, args: () => ({ level: 'warning' }), target: () => '',
        done: (was, is) => was.status.logLevel === 'info' && is.status.logLevel === 'warning',
        undo: ({ local }) => local.ok('log-level', { level: 'info' }),
    },
};

export async function tour({ does, fails, user }) {
    const status = await does('status');
    assert.deepEqual([status.lockedDown, status.registration, status.connectionsByDialect.native > 0], [false, 'open', true]);
    assert.ok(status.memoryBytes > 0 && status.descriptors > 0 && status.databaseBytes > 0);
    for (const state of ['on', 'off']) {
        assert.equal((await does('lockdown', { state, dryRun: true })).dryRun, true);
        assert.equal((await does('lockdown', { state, reason: 'a raid' })).lockedDown, state === 'on');
        await fails('conflict', 'lockdown', { state });
        assert.equal((await does('status')).lockedDown, state === 'on');
    }
    const text = 'The server restarts at noon';
    const { connections } = await does('announce', { text, dryRun: true });
    assert.deepEqual(await does('announce', { text }), { connections, dryRun: false });
    assert.ok((await does('announce', { text, user })).connections >= 0);
    await does('announce', { text, room: 'gardening' });
    await fails('user_not_found', 'announce', { text, user: 'nobody' });
    await fails('room_not_found', 'announce', { text, room: noRoom });
    await fails('validation_failed', 'announce', { text, user, room: 'gardening' });
    const before = (await does('config.list')).items.find(({ key }) => key === 'log.level');
    assert.equal((await does('log-level', { dryRun: true })).level, before.value);
    assert.equal((await does('log-level', { level: 'debug', dryRun: true })).dryRun, true);
    assert.equal((await does('log-level', { level: 'warning', reason: 'too much' })).level, 'warning');
    const setting = (await does('config.list')).items.find(({ key }) => key === 'log.level');
    assert.deepEqual(setting, { key: 'log.level', value: 'warning', default: 'info', source: 'command', restart: false });
    await does('log-level', { level: before.value });
}
