// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { moderators, noRoom, ofRoom, pages, viewers } from './common.mjs';

const frozenBecomes = (frozen) => (was, is) => was.rooms[0].frozen !== frozen && is.rooms[0].frozen === frozen;

export const rows = {
    'rooms.list': { reads: true, allowed: viewers, args: ({ room }) => ({ search: room }) },
    'rooms.show': { reads: true, allowed: viewers, args: ofRoom },
    'rooms.freeze': { reads: false, allowed: moderators, args: ofRoom, target: ({ room }) => room, done: frozenBecomes(true) },
    'rooms.unfreeze': {
        reads: false, allowed: moderators, args: ofRoom, target: ({ room }) => room,
        prepare: ({ local }, { room }) => local.ok('rooms.freeze', { room }), done: frozenBecomes(false),
    },
};

export async function tour(visit) {
    const { does, fails, user, written } = visit;
    await does('rooms.list');
    const { items: [listed] } = await does('rooms.list', { search: 'garden' });
    assert.equal(listed.owner, user);
    await pages(visit, 'rooms.list', { search: 'ing' }, 2);
    assert.deepEqual(await does('rooms.show', { room: 'gardening' }), listed);
    assert.deepEqual(await does('rooms.show', { room: listed.id }), listed);
    await fails('room_not_found', 'rooms.show', { room: noRoom });
    await written(listed.id);
    for (const [name, frozen] of [['rooms.freeze', true], ['rooms.unfreeze', false]]) {
        await fails('room_not_found', name, { room: noRoom });
        assert.equal((await does(name, { room: 'gardening', dryRun: true })).room.frozen, frozen);
        assert.deepEqual((await does(name, { room: 'gardening', reason: 'a quarrel' })).room, { ...listed, members: 2, frozen });
        await fails('conflict', name, { room: listed.id });
        assert.equal((await does('rooms.show', { room: listed.id })).frozen, frozen);
        await written(listed.id, frozen ? 'room_frozen' : undefined);
    }
}
