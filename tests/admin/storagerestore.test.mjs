// SPDX-License-Identifier: GPL-3.0-or-later
// A backup in the place of the data of a stopped server.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { run, temporaryDirectory } from '../integration/support/process.mjs';
import { AdminSocket } from './support/adminsocket.mjs';
import { emptyData, history, peopleInARoom, restore, restored, sql } from './support/storage.mjs';

const exit = { data: 65, newerSchema: 70, inUse: 75 };
const outside = temporaryDirectory();
const backup = join(outside, 'good.parlance-backup');

let server;
let people;
const post = (text) => server.api('POST', `/api/v1/rooms/${people.room.id}/messages`, { text }, people.users[0].token);
const texts = async (from = server) => [...(await history(from, people.room.id, people.users[0].token)).values()].map(({ text }) => text);
const replacedOnes = () => readdirSync(server.dir).filter((name) => name.startsWith('parlance.db.replaced-') && !/-(wal|shm)$/.test(name));

before(async () => {
    server = await startServer();
    people = await peopleInARoom(server, 2);
    await post('first');
    const admin = await AdminSocket.open(server);
    await admin.ok('storage.backup', { name: backup });
    await admin.close();
    await post('second');
    await server.stop();
});

test('a dry run tells what a backup holds', async () => {
    const told = await restored(server.dir, '--dry-run', backup);
    assert.match(told, /^\S+good.parlance-backup is a backup by version \S+ of \S+Z: schema version \d+, 1 messages up to position 1, the secret of the tokens/);
    assert.deepEqual(replacedOnes(), []);
});

test('a running server is not touched', async () => {
    await server.start();
    const direct = await restore(server.dir, backup);
    assert.equal(direct.code, exit.inUse, direct.stderr);
    assert.match(direct.stderr, /another parlance-server uses this data directory/);
    const asked = await run(['admin', '--data', server.dir, 'storage', 'restore', backup]);
    assert.equal(asked.code, exit.data);
    assert.match(asked.stderr, /Stop the server first/);
    const tried = await run(['admin', '--data', server.dir, 'storage', 'restore', backup, '--dry-run', '--json']);
    assert.equal(JSON.parse(tried.stdout).messages, 1);
    assert.deepEqual(await texts(), ['first', 'second']);
    await server.stop();
});

test('what is no backup is refused, and nothing is changed', async () => {
    const make = (name, change) => {
        const path = join(outside, name);
        copyFileSync(backup, path);
        change(path);
        return path;
    };
    const edit = (path, text) => execFileSync('sqlite3', [path, text]);
    const cases = {
        text: [make('text', (path) => writeFileSync(path, 'This is no database at all.'.repeat(100))), exit.data, /file is not a database/],
        empty: [make('empty', (path) => writeFileSync(path, '')), exit.data, /no database of Parlance/],
        half: [make('half', (path) => truncateSync(path, 40000)), exit.data, /malformed|damaged/],
        foreign: [make('foreign', (path) => { writeFileSync(path, ''); edit(path, 'CREATE TABLE t (a)'); }), exit.data, /no database of Parlance/],
        newer: [make('newer', (path) => edit(path, "INSERT INTO schema_migrations VALUES (9999, 'x', 1)")), exit.newerSchema, /9999.*newer release/],
        orphans: [make('orphans', (path) => edit(path, 'PRAGMA foreign_keys = OFF; DELETE FROM users')), exit.data, /refer to missing ones/],
        used: [make('used', (path) => writeFileSync(`${path}-wal`, 'x')), exit.data, /did not stop.*used-wal/],
        missing: [join(outside, 'missing'), exit.data, /no such file/],
        directory: [outside, exit.data, /is not a file/],
    };
    const before = readFileSync(join(server.dir, 'parlance.db'));
    for (const [name, [path, code, message]] of Object.entries(cases)) {
        for (const words of [['--dry-run', path], [path]]) {
            const answer = await restore(server.dir, ...words);
            assert.equal(answer.code, code, `${name}: ${answer.stderr}`);
            assert.match(answer.stderr, message, name);
            assert.equal(answer.stderr.trim().split('\n').length, 1, answer.stderr);
        }
    }
    assert.ok(before.equals(readFileSync(join(server.dir, 'parlance.db'))));
    assert.deepEqual(readdirSync(server.dir).filter((name) => /partial|replaced/.test(name)), []);
});

