// SPDX-License-Identifier: GPL-3.0-or-later
// SIGKILL during backups and restores: afterwards there is a working server with all that was acknowledged.
import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startServer } from '../clients/support/server.mjs';
import { start, temporaryDirectory } from '../integration/support/process.mjs';
import { eventually } from './support/administrators.mjs';
import { AdminSocket } from './support/adminsocket.mjs';
import { assertHolds, backupsOf, grow, history, peopleInARoom, restored, sql, Writers } from './support/storage.mjs';

const kills = 10;
const megabytes = 40;

test(`${kills} kills during a backup under load`, async (t) => {
    const server = await startServer();
    const people = await peopleInARoom(server);
    await server.stop();
    grow(server.dir, megabytes);
    await server.start();
    const acked = [];
    let admin = await AdminSocket.open(server);
    t.after(() => admin.close());
    const begin = performance.now();
    await admin.ok('storage.backup', { name: 'whole' });
    const whole = performance.now() - begin;
    let interrupted = 0;
    for (let i = 0; i < kills; ++i) {
        const writers = await Writers.start(server, people, `round ${i}`);
        await writers.reach(20);
        const answer = admin.call('storage.backup', { name: `round-${i}` }).catch(() => null);
        // From its beginning to its end.
        await pause(whole * i / (kills - 1));
        await server.kill();
        acked.push(...await writers.stop());
        interrupted += (await answer) ? 0 : 1;
        await server.start();
        // What was left half done goes at the start.
        await eventually(() => !backupsOf(server).some((name) => name.endsWith('.partial')), 'no partial file');
        admin = await AdminSocket.open(server);
    }
    assert.ok(interrupted > 0, 'no kill came in time');
    assertHolds(await history(server, people.room.id, people.users[0].token), acked, 'after the kills');
    assert.equal((await admin.ok('storage.integrity-check', { full: true })).intact, true);
    for (const name of backupsOf(server))
        assert.ok((await admin.ok('storage.restore', { name, dryRun: true })).holdsSecret, name);
    await admin.close();
    await server.stop();
});

/** What the room holds after the server has started: it works, and nothing of a restore is left. */
async function afterStart(server, people) {
    await server.start();
    const found = await history(server, people.room.id, people.users[0].token);
    const { status, body } = await server.api('POST', `/api/v1/rooms/${people.room.id}/messages`, { text: 'works' }, people.users[1].token);
    assert.deepEqual([status, body.seq], [201, found.size + 1]);
    await server.stop();
    assert.equal(sql(server.dir, "SELECT count(*) FROM sqlite_master WHERE name = 'parlance_backup'"), '0');
    assert.equal(sql(server.dir, 'PRAGMA quick_check'), 'ok');
    assert.ok(!existsSync(join(server.dir, 'parlance.db-wal')));
    assert.deepEqual(readdirSync(server.dir).filter((name) => name.includes('.partial')), []);
    return found;
}

test(`${kills} kills during a restore`, async () => {
    const server = await startServer();
    const people = await peopleInARoom(server, 2);
    const post = (text) => server.api('POST', `/api/v1/rooms/${people.room.id}/messages`, { text }, people.users[0].token);
    const old = [];
    for (const text of ['one', 'two'])
        old.push((await post(text)).body);
    await server.stop();
    grow(server.dir, megabytes);
    await server.start();
    const outside = temporaryDirectory();
    const admin = await AdminSocket.open(server);
    const [earlier, later] = ['earlier', 'later'].map((name) => join(outside, name));
    await admin.ok('storage.backup', { name: earlier });
    old.push((await post('three')).body);
    await admin.ok('storage.backup', { name: later });
    await admin.close();
    await server.kill();
    await restored(server.dir, later);

    const begin = performance.now();
    await restored(server.dir, earlier);
    const whole = performance.now() - begin;
    let [interrupted, replaced] = [0, 0];
    for (let i = 0; i < kills; ++i) {
        await restored(server.dir, later);
        const restoring = start(['--data', server.dir, 'restore', earlier]);
        await pause(whole * (i + 1) / kills);
        restoring.child.kill('SIGKILL');
        interrupted += (await restoring.ended).signal ? 1 : 0;
        const found = await afterStart(server, people);
        // Either all of the one or all of the other.
        assertHolds(found, found.size === 3 ? old : old.slice(0, 2), `kill ${i}`);
        assert.ok([2, 3].includes(found.size), `kill ${i}: ${found.size} messages`);
        replaced += found.size === 2 ? 1 : 0;
    }
    assert.ok(interrupted > 0, 'no kill came in time');
    assert.ok(replaced < kills, 'no kill came before the end');
    // The next one cleans up.
    await restored(server.dir, later);
    assert.deepEqual(readdirSync(server.dir).filter((name) => name.endsWith('.partial')), []);
});
