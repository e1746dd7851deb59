// SPDX-License-Identifier: GPL-3.0-or-later
// message.resume, for clients that cannot recover by themselves: over REST, Socket.IO and plain
// WebSocket.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPlain } from './support/plainsocket.mjs';
import { startServer } from './support/server.mjs';
import { connect } from './support/sockets.mjs';

let server;
let alice;
let bob;
before(async () => {
    server = await startServer();
    [alice, bob] = await Promise.all(['alice', 'bob'].map((name) => server.register(name)));
});
after(() => server.stop());

async function rest(method, path, body, { token } = alice) {
    const answer = await server.api(method, `/api/v1${path}`, body, token);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status}`);
    return answer.body;
}
const post = (room, text) => rest('POST', `/rooms/${room.id}/messages`, { text });

/** A room that Bob is in. */
async function room(name) {
    const made = await rest('POST', '/rooms', { name });
    await rest('POST', `/rooms/${made.id}/join`, {}, bob);
    return made;
}

/** How Bob asks: `ask(rooms)` answers { ok } or { error }. */
const ways = {
    REST: async () => async (rooms) => {
        const { body } = await server.api('POST', '/api/v1/messages/resume', { rooms }, bob.token);
        return body.error ? body : { ok: body };
    },
    'Socket.IO': async (context) => {
        const socket = await connect(server.url, bob.token);
        context.after(() => socket.close());
        return (rooms) => socket.timeout(15000).emitWithAck('message.resume', { rooms });
    },
    WebSocket: async (context) => {
        const socket = await openPlain(server.url, bob.token);
        context.after(() => socket.close());
        return (rooms) => socket.call('message.resume', { rooms });
    },
};

for (const [way, open] of Object.entries(ways)) {
    test(`rooms are resumed over ${way}`, async (context) => {
        const ask = await open(context);
        const [busy, quiet, left, removed, deleted] = await Promise.all(
            ['busy', 'quiet', 'left', 'removed', 'deleted'].map((name) => room(`${name} over ${way}`)));
        const old = await post(busy, 'old');
        const gone = await post(busy, 'gone');
        const seen = gone.seq;
        await post(quiet, 'seen');
        const fresh = await post(busy, 'fresh');
        await rest('PATCH', `/messages/${old.id}`, { text: 'edited' });
        await rest('DELETE', `/messages/${gone.id}`);
        await rest('POST', `/rooms/${left.id}/leave`, {}, bob);
        await rest('DELETE', `/rooms/${removed.id}/members/${bob.account.id}`);
        await rest('DELETE', `/rooms/${deleted.id}`);

        const places = [[busy, seen], [quiet, 1], [left, 0], [removed, 0], [deleted, 0], [quiet, 2]]
            .map(([{ id }, since]) => ({ roomId: id, since }));
        const { ok: { rooms } } = await ask(places);
        assert.deepEqual(rooms.map(({ roomId }) => roomId), places.map(({ roomId }) => roomId));
        assert.deepEqual(rooms[0].messages.map(({ seq, text, deletedAt }) => [seq, text, deletedAt !== null]),
            [[fresh.seq, 'fresh', false], [old.seq, 'edited', false], [gone.seq, '', true]]);
        assert.deepEqual([rooms[0].until, rooms[0].more], [5, false]);
        assert.deepEqual([rooms[1].messages, rooms[1].until], [[], 1]);
        assert.deepEqual(rooms.map(({ error }) => error?.code), [
            undefined, undefined, 'not_member', 'not_member', 'room_not_found', 'reload_required']);
        assert.match(rooms[5].error.message, /load it anew/);

        assert.deepEqual((await ask([])).ok, { rooms: [] });
        for (const wrong of [undefined, {}, 'x', [1], [{ roomId: busy.id }], Array(101).fill(places[0])])
            assert.equal((await ask(wrong)).error.code, 'validation_failed');
        assert.equal((await ask(Array(100).fill(places[0]))).ok.rooms.length, 100);
    });
}

test('what is too much for one answer is resumed piece by piece', async (context) => {
    const ask = await ways.WebSocket(context);
    const writer = await connect(server.url, alice.token);
    context.after(() => writer.close());
    const rooms = await Promise.all(Array.from({ length: 7 }, (_, i) => room(`piece ${i}`)));
    for (const { id } of rooms) {
        await Promise.all(Array.from({ length: 210 }, (_, i) =>
            writer.timeout(15000).emitWithAck('message.post', { roomId: id, text: `${i}` })));
    }
    const got = new Map(rooms.map(({ id }) => [id, []]));
    let places = rooms.map(({ id }) => ({ roomId: id, since: 0 }));
    let rounds = 0;
    for (; places.length > 0; ++rounds) {
        const { ok } = await ask(places);
        assert.ok(ok.rooms.reduce((sum, { messages }) => sum + messages.length, 0) <= 1000);
        for (const { roomId, messages } of ok.rooms) {
            assert.ok(messages.length <= 200);
            got.get(roomId).push(...messages);
        }
        places = ok.rooms.filter(({ more }) => more).map(({ roomId, until }) => ({ roomId, since: until }));
    }
    // Five pages; the rests of those and two pages; the rests of these.
    assert.equal(rounds, 3);
    for (const messages of got.values())
        assert.deepEqual(messages.map(({ text }) => text), Array.from({ length: 210 }, (_, i) => `${i}`));
});
