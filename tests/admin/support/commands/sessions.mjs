// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { moderators, ofUser, pages, viewers } from './common.mjs';

export const rows = {
    'sessions.list': { reads: true, allowed: viewers, args: ofUser },
    'sessions.end': {
        reads: false, allowed: moderators, args: ({ session }) => ({ session }),
        target: ({ session }) => session,
        done: (was, is) => was.sessions.length === 1 && !is.sessions.length && !is.connections.length,
    },
};

export async function tour(visit) {
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
