// SPDX-License-Identifier: GPL-3.0-or-later
// `admin logs follow`, and the view "logs" of consoles.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { start } from '../integration/support/process.mjs';
import { AdminSocket } from './support/adminsocket.mjs';
import { eventually } from './support/administrators.mjs';
import { Console } from './support/console.mjs';

const said = 'there is no TLS certificate to read again';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

const follow = (...words) => start(['admin', '--data', server.dir, 'logs', 'follow', ...words]);
const linesOf = (text) => text.split('\n').slice(0, -1);

/** Everything that a running command has printed so far. */
function printed({ child }) {
    let text = '';
    child.stdout.on('data', (more) => { text += more; });
    return () => text;
}

/** The server logs one line. */
async function log() {
    const before = server.stderr.split(said).length;
    server.child.kill('SIGHUP');
    await eventually(() => server.stderr.split(said).length > before, 'a line in the log');
}

async function end(follower) {
    follower.child.kill('SIGINT');
    return follower.ended;
}

test('two follow at the same time', async () => {
    await log();
    const text = follow();
    const json = follow('--json', '--level', 'info', '--category', 'parlance.server', '--lines', '1');
    const [asText, asJson] = [printed(text), printed(json)];
    await Promise.all([text.said(said), json.said(said)]);
    await log();
    await log();
    await eventually(() => linesOf(asText()).length >= 3 && linesOf(asJson()).length >= 3, 'three lines each');
    for (const line of linesOf(asText()))
        assert.match(line, /^\d{4}-\d\d-\d\dT[\d:.]+Z info parlance\.server there is no TLS/);
    const numbers = linesOf(asJson()).map((line) => JSON.parse(line).number);
    assert.deepEqual(numbers, [numbers[0], numbers[0] + 1, numbers[0] + 2]);
    for (const follower of [text, json]) {
        const { code, signal, stderr } = await end(follower);
        assert.deepEqual([code, signal, stderr], [null, 'SIGINT', '']);
    }
});

test('lines that do not match are not printed', async () => {
    const errors = follow('--level', 'error');
    const others = follow('--search', 'TLS CERTIFICATE');
    const asErrors = printed(errors);
    await others.said(said);
    await log();
    await eventually(async () => (await follow('--once').ended).stdout.split(said).length > 3, 'another line');
    assert.equal(asErrors(), '');
    await Promise.all([end(errors), end(others)]);
});

test('it ends when nobody reads any more', async () => {
    const follower = follow();
    await follower.said(said);
    follower.child.stdout.destroy();
    // Without a line that would have to be written.
    const { code, signal, stderr } = await follower.ended;
    assert.deepEqual([code, signal, stderr], [0, null, '']);
});

test('once', async () => {
    await log();
    const { code, stdout, stderr } = await follow('--once', '--lines', '1').ended;
    assert.deepEqual([code, stderr, linesOf(stdout).length], [0, '', 1]);
    const [line] = linesOf((await follow('--once', '--json', '--lines', '1').ended).stdout);
    const { number } = JSON.parse(line);
    assert.equal((await follow('--once', '--after', String(number)).ended).stdout, '');
    assert.equal(linesOf((await follow('--once', '--after', String(number - 1)).ended).stdout).length, 1);
    assert.equal((await follow('--wait', '3').ended).code, 64, 'the command line waits by itself');
    assert.equal((await follow('--lines', '201', '--once').ended).code, 65);
});

test('calls wait for the next line', async () => {
    const [local, other] = [await AdminSocket.open(server), await AdminSocket.open(server)];
    const { next } = await local.ok('logs.follow', {});
    const waiting = [local, other].map((each) => each.ok('logs.follow', { after: next, wait: 30 }));
    await log();
    for (const { items, next: further, skipped } of await Promise.all(waiting)) {
        assert.deepEqual([items.length, items[0].text, further, skipped], [1, said, String(items[0].number), 0]);
        assert.equal(Number(further), Number(next) + 1);
    }
    const late = await local.ok('logs.follow', { after: Number(next) + 1, wait: 1 });
    assert.deepEqual(late.items, []);
    await Promise.all([local.close(), other.close()]);
});

test('a console sees the same', async () => {
    const console = await Console.openLocal(server);
    const [all, errors] = [await console.watch('logs'), await console.watch('logs', { filter: { level: 'error' } })];
    await log();
    const local = await AdminSocket.open(server);
    const { items } = await local.ok('logs.follow', {});
    await console.until(all, () => all.list().at(-1)?.position === items.at(-1).number, 'the new line');
    assert.deepEqual(all.list().map(({ position, ...line }) => line), items);
    assert.deepEqual(all.list().map(({ position }) => position), items.map(({ number }) => number));
    assert.deepEqual(errors.list(), []);
    await assert.rejects(console.watch('logs', { filter: { loudness: 'error' } }), /validation_failed/);
    await Promise.all([console.close(), local.close()]);
});

// The last of this file: the server is another one then.
test('a restart of the server ends it', async () => {
    const follower = follow();
    await follower.said(said);
    const stopped = await server.stop();
    assert.deepEqual(stopped, { code: 0, signal: null });
    const { code, stdout, stderr } = await follower.ended;
    assert.equal(code, 69);
    assert.match(stderr, /^parlance-server: the server closed the connection[^\n]*\n$/);
    assert.match(stdout, / info parlance\.server stopping\n$/);
    await server.start();
    await log();
    const [line] = linesOf((await follow('--once', '--json', '--after', '1000000').ended).stdout);
    assert.equal(JSON.parse(line).text, said, 'a number of the former process means the beginning');
});
