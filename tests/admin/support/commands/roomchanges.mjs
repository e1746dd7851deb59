// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { newAuthor, newOwner } from '../administrators.mjs';
import { moderators, noRoom, ofRoom } from './common.mjs';

const target = ({ room }) => room;
const isGone = (was, is) => was.rooms.length === 1 && !is.rooms.length;

export const rows = {
    'rooms.slow-mode': {
        reads: false, allowed: moderators, args: ({ room }) => ({ room, seconds: 30 }), target,
        done: (was, is) => was.rooms[0].slowMode === 0 && is.rooms[0].slowMode === 30,
    },
    'rooms.transfer': {
        reads: false, allowed: moderators, args: ({ room, heir }) => ({ room, user: heir }), newVictim: newOwner, target,
        done: (was, is) => isGone(was, is) && is.details.rooms === was.details.rooms,
    },
    'rooms.delete': {
        reads: false, allowed: moderators, args: ofRoom, target,
        done: (was, is) => isGone(was, is) && is.details.rooms === was.details.rooms - 1,
    },
    'rooms.purge': {
        reads: false, allowed: moderators, args: ({ room }) => ({ room, before: new Date().toISOString() }), newVictim: newAuthor, target,
        done: (was, is) => was.messages.length === 1 && !is.messages.length,
    },
};

export async function tour(visit) {
    const room = await visit.does('rooms.show', { room: 'gardening' });
    await visit.written(room.id);
    await slowMode(visit, room);
    await purge(visit, room);
    await owners(visit, room);
}

async function slowMode({ does, fails, asWriter }, { id: room }) {
    await does('rooms.slow-mode', { room, seconds: 600, dryRun: true });
    assert.equal((await does('rooms.slow-mode', { room: 'gardening', seconds: 600 })).room.slowMode, 600);
    await fails('conflict', 'rooms.slow-mode', { room, seconds: 600 });
    await fails('room_not_found', 'rooms.slow-mode', { room: noRoom, seconds: 600 });
    await fails('validation_failed', 'rooms.slow-mode', { room, seconds: 21601 });
    await fails('validation_failed', 'rooms.slow-mode', { room, seconds: -1 });
    const post = { roomId: room, text: 'Hello', clientId: 'slow' };
    const { ok: posted } = await asWriter('message.post', post);
    assert.equal((await asWriter('message.post', post)).ok.id, posted.id);
    const { status, error } = await asWriter('message.post', { ...post, clientId: undefined });
    assert.deepEqual([status, error.code], [429, 'rate_limited']);
    assert.ok(error.retryAfter > 500 && error.retryAfter <= 600);
    assert.equal((await does('rooms.show', { room })).slowMode, 600);
    assert.equal((await does('rooms.slow-mode', { room, seconds: 0 })).room.slowMode, 0);
    assert.ok((await asWriter('message.post', { ...post, clientId: undefined })).ok);
}

async function purge({ does, fails, asWriter }, { id: room }) {
    const { ok: { messages } } = await asWriter('message.list', { roomId: room });
    const before = new Date(Date.parse(messages.at(-1).createdAt) + 1).toISOString();
    await fails('room_not_found', 'rooms.purge', { room: noRoom, before });
    await fails('validation_failed', 'rooms.purge', { room });
    await fails('validation_failed', 'rooms.purge', { room, before: '2999-01-01T00:00:00Z' });
    assert.equal((await does('rooms.purge', { room, before, dryRun: true })).messages, messages.length);
    assert.equal((await does('rooms.purge', { room, before: '1h' })).messages, 0);
    assert.equal((await does('rooms.purge', { room, before })).messages, messages.length);
    assert.equal((await does('rooms.purge', { room, before, dryRun: true })).messages, 0);
    const { ok: left } = await asWriter('message.list', { roomId: room });
    assert.deepEqual(left.messages, []);
    const { ok: { purgedSeq } } = await asWriter('message.changes', { roomId: room, since: 0 });
    assert.equal(purgedSeq, messages.at(-1).seq);
    const { ok: { rooms: [resumed] } } = await asWriter('message.resume', { rooms: [{ roomId: room, since: 0 }] });
    assert.equal(resumed.purgedSeq, purgedSeq);
}

async function owners({ does, fails, user, writer, asWriter }, { id: room }) {
    const { ok: shed } = await asWriter('room.create', { name: 'The shed' });
    await fails('limit_reached', 'rooms.transfer', { room, user: writer });
    await fails('room_not_found', 'rooms.delete', { room: noRoom });
    await asWriter('message.post', { roomId: shed.id, text: 'Hello' });
    const dry = await does('rooms.delete', { room: 'the shed', dryRun: true });
    assert.deepEqual([dry.room.id, dry.messages], [shed.id, 1]);
    assert.deepEqual(await does('rooms.delete', { room: 'the shed', reason: 'empty' }), { ...dry, dryRun: false });
    await fails('room_not_found', 'rooms.delete', { room: shed.id });
    await fails('room_not_found', 'rooms.transfer', { room: noRoom, user });
    await fails('user_not_found', 'rooms.transfer', { room, user: 'nobody' });
    await fails('not_member', 'rooms.transfer', { room, user: 'kate' });
    await fails('conflict', 'rooms.transfer', { room, user });
    assert.equal((await does('rooms.transfer', { room, user: writer, dryRun: true })).room.owner, writer);
    assert.equal((await does('rooms.transfer', { room, user: writer })).room.owner, writer);
    assert.equal((await does('rooms.transfer', { room, user })).room.owner, user);
    assert.equal((await asWriter('room.get', { roomId: room })).ok.role, 'moderator');
}
