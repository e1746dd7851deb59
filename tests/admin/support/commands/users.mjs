// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { unique } from '../../../dialects/support/values.mjs';
import { administrator, ban, managers, moderators, ofUser, pages, viewers } from './common.mjs';

const stateBecomes = (state) => (was, is) => is.details.state === state;

async function newPending({ server }) {
    const username = unique('victim');
    assert.equal((await server.api('POST', '/api/v1/accounts', { username, password: 'a long password' })).status, 403);
    return { username };
}

export const rows = {
    'users.list': { reads: true, allowed: viewers, args: ({ username }) => ({ search: username }) },
    'users.show': { reads: true, allowed: viewers, args: ofUser },
    'users.create': {
        reads: false, allowed: managers, args: ({ newName }) => ({ name: newName }),
        target: ({ newName }) => newName,
        done: (was, is) => is.accounts === was.accounts + 1,
    },
    'users.set-role': {
        reads: false, allowed: managers, args: ({ username }) => ({ user: username, role: 'auditor' }),
        done: (was, is) => was.details.role === 'user' && is.details.role === 'auditor' && is.sessions.length === 1,
    },
    'users.reset-password': {
        reads: false, allowed: managers, args: ofUser,
        done: (was, is) => !was.details.mustChangePassword && is.details.mustChangePassword && !is.sessions.length,
    },
    'users.approve': {
        reads: false, allowed: moderators, args: ofUser, newVictim: newPending,
        done: (was, is) => was.details.state === 'pending' && is.details.state === 'active',
    },
    'users.reject': {
        reads: false, allowed: moderators, args: ofUser, newVictim: newPending,
        done: (was, is) => was.details.state === 'pending' && !is.details && is.accounts === was.accounts,
    },
    'users.suspend': {
        reads: false, allowed: moderators, args: ({ username }) => ({ user: username, for: '1h' }),
        done: (was, is) => stateBecomes('suspended')(was, is) && is.details.until && !is.sessions.length,
    },
    'users.unsuspend': { reads: false, allowed: moderators, args: ofUser, prepare: ban, done: stateBecomes('active') },
    'users.ban': {
        reads: false, allowed: moderators, args: ofUser,
        done: (was, is) => stateBecomes('suspended')(was, is) && is.details.until === null && !is.sessions.length,
    },
    'users.deactivate': {
        reads: false, allowed: moderators, args: ofUser,
        done: (was, is) => stateBecomes('deactivated')(was, is) && !is.sessions.length,
    },
    'users.reactivate': {
        reads: false, allowed: moderators, args: ofUser, done: stateBecomes('active'),
        prepare: async ({ local }, { username, socket }) => {
            await local.ok('users.deactivate', { user: username });
            await socket.closed;
        },
    },
    'users.unban': { reads: false, allowed: moderators, args: ofUser, prepare: ban, done: stateBecomes('active') },
};

export async function tour(visit) {
    await accounts(visit);
    await moderation(visit);
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

/** The state after a command that keeps a user out, and the error of a log-in then. */
const outcomes = {
    'users.deactivate': ['deactivated', 'account_closed'],
    'users.suspend': ['suspended', 'account_suspended'],
    'users.ban': ['suspended', 'account_suspended'],
};

async function moderation({ does, fails, user, logIn }) {
    const ways = {
        'users.deactivate': {}, 'users.reactivate': {},
        'users.suspend': { for: '7d', reason: 'spam' }, 'users.unsuspend': {}, 'users.ban': { reason: 'more spam' }, 'users.unban': {},
    };
    for (const [name, args] of Object.entries(ways)) {
        await fails('user_not_found', name, { ...args, user: 'nobody' });
        await fails('conflict', name, { ...args, user: administrator });
        await does(name, { ...args, user, dryRun: true });
        const { state } = (await does(name, { ...args, user })).user;
        const [stateAfter, code] = outcomes[name] ?? ['active'];
        assert.equal(state, stateAfter, name);
        assert.equal((await logIn(user)).error?.code, code, name);
    }
    for (const name of ['users.approve', 'users.reject']) {
        await fails('user_not_found', name, { user: 'nobody' });
        await fails('conflict', name, { user });
    }
    const until = new Date(Date.now() + 60000).toISOString();
    assert.equal((await does('users.suspend', { user, until })).user.until, until);
}
