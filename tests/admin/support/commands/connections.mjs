// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { moderators, noConnection, ofUser, pages, viewers } from './common.mjs';

export const rows = {
    'connections.list': { reads: true, allowed: viewers, args: ofUser },
    'connections.show': { reads: true, allowed: viewers, args: ({ connection }) => ({ connection }) },
    'connections.record': { reads: true, allowed: viewers, args: ({ connection }) => ({ connection }) },
    'connections.ended': { reads: true, allowed: viewers, args: ofUser },
    'connections.disconnect': {
        reads: false, allowed: moderators, args: ({ connection }) => ({ connection }),
        done: (was, is) => was.connections.length === 1 && !is.connections.length && is.sessions.length === 1,
    },
};

export async function tour(visit) {
    const { does, fails, user } = visit;
    const { items } = await does('connections.list', { user });
    assert.equal(items.length, 2);
    await pages(visit, 'connections.list', { user }, 2);
    const [{ id: connection }] = items;
    assert.equal((await does('connections.show', { connection })).username, user);
    await fails('connection_not_found', 'connections.show', { connection: noConnection });
    const dry = await does('connections.disconnect', { connection, dryRun: true });
    assert.deepEqual([dry.connection.id, dry.connection.username, dry.dryRun], [connection, user, true]);
    const closed = await does('connections.disconnect', { connection, reason: 'maintenance' });
    assert.deepEqual([closed.connection.id, closed.dryRun], [connection, false]);
    const record = await does('connections.record', { connection });
    assert.deepEqual([record.connection.id, record.connection.username, record.cut], [connection, user, false]);
    assert.equal(record.items.at(-1).event, 'connected');
    await pages(visit, 'connections.record', { connection }, 2, 'before');
    await fails('connection_not_found', 'connections.record', { connection: noConnection });
    await does('connections.ended', { user });
    await fails('connection_not_found', 'connections.disconnect', { connection: noConnection });
}
