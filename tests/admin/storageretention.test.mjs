// SPDX-License-Identifier: GPL-3.0-or-later
// Messages that are old enough to go, in a whole server.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Server } from '../clients/support/server.mjs';
import { connect, next } from '../clients/support/sockets.mjs';
import { eventually } from './support/administrators.mjs';
import { AdminSocket } from './support/adminsocket.mjs';
import { history, peopleInARoom, sql } from './support/storage.mjs';

const day = 86400_000;

/** Old and new messages in a room, in a direct conversation, and in a room of ann's own. */
async function postEverywhere(server) {
    const { users: [ann, bob], room } = await peopleInARoom(server, 2);
    const post = async (roomId, text) => (await server.api('POST', `/api/v1/rooms/${roomId}/messages`, { text }, ann.token)).body;
    const { body: talk } = await server.api('POST', '/api/v1/directs', { userId: bob.account.id }, ann.token);
    const { body: kept } = await server.api('POST', '/api/v1/rooms', { name: 'Kept' }, ann.token);
    for (const roomId of [room.id, talk.id, kept.id]) {
        for (const text of ['old', 'older than it looks', 'new'])
            await post(roomId, text);
    }
    return { ann, bob, room, talk, kept, post };
}

test('old messages go when the server has a retention', async (t) => {
    const server = new Server();
    const file = join(server.dir, 'test.toml');
    server.env = { PARLANCE_CONFIG: file };
    writeFileSync(file, '');
    await server.start();
    const { ann, bob, room, talk, kept, post } = await postEverywhere(server);
    await server.stop();
    sql(server.dir, `UPDATE messages SET created_at = created_at - ${10 * day} WHERE text <> 'new'`);
    await server.start();
    let admin = await AdminSocket.open(server);
    t.after(() => admin.close());
    const planned = await admin.ok('storage.retention', { days: 5, dryRun: true });
    assert.deepEqual([planned.rooms, planned.messages], [3, 6]);
    assert.ok(Date.parse(planned.oldestAt) < Date.now() - 9 * day);
    assert.equal((await admin.ok('storage.retention', { dryRun: true })).messages, 0);
    assert.equal((await admin.ok('storage.retention', { room: 'Kept', days: 0 })).messages, 0);
    assert.equal((await admin.ok('storage.retention', { days: 5, dryRun: true })).messages, 4);
    assert.equal((await admin.ok('storage.status')).retention.lastRun, null);
    await admin.close();
    await server.stop();

    writeFileSync(file, '[storage]\nretention_days = 5\n');
    await server.start();
    admin = await AdminSocket.open(server);
    await eventually(async () => (await admin.ok('storage.status')).retention.lastRun?.endedAt, 'the run');
    const { retention } = await admin.ok('storage.status');
    assert.deepEqual([retention.days, retention.rooms.map(({ name, days }) => [name, days])], [5, [['Kept', 0]]]);
    assert.deepEqual([retention.lastRun.rooms, retention.lastRun.messages, retention.lastRun.oldestAt], [2, 4, planned.oldestAt]);
    const texts = async (roomId) => [...(await history(server, roomId, ann.token)).values()].map(({ text }) => text);
    assert.deepEqual([await texts(room.id), await texts(talk.id), (await texts(kept.id)).length], [['new'], ['new'], 3]);
    await eventually(() => /INFO parlance.retention: 4 messages of 2 rooms were old enough to go/.test(server.stderr), 'the line in the log');
    // The members of a room learn it when its own value is set.
    const socket = await connect(server.url, bob.token);
    t.after(() => socket.close());
    const purged = next(socket, 'room.purged');
    assert.equal((await server.api('POST', `/api/v1/rooms/${kept.id}/join`, undefined, bob.token)).status, 200);
    const tried = await admin.ok('storage.retention', { room: 'Kept', days: 5, dryRun: true });
    assert.deepEqual([tried.rooms, tried.messages, (await texts(kept.id)).length], [1, 2, 3]);
    await admin.ok('storage.retention', { room: 'Kept', days: 5 });
    const [event] = await purged;
    assert.deepEqual([event.roomId, event.purgedSeq, await texts(kept.id)], [kept.id, 2, ['new']]);
    // The counters of the rooms do not fall: the purge has taken a value of its own.
    assert.equal((await post(room.id, 'on it goes')).seq, 5);
    await server.stop();
    await eventually(() => sql(server.dir, "SELECT count(*) FROM messages WHERE text LIKE 'old%'") === '0', 'the rows');
});
