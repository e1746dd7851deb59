// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { administrator, moderators, noRoom, nothing, ofUser, pages, viewers } from './common.mjs';

const mute = ({ local }, { username }) => local.ok('users.mute', { user: username });

export const rows = {
    'users.mute': {
        reads: false, allowed: moderators, args: ({ username }) => ({ user: username, for: '1h' }),
        done: (was, is) => !was.mutes.length && is.mutes.length === 1 && is.connections.length === 1,
    },
    'users.unmute': {
        reads: false, allowed: moderators, args: ofUser, prepare: mute,
        done: (was, is) => was.mutes.length === 1 && !is.mutes.length,
    },
    'mutes.list': { reads: true, allowed: viewers, args: nothing },
};

export async function tour(visit) {
    const { does, fails, writer, written } = visit;
    const { items: [{ id: roomId }] } = await does('rooms.list', { search: 'garden' });
    const muted = { user: writer, reason: 'spam' };
    for (const name of ['users.mute', 'users.unmute']) {
        await fails('user_not_found', name, { user: 'nobody' });
        await fails('room_not_found', name, { user: writer, room: noRoom });
        await fails('conflict', name, { user: administrator });
    }
    await fails('conflict', 'users.unmute', { user: writer });
    await does('users.mute', { ...muted, dryRun: true });
    await written(roomId);
    for (const room of [{}, { room: 'gardening' }]) {
        const { mute } = await does('users.mute', { ...muted, ...room, for: '2h' });
        assert.deepEqual([mute.username, mute.roomId, mute.reason], [writer, room.room ? roomId : null, 'spam']);
        await written(roomId, 'muted');
        assert.deepEqual((await does('mutes.list')).items, [mute]);
        assert.deepEqual((await does('users.unmute', { user: writer, ...room, dryRun: true })).mute, mute);
        await written(roomId, 'muted');
        await does('users.unmute', { user: writer, ...room });
        await written(roomId);
    }
    const until = new Date(Date.now() + 60000).toISOString();
    assert.equal((await does('users.mute', { user: writer, until })).mute.until, until);
    assert.equal((await does('users.mute', { user: writer, room: roomId })).mute.until, null);
    await pages(visit, 'mutes.list', {}, 2);
    await fails('validation_failed', 'mutes.list', { after: 'x' });
}
