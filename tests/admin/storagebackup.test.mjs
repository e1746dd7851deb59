// SPDX-License-Identifier: GPL-3.0-or-later
// Backups of a running server: what they hold, who may make them where, and what happens when they fail.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Server, startServer } from '../clients/support/server.mjs';
import { run, temporaryDirectory } from '../integration/support/process.mjs';
import { eventually, overRest } from './support/administrators.mjs';
import { AdminSocket } from './support/adminsocket.mjs';
import { Console } from './support/console.mjs';
import { signInAdministrator } from './support/commands/index.mjs';
import { assertHolds, backupsOf, emptyData, grow, history, modeOf, peopleInARoom, restored, Writers } from './support/storage.mjs';

const partials = (dir) => readdirSync(dir).filter((name) => name.endsWith('.partial'));

function startWith(storage, options = {}) {
    const server = new Server(options);
    const file = join(server.dir, 'test.toml');
    writeFileSync(file, `[storage]\n${storage}\n`);
    server.env = { ...server.env, PARLANCE_CONFIG: file };
    return server.start();
}

test('a backup under full write load holds every message that was acknowledged before it', async (t) => {
    const server = await startServer();
    const people = await peopleInARoom(server);
    await server.stop();
    grow(server.dir, 20);
    const umask = process.umask(0);
    await server.start();
    process.umask(umask);
    const admin = await AdminSocket.open(server);
    t.after(() => admin.close());
    const target = join(temporaryDirectory(), 'loaded.parlance-backup');
    const writers = await Writers.start(server, people, 'load');
    await writers.reach(300);
    const before = [...writers.acked];
    const { backup } = await admin.ok('storage.backup', { name: target });
    await writers.reach(writers.acked.length + 100);
    const acked = await writers.stop();
    assert.ok(acked.length > before.length + 100);
    assert.equal(modeOf(target), '600');
    assert.ok(backup.messages >= before.length && backup.seconds > 0 && backup.bytes > 20e6, JSON.stringify(backup));
    assertHolds(await history(server, people.room.id, people.users[0].token), acked, 'the server itself');
    await admin.close();
    await server.stop();

    const dir = emptyData(temporaryDirectory());
    assert.match(await restored(dir, target), new RegExp(`${backup.messages} messages up to position ${backup.position}`));
    // The tokens of that time are valid: their secret was in the backup.
    const again = await startServer({ dir });
    const found = await history(again, people.room.id, people.users[1].token);
    assertHolds(found, before, 'the restored server');
    assert.equal(found.size, backup.messages);
    assert.deepEqual([...found.keys()], [...found.keys()].map((_, i) => i + 1), 'seq has gaps');
    const { body } = await again.api('POST', `/api/v1/rooms/${people.room.id}/messages`, { text: 'on it goes' }, people.users[2].token);
    assert.equal(body.seq, found.size + 1);
    await again.stop();
});

