// SPDX-License-Identifier: GPL-3.0-or-later
// Calls every operation that is available over all transports, including refused calls.
import assert from 'node:assert/strict';

/** The limits that the tour requires. */
export const tourLimits = { rooms_owned_per_user: 1, members_per_room: 2, directs_per_user: 1, open_reports_per_user: 1 };

/**
 * @param {(who: string, name: string, args?: object) => Promise<any>} call answers { ok } or { error }
 * @param {Record<string, string>} ids of alice, bob and carol
 */
export async function tour(call, ids, prefix) {
    const does = async (who, name, args) => {
        const answer = await call(who, name, args);
        assert.ok(answer.ok, `${name} of ${who}: ${JSON.stringify(answer)}`);
        return answer.ok;
    };
    const fails = async (code, who, name, args) => {
        const answer = await call(who, name, args);
        assert.equal(answer.error?.code, code, `${name} of ${who}: ${JSON.stringify(answer)}`);
    };
    const visit = { does, fails, ids, prefix };
    await people(visit);
    const roomId = await publicRoom(visit);
    await messages(visit, roomId);
    await members(visit, roomId);
    await privateRoom(visit);
    await direct(visit);
}

async function people({ does, fails, ids, prefix }) {
    await does('alice', 'account.get');
    await does('alice', 'user.search', { prefix, limit: 10 });
    await does('alice', 'user.online');
    await does('alice', 'user.get', { userId: ids.bob });
    const report = { userId: ids.bob, reason: 'sends advertisements' };
    const { id } = await does('alice', 'user.report', report);
    assert.equal((await does('alice', 'user.report', report)).id, id);
    await fails('conflict', 'bob', 'user.report', report);
    await fails('user_not_found', 'alice', 'user.report', { ...report, userId: id });
    await fails('limit_reached', 'alice', 'user.report', { ...report, userId: ids.carol });
}

async function publicRoom({ does, fails, prefix }) {
    const { id: roomId } = await does('alice', 'room.create', { name: `${prefix} room`, private: false });
    await fails('room_name_taken', 'carol', 'room.create', { name: `${prefix} room` });
    const { id: bobs } = await does('bob', 'room.create', { name: `${prefix} of bob` });
    await fails('limit_reached', 'bob', 'room.create', { name: `${prefix} too many` });
    await does('alice', 'room.list', { scope: 'public', search: prefix });
    await does('alice', 'room.get', { roomId });
    await does('alice', 'room.update', { roomId, name: `${prefix} renamed` });
    await fails('room_name_taken', 'alice', 'room.update', { roomId, name: `${prefix} of bob` });
    await does('bob', 'room.join', { roomId });
    await fails('limit_reached', 'carol', 'room.join', { roomId });
    await fails('forbidden', 'bob', 'room.update', { roomId, name: `${prefix} of bob` });
    await fails('forbidden', 'bob', 'room.delete', { roomId });
    await does('bob', 'room.typing', { roomId, typing: true });
    await fails('not_member', 'carol', 'room.typing', { roomId, typing: true });
    await does('alice', 'room.online', { roomId });
    await does('bob', 'room.delete', { roomId: bobs });
    return roomId;
}

async function messages({ does, fails }, roomId) {
    const post = { roomId, text: 'The tomatoes are in!', clientId: 'c1' };
    const { id: messageId, seq } = await does('alice', 'message.post', post);
    await does('alice', 'message.post', post);
    await fails('not_member', 'carol', 'message.post', post);
    await does('bob', 'message.list', { roomId, limit: 10 });
    await does('bob', 'message.changes', { roomId, since: 0 });
    await does('bob', 'room.read', { roomId, seq });
    await fails('not_member', 'carol', 'room.read', { roomId, seq });
    await does('alice', 'message.edit', { messageId, text: 'The tomatoes are in the ground!' });
    await fails('forbidden', 'bob', 'message.edit', { messageId, text: 'No' });
    await fails('forbidden', 'bob', 'message.delete', { messageId });
    const report = { messageId, reason: 'insults a member' };
    const { id } = await does('bob', 'message.report', report);
    assert.equal((await does('bob', 'message.report', report)).id, id);
    await fails('conflict', 'alice', 'message.report', report);
    await fails('message_not_found', 'carol', 'message.report', { ...report, messageId: id });
    const { id: other } = await does('alice', 'message.post', { roomId, text: 'And the beans.' });
    await fails('limit_reached', 'bob', 'message.report', { ...report, messageId: other });
    await does('alice', 'message.delete', { messageId });
    const { rooms } = await does('bob', 'message.resume', { rooms: [{ roomId, since: 0 }, { roomId, since: 1000 }] });
    assert.deepEqual(rooms.map((room) => room.error?.code), [undefined, 'reload_required']);
}

async function members({ does, fails, ids, prefix }, roomId) {
    await does('bob', 'member.list', { roomId });
    await fails('conflict', 'alice', 'invitation.create', { roomId, userId: ids.bob });
    await fails('user_not_found', 'alice', 'invitation.create', { roomId, userId: roomId });
    await fails('user_not_found', 'alice', 'member.update', { roomId, userId: ids.carol, role: 'moderator' });
    await fails('user_not_found', 'alice', 'member.remove', { roomId, userId: ids.carol });
    await fails('forbidden', 'bob', 'member.update', { roomId, userId: ids.bob, role: 'moderator' });
    await does('alice', 'member.update', { roomId, userId: ids.bob, role: 'moderator' });
    await fails('forbidden', 'bob', 'member.remove', { roomId, userId: ids.alice });
    await fails('conflict', 'alice', 'room.leave', { roomId });
    await does('bob', 'room.leave', { roomId });
    await does('bob', 'room.join', { roomId });
    await does('alice', 'member.remove', { roomId, userId: ids.bob });
    await does('bob', 'room.join', { roomId });
    const { id: bobs } = await does('bob', 'room.create', { name: `${prefix} of bob` });
    await fails('limit_reached', 'alice', 'member.update', { roomId, userId: ids.bob, role: 'owner' });
    await does('bob', 'room.delete', { roomId: bobs });
    await does('alice', 'room.delete', { roomId });
}

async function privateRoom({ does, fails, ids, prefix }) {
    const { id: roomId } = await does('alice', 'room.create', { name: `${prefix} private`, private: true });
    await does('alice', 'invitation.create', { roomId, userId: ids.carol });
    await does('carol', 'invitation.list');
    await fails('not_member', 'carol', 'message.list', { roomId });
    await fails('not_member', 'carol', 'message.changes', { roomId, since: 0 });
    await fails('not_member', 'carol', 'member.list', { roomId });
    await fails('not_member', 'carol', 'room.online', { roomId });
    await fails('forbidden', 'carol', 'invitation.create', { roomId, userId: ids.bob });
    await does('carol', 'invitation.decline', { roomId });
    await does('alice', 'room.delete', { roomId });
}

async function direct({ does, fails, ids }) {
    const { id: roomId } = await does('alice', 'direct.open', { userId: ids.bob });
    await does('alice', 'direct.open', { userId: ids.bob });
    await fails('conflict', 'alice', 'direct.open', { userId: ids.alice });
    await fails('limit_reached', 'alice', 'direct.open', { userId: ids.carol });
    await fails('forbidden', 'bob', 'room.join', { roomId });
    await fails('forbidden', 'bob', 'room.leave', { roomId });
}
