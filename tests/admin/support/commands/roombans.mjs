// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { newGuest } from '../administrators.mjs';
import { administrator, moderators, noRoom, ofRoom, pages, viewers } from './common.mjs';

const ofHall = ({ hall, username }) => ({ room: hall, user: username });
const left = (was, is) => was.details.rooms === is.details.rooms + 1 && is.connections.length === 1;

async function newBanned(place) {
    const guest = await newGuest(place);
    await place.local.ok('rooms.ban', ofHall(guest));
    return guest;
}

export const rows = {
    'rooms.kick': { reads: false, allowed: moderators, args: ofHall, newVictim: newGuest, done: left },
    'rooms.ban': {
        reads: false, allowed: moderators, args: (victim) => ({ ...ofHall(victim), for: '1h' }), newVictim: newGuest,
        done: (was, is) => left(was, is) && !was.bans.length && is.bans.length === 1,
    },
    'rooms.unban': {
        reads: false, allowed: moderators, args: ofHall, newVictim: newBanned,
        done: (was, is) => was.bans.length === 1 && !is.bans.length,
    },
    'rooms.bans': { reads: true, allowed: viewers, args: ofRoom },
};

/** Every operation that names a room is refused to a banned user. */
async function isKeptOut(asWriter, roomId, userId) {
    const calls = {
        'room.get': {}, 'room.update': { name: 'No' }, 'room.delete': {}, 'room.join': {}, 'room.leave': {}, 'room.read': { seq: 1 },
        'room.online': {}, 'room.typing': { typing: true }, 'member.list': {}, 'member.update': { userId, role: 'member' },
        'member.remove': { userId }, 'invitation.create': { userId }, 'message.post': { text: 'Hello' }, 'message.list': {},
        'message.changes': { since: 0 },
    };
    for (const [name, args] of Object.entries(calls)) {
        const { error } = await asWriter(name, { roomId, ...args });
        assert.deepEqual([error?.code, error?.message], ['banned_from_room', 'You are banned from this room: spam'], name);
    }
    const { ok: { rooms: [resumed] } } = await asWriter('message.resume', { rooms: [{ roomId, since: 0 }] });
    assert.equal(resumed.error.code, 'banned_from_room');
}

export async function tour(visit) {
    const { does, fails, user, writer, written, asWriter } = visit;
    const { id: roomId, ownerId } = await does('rooms.show', { room: 'gardening' });
    const bob = { room: 'gardening', user: writer };
    await written(roomId);
    for (const name of ['rooms.kick', 'rooms.ban', 'rooms.unban']) {
        await fails('room_not_found', name, { room: noRoom, user: writer });
        await fails('user_not_found', name, { room: roomId, user: 'nobody' });
        await fails('conflict', name, { room: roomId, user });
        await fails('conflict', name, { room: roomId, user: administrator });
    }
    await fails('not_member', 'rooms.kick', { room: roomId, user: 'kate' });
    assert.equal((await does('rooms.kick', { ...bob, dryRun: true })).room.members, 1);
    const kicked = await does('rooms.kick', { ...bob, reason: 'spam' });
    assert.deepEqual([kicked.username, kicked.room.members], [writer, 1]);
    assert.equal((await asWriter('message.post', { roomId, text: 'Hello' })).error.code, 'not_member');
    await written(roomId);

    await does('rooms.ban', { ...bob, for: '2h', dryRun: true });
    const { ban, endedMembership } = await does('rooms.ban', { ...bob, reason: 'spam' });
    assert.deepEqual([ban.username, ban.roomId, ban.reason, ban.until, endedMembership], [writer, roomId, 'spam', null, true]);
    await isKeptOut(asWriter, roomId, ownerId);
    assert.deepEqual((await does('rooms.bans', { room: 'gardening' })).items, [ban]);
    await does('rooms.ban', { room: roomId, user: 'kate', for: '2h' });
    await pages(visit, 'rooms.bans', { room: roomId }, 2);
    await fails('room_not_found', 'rooms.bans', { room: noRoom });
    await does('rooms.unban', { ...bob, dryRun: true });
    for (const banned of [writer, 'kate'])
        await does('rooms.unban', { room: roomId, user: banned });
    await fails('conflict', 'rooms.unban', bob);
    await written(roomId);
}
