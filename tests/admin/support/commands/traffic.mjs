// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { noRoom, ofRoom, viewers } from './common.mjs';

export const rows = {
    // What it shows, and to whom, is in traffic.test.mjs.
    'traffic.reveal': { reads: false, allowed: viewers, args: ofRoom, target: ({ room }) => room, done: (was, is, { room }) => Boolean(room) },
};

export async function tour({ does, fails }) {
    const reveal = { room: 'gardening', reason: 'a complaint' };
    await fails('validation_failed', 'traffic.reveal', { room: 'gardening' });
    await fails('validation_failed', 'traffic.reveal', { ...reveal, off: true });
    await fails('room_not_found', 'traffic.reveal', { ...reveal, room: noRoom });
    assert.equal((await does('traffic.reveal', { ...reveal, dryRun: true })).dryRun, true);
    await fails('conflict', 'traffic.reveal', { off: true });
    const { shown, room, reason, until } = await does('traffic.reveal', reveal);
    assert.deepEqual([shown, room, reason], [true, 'Gardening', 'a complaint']);
    assert.ok(Date.parse(until) > Date.now());
    assert.equal((await does('traffic.reveal', { off: true })).shown, false);
    await fails('conflict', 'traffic.reveal', { off: true });
}
