// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { administrator, managers, ofUser } from './common.mjs';

export const rows = {
    'users.erase': {
        reads: false, allowed: managers, args: ofUser,
        done: (was, is) => was.details.state === 'active' && is.details === undefined && !is.sessions.length
            && !is.rooms.length && is.accounts === was.accounts,
    },
    // The first page is logged.
    'users.export': { reads: true, isLogged: true, allowed: managers, args: ofUser },
};

export async function tour(visit) {
    const { does, fails, register } = visit;
    await register('nele');
    for (const name of ['users.erase', 'users.export'])
        await fails('user_not_found', name, { user: 'nobody' });
    await fails('conflict', 'users.erase', { user: administrator });
    await fails('validation_failed', 'users.erase', { user: 'nele', messages: 'some' });

    const items = [];
    let next;
    do {
        const page = await does('users.export', { user: 'nele', limit: 1, ...next && { after: next } });
        items.push(...page.items);
        ({ next } = page);
    } while (next);
    assert.deepEqual(items.map(({ type }) => type), ['account', 'session', 'audit', 'audit']);
    assert.equal(items[0].username, 'nele');
    await fails('conflict', 'users.export', { user: 'nele', after: '999999-1-' });
    await fails('validation_failed', 'users.export', { user: 'nele', after: 'x' });

    const planned = await does('users.erase', { user: 'nele', messages: 'delete', dryRun: true });
    assert.deepEqual([planned.endedSessions, planned.messages, planned.messagesDeleted], [1, 0, true]);
    const erased = await does('users.erase', { user: 'nele', messages: 'keep', reason: 'asked for it' });
    for (const { user } of [planned, erased])
        assert.deepEqual([user.username, user.state], ['nele', 'erased']);
    await fails('user_not_found', 'users.erase', { user: 'nele' });
    for (const name of ['users.erase', 'users.reset-password', 'sessions.end'])
        await fails('conflict', name, { user: planned.user.id });
    assert.equal((await does('users.show', { user: planned.user.id })).username, 'deleted user');
}
