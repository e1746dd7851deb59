// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { moderators, nothing, pages, viewers } from './common.mjs';

/** An address of its own for each victim. */
const addressOf = ({ connection }) => ['198.51', connection >> 8, connection & 255].join('.');
const ofAddress = (victim) => ({ address: addressOf(victim) });
const banned = (state, victim) => state.addressBans.some(({ address }) => address === addressOf(victim));

export const rows = {
    'bans.list': { reads: true, allowed: viewers, args: nothing },
    'bans.add': {
        reads: false, allowed: moderators, args: (victim) => ({ ...ofAddress(victim), for: '1h' }), target: addressOf,
        done: (was, is, victim) => !banned(was, victim) && banned(is, victim) && is.connections.length === 1,
    },
    'bans.remove': {
        reads: false, allowed: moderators, args: ofAddress, target: addressOf,
        prepare: ({ local }, victim) => local.ok('bans.add', ofAddress(victim)),
        done: (was, is, victim) => banned(was, victim) && !banned(is, victim),
    },
};

export async function tour(visit) {
    const { does, fails } = visit;
    const address = '192.0.2.0/24';
    assert.equal((await does('bans.add', { address, dryRun: true })).closedConnections, 0);
    await fails('conflict', 'bans.remove', { address });
    const { ban } = await does('bans.add', { address, for: '1h', reason: 'spam' });
    assert.deepEqual([ban.address, ban.reason], [address, 'spam']);
    assert.deepEqual((await does('bans.list')).items, [ban]);
    await fails('conflict', 'bans.remove', { address: '192.0.2.1' });
    for (const other of ['0.0.0.0/0', '::/0', '127.0.0.1', '::1'])
        await fails('conflict', 'bans.add', { address: other });
    const until = new Date(Date.now() + 60000).toISOString();
    assert.equal((await does('bans.add', { address, until })).ban.until, until);
    assert.equal((await does('bans.add', { address: '::ffff:198.51.100.9' })).ban.address, '198.51.100.9');
    await pages(visit, 'bans.list', {}, 2);
    assert.equal((await does('bans.remove', { address, dryRun: true })).dryRun, true);
    for (const each of [address, '198.51.100.9'])
        await does('bans.remove', { address: each, reason: 'sorry' });
    assert.deepEqual((await does('bans.list')).items, []);
}