describe('a server of some size', () => {
    let server;
    let admin;
    before(async () => {
        server = await startServer();
        await peopleInARoom(server, 2);
        await server.stop();
        grow(server.dir, 30);
        await server.start();
        admin = await AdminSocket.open(server);
    });
    after(async () => {
        await admin.close();
        await server.stop();
    });

    test('one backup is made at a time', async () => {
        const others = await Promise.all([1, 2, 3].map(() => AdminSocket.open(server)));
        const answers = await Promise.all(others.map((each, i) => each.call('storage.backup', { name: `one-${i}` })));
        others.forEach((each) => each.close());
        const made = answers.filter(({ ok }) => ok);
        const refused = answers.filter(({ error }) => error?.code === 'conflict' && /being made already/.test(error.message));
        assert.ok(made.length >= 1 && refused.length >= 1, JSON.stringify(answers));
        assert.equal(made.length + refused.length, 3);
        assert.equal(backupsOf(server).filter((name) => name.startsWith('one-')).length, made.length);
    });

    test('the event loop and the other threads go on meanwhile', async () => {
        let answered = 0;
        const backup = admin.ok('storage.backup', { name: 'meanwhile' });
        const done = backup.then(() => true);
        while (!await Promise.race([done, server.api('GET', '/readyz').then(() => false)]))
            ++answered;
        assert.ok(answered > 0);
        assert.ok((await backup).backup.bytes > 30e6);
    });

    test('over the network only names in the directory of backups', async () => {
        const token = await signInAdministrator(server);
        const inside = await overRest(server, 'storage.backup', { name: 'inside.parlance-backup' }, token);
        assert.equal(inside.ok?.backup.path, join(server.dir, 'backups', 'inside.parlance-backup'), JSON.stringify(inside));
        const outside = temporaryDirectory();
        const before = backupsOf(server);
        for (const name of [join(outside, 'x'), '../x', '..', '.', '.hidden', 'a/b', 'a\\b', 'a\nb', 'a\u0000b', '/etc/passwd', '~/x/y', 'x.partial'])
            assert.equal((await overRest(server, 'storage.backup', { name }, token)).status, 400, JSON.stringify(name));
        assert.deepEqual([readdirSync(outside), backupsOf(server)], [[], before]);
        // A path is right on the same machine, also with a token.
        assert.ok((await admin.call('storage.backup', { name: join(outside, 'x') }, { as: token })).ok);
        const console = await Console.openLocal(server);
        assert.ok(await console.ok('storage.backup', { name: join(outside, 'by-console') }));
        await console.close();
        assert.equal((await overRest(server, 'storage.restore', { name: join(outside, 'x'), dryRun: true }, token)).status, 400);
        assert.ok((await admin.ok('storage.restore', { name: join(outside, 'x'), dryRun: true })).position >= 0);
        for (const name of [join(server.dir, 'parlance.db-journal'), `${outside}/../${server.dir.split('/').pop()}/y`, `${outside}/`, 'relative/x'])
            assert.equal((await admin.call('storage.backup', { name })).error?.code, 'validation_failed', name);
        assert.ok(!existsSync(join(server.dir, 'y')));
    });

    test('a target that cannot be written leaves no partial file', async () => {
        const outside = temporaryDirectory();
        writeFileSync(join(outside, 'file'), '');
        const cases = [
            [join(outside, 'missing', 'x'), 'validation_failed', /no such directory/],
            [join(outside, 'file', 'x'), 'validation_failed', /not a directory/],
            [join(outside, 'file'), 'conflict', /a file of this name already/],
            [join(outside, 'x'.repeat(250)), 'storage_failed', /too long/],
            ['/proc/self/x', 'storage_failed', /\/proc\/self\/x: /],
        ];
        for (const [name, code, message] of cases) {
            const { error } = await admin.call('storage.backup', { name });
            assert.equal(error?.code, code, `${name}: ${JSON.stringify(error)}`);
            assert.match(error.message, message);
        }
        assert.deepEqual(readdirSync(outside), ['file']);
        const { backups } = await admin.ok('storage.status');
        assert.match(backups.failure.message, /\/proc\/self\/x: /);
    });

    test('a full disk leaves no partial file, and the server goes on', async () => {
        const outside = temporaryDirectory();
        const { token } = await server.login('writer0');
        const { body: { rooms: [room] } } = await server.api('GET', '/api/v1/rooms', undefined, token);
        const limit = (bytes) => execFileSync('prlimit', ['--pid', String(server.child.pid), `--fsize=${bytes}:unlimited`]);
        limit(8 * 1024 * 1024);
        try {
            const { error } = await admin.call('storage.backup', { name: join(outside, 'full') });
            assert.equal(error?.code, 'storage_failed', JSON.stringify(error));
            assert.match(error.message, /full: (disk I\/O error|database or disk is full)/);
            assert.equal((await admin.call('storage.backup', { name: 'full' })).error?.code, 'storage_failed');
        } finally {
            limit('unlimited');
        }
        assert.deepEqual([readdirSync(outside), partials(join(server.dir, 'backups'))], [[], []]);
        assert.equal((await server.api('POST', `/api/v1/rooms/${room.id}/messages`, { text: 'still here' }, token)).status, 201);
        assert.ok((await admin.ok('storage.backup', { name: join(outside, 'full') })).backup.bytes > 30e6);
        assert.equal((await admin.ok('storage.status')).backups.failure, null);
    });

    test('stopping does not wait for a backup', async () => {
        const { ended, child } = { ended: admin.call('storage.backup', { name: 'stopped' }).catch(() => null), child: server.child };
        await server.stop();
        await ended;
        assert.equal(child.exitCode, 0);
        const left = backupsOf(server);
        assert.deepEqual(left.filter((name) => name.endsWith('.partial')), []);
        if (left.includes('stopped'))
            assert.equal((await run(['--data', server.dir, 'restore', '--dry-run', join(server.dir, 'backups', 'stopped')])).code, 0);
        await server.start();
        admin = await AdminSocket.open(server);
    });
});

