// SPDX-License-Identifier: GPL-3.0-or-later
import assert from 'node:assert/strict';
import { newAuthor } from '../administrators.mjs';
import { moderators, noRoom, ofRoom, pages, viewers } from './common.mjs';

export const rows = {
    'messages.list': { reads: true, allowed: viewers, args: ofRoom },
    'messages.proof': { reads: true, allowed: viewers, args: ({ message }) => ({ message }), newVictim: newAuthor },
    'messages.redact': {
        reads: false, allowed: moderators, args: ({ message }) => ({ message }), newVictim: newAuthor,
        target: ({ message }) => message,
        done: (was, is) => was.messages[0].text === 'Buy now!' && is.messages[0].text === '' && is.messages[0].deletedAt !== null,
    },
};

export async function tour(visit) {
    const { does, fails, user, writer, written, asWriter } = visit;
    const { id: room } = await does('rooms.show', { room: 'gardening' });
    await written(room);
    const { ok: { id: message } } = await asWriter('message.post', { roomId: room, text: 'Buy now!' });
    const { items } = await does('messages.list', { room: 'gardening' });
    assert.deepEqual([items[0].id, items[0].author, items[0].text], [message, writer, 'Buy now!']);
    assert.deepEqual((await does('messages.list', { room, user: writer })).items, items);
    assert.deepEqual((await does('messages.list', { room, user })).items, []);
    await pages(visit, 'messages.list', { room }, items.length, 'before');
    await fails('room_not_found', 'messages.list', { room: noRoom });
    await fails('user_not_found', 'messages.list', { room, user: 'nobody' });

    const proof = await does('messages.proof', { message });
    assert.deepEqual([proof.message.id, proof.message.author], [message, writer]);
    await fails('message_not_found', 'messages.proof', { message: noRoom });
    await fails('message_not_found', 'messages.redact', { message: noRoom });
    await does('messages.redact', { message, dryRun: true });
    assert.deepEqual((await does('messages.list', { room })).items, items);
    const { message: redacted } = await does('messages.redact', { message, reason: 'spam' });
    assert.deepEqual([redacted.id, redacted.text, redacted.author], [message, '', writer]);
    assert.deepEqual((await does('messages.list', { room, limit: 1 })).items, [redacted]);
    await fails('conflict', 'messages.redact', { message });
}