test('the replaced database is kept, with what was only in its log', async () => {
    await server.start();
    assert.equal((await post('third')).status, 201);
    await server.kill();
    assert.match(await restored(server.dir, backup), /The database that was there is now \S+parlance.db.replaced-/);
    const [kept] = replacedOnes();
    await server.start();
    assert.deepEqual(await texts(), ['first']);
    assert.equal((await post('another')).status, 201);
    await server.stop();
    // And back again, through the command for administrators.
    const back = await run(['admin', '--data', server.dir, 'storage', 'restore', join(server.dir, kept)]);
    assert.equal(back.code, 0, back.stderr);
    assert.match(back.stdout, /a copy of a database: .* 3 messages .* no secret/);
    await server.start();
    assert.deepEqual(await texts(), ['first', 'second', 'third']);
    await server.stop();
    assert.equal(sql(server.dir, 'PRAGMA integrity_check'), 'ok');
});

test('by its name in the directory of backups', async () => {
    mkdirSync(join(server.dir, 'backups'), { recursive: true });
    copyFileSync(backup, join(server.dir, 'backups', 'named.parlance-backup'));
    const told = await run(['admin', '--data', server.dir, 'storage', 'restore', 'named.parlance-backup', '--dry-run']);
    assert.equal(told.code, 0, told.stderr);
    const wrong = await run(['admin', '--data', server.dir, 'storage', 'restore', 'other.parlance-backup', '--dry-run']);
    assert.equal(wrong.code, exit.data);
    assert.match(wrong.stderr, /backups\/other.parlance-backup: there is no such file/);
});

test('another machine gets the secret of the tokens, and keeps its own', async () => {
    const other = await startServer();
    const { token } = await other.register('stranger');
    await other.stop();
    const own = readFileSync(join(other.dir, 'jwt-secret'), 'utf8');
    await restored(other.dir, backup);
    assert.notEqual(readFileSync(join(other.dir, 'jwt-secret'), 'utf8'), own);
    const kept = readdirSync(other.dir).filter((name) => name.startsWith('jwt-secret.replaced-'));
    assert.deepEqual(kept.map((name) => readFileSync(join(other.dir, name), 'utf8')), [own]);
    await other.start();
    assert.deepEqual(await texts(other), ['first']);
    assert.equal((await other.api('GET', '/api/v1/accounts/me', undefined, token)).status, 401);
    await other.stop();
});

test('a backup that was copied to the place of the database by hand is put to use as well', async () => {
    const dir = emptyData(temporaryDirectory());
    copyFileSync(backup, join(dir, 'parlance.db'));
    const other = await startServer({ dir });
    assert.deepEqual(await texts(other), ['first']);
    await other.stop();
    assert.equal(sql(dir, "SELECT count(*) FROM sqlite_master WHERE name = 'parlance_backup'"), '0');
    assert.ok(!readFileSync(join(dir, 'parlance.db')).includes(readFileSync(join(dir, 'jwt-secret'), 'utf8').trim()));
});

test('a damaged database is replaced, and kept with its log', async () => {
    const dir = emptyData(temporaryDirectory());
    writeFileSync(join(dir, 'parlance.db'), 'This is no database at all.'.repeat(1000));
    writeFileSync(join(dir, 'parlance.db-wal'), 'nor is this its log');
    const { code, stdout, stderr } = await restore(dir, backup);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /Restored from/);
    assert.ok(!existsSync(join(dir, 'parlance.db-wal')));
    const kept = readdirSync(dir).filter((name) => name.includes('replaced')).map((name) => name.replace(/Z/, '').replace(/\d{8}T\d{6}/, 'TIME')).sort();
    assert.deepEqual(kept, ['parlance.db.replaced-TIME', 'parlance.db.replaced-TIME-wal']);
    const other = await startServer({ dir });
    assert.deepEqual(await texts(other), ['first']);
    await other.stop();
});