test('scheduled backups', async () => {
    const server = await startWith('backup_interval = "1h"\nbackup_keep = 2');
    const scheduled = () => backupsOf(server).filter((name) => name.startsWith('scheduled-'));
    const status = async () => {
        const admin = await AdminSocket.open(server);
        const { backups } = await admin.ok('storage.status');
        await admin.close();
        return backups;
    };
    const dir = join(server.dir, 'backups');
    await eventually(() => scheduled().length === 1 && !scheduled()[0].endsWith('.partial'), 'the first backup');
    assert.equal(modeOf(dir), '700');
    await eventually(async () => (await status()).last, 'the state of the first backup');
    const { last, nextAt } = await status();
    assert.equal(Date.parse(nextAt) - Date.parse(last.createdAt) <= 3600_000, true);
    assert.equal(last.path, join(dir, scheduled()[0]));
    // It is due when it would have been without the restart.
    await server.restart();
    await eventually(async () => (await status()).last, 'the newest backup');
    assert.ok(Date.parse((await status()).nextAt) > Date.now() + 3500_000);
    assert.equal(scheduled().length, 1);

    // An hour and more has passed.
    await server.stop();
    copyFileSync(join(dir, scheduled()[0]), join(dir, 'manual.parlance-backup'));
    renameSync(join(dir, scheduled()[0]), join(dir, 'scheduled-20260102T000000Z.parlance-backup'));
    copyFileSync(join(dir, 'manual.parlance-backup'), join(dir, 'scheduled-20260101T000000Z.parlance-backup'));
    writeFileSync(join(dir, 'scheduled-20260103T000000Z.parlance-backup.parlance.partial'), 'killed');
    // Of another program, which copies something.
    writeFileSync(join(dir, 'film.partial'), 'half');
    await server.start();
    await eventually(() => scheduled().length === 2 && !scheduled().includes('scheduled-20260101T000000Z.parlance-backup'), 'the next backup');
    assert.ok(scheduled().includes('scheduled-20260102T000000Z.parlance-backup'));
    assert.ok(existsSync(join(dir, 'manual.parlance-backup')));
    assert.deepEqual(partials(dir), ['film.partial']);
    await eventually(() => /INFO parlance.backups: backed up 0 messages \(\d+ bytes\) to .*scheduled-/.test(server.stderr), 'the line in the log');
    await server.stop();
});

test('a scheduled backup that fails is logged and shown', async (t) => {
    const missing = join(temporaryDirectory(), 'mount');
    const server = await startWith(`backup_interval = "1h"\nbackup_directory = "${missing}"`);
    const admin = await AdminSocket.open(server);
    t.after(() => admin.close());
    await eventually(async () => (await admin.ok('storage.status')).backups.failure, 'the failure');
    const { failure, last, nextAt } = (await admin.ok('storage.status')).backups;
    assert.match(failure.message, /mount: there is no such directory/);
    assert.equal(last, null);
    assert.ok(Date.parse(nextAt) > Date.now());
    await eventually(() => /WARNING parlance.backups: the backup failed: .*mount: there is no such directory/.test(server.stderr), 'the line in the log');
    assert.ok(!existsSync(missing), 'a missing directory may be a disk that is not mounted');
    mkdirSync(missing);
    assert.ok((await admin.ok('storage.backup', { name: 'now' })).backup.bytes > 0);
    await admin.close();
    await server.stop();
});

test('wrong values of the configuration', async () => {
    const file = join(temporaryDirectory(), 'wrong.toml');
    for (const line of ['backup_interval = "soon"', 'backup_interval = "5s"', 'backup_interval = 24', 'backup_keep = 0', 'retention_days = -1', 'backup_before_upgrade = 1']) {
        writeFileSync(file, `[storage]\n${line}\n`);
        const { code, stderr } = await run(['--config', file, 'check-config']);
        assert.equal(code, 78, line);
        assert.match(stderr, /wrong.toml:2: storage\./);
    }
});
