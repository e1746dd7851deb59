// SPDX-License-Identifier: GPL-3.0-or-later
// The Socket.IO client for browsers, served beside Engine.IO as the reference server does it.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startServer } from '../clients/support/server.mjs';
import { executable, run, temporaryDirectory } from './support/process.mjs';

const client = fileURLToPath(new URL('../clients/node_modules/socket.io-client/', import.meta.url));
const { version } = JSON.parse(readFileSync(join(client, 'package.json')));
const scripts = ['socket.io.js', 'socket.io.min.js', 'socket.io.esm.min.js', 'socket.io.msgpack.min.js'];
const source = (name) => readFileSync(join(client, 'dist', name));

function configuration(directory) {
    const file = join(temporaryDirectory(), 'parlance.toml');
    writeFileSync(file, `[socketio]\nclient_directory = ${JSON.stringify(directory)}\n`);
    return file;
}

let server;
before(async () => { server = await startServer({ args: ['--config', configuration(join(client, 'dist'))] }); });
after(() => server.stop());

const get = (path, options) => fetch(`${server.url}/socket.io/${path}`, options);

for (const name of scripts.flatMap((script) => [script, `${script}.map`])) {
    test(name, async () => {
        for (const query of ['', '?v=1', '?EIO=4&transport=polling']) {
            const response = await get(name + query);
            assert.equal(response.status, 200);
            assert.deepEqual(Buffer.from(await response.arrayBuffer()), source(name));
            const type = name.endsWith('.map') ? 'application/json' : 'application/javascript';
            assert.equal(response.headers.get('content-type'), `${type}; charset=utf-8`);
            assert.equal(response.headers.get('cache-control'), 'public, max-age=0');
            assert.equal(response.headers.get('etag'), `"${version}"`);
            assert.equal(response.headers.get('access-control-allow-origin'), '*');
        }
        const head = await get(name, { method: 'HEAD' });
        assert.equal(head.status, 200);
        assert.equal(Number(head.headers.get('content-length')), source(name).length);
        assert.equal(await head.text(), '');
    });
}

test('who has it need not load it again', async () => {
    for (const known of [`"${version}"`, `W/"${version}"`, `"1", "${version}"`]) {
        const response = await get('socket.io.js', { headers: { 'If-None-Match': known } });
        assert.equal(response.status, 304, known);
        assert.equal(response.headers.get('etag'), `"${version}"`);
        assert.equal(await response.text(), '');
    }
    for (const other of ['"0.0.0"', version])
        assert.equal((await get('socket.io.js', { headers: { 'If-None-Match': other } })).status, 200, other);
});

test('unknown scripts are not found, everything else is for Engine.IO', async () => {
    for (const name of ['socket.io.slim.js', 'index.js', 'socket.io.js.map.js', 'Socket.IO.js', '..%2Fpackage.js']) {
        const response = await get(name);
        assert.equal(response.status, 404, name);
        assert.equal((await response.json()).error.code, 'unknown_operation');
    }
    const opening = await get('?EIO=4&transport=polling');
    assert.match(await opening.text(), /^0\{"sid"/);
    for (const [path, options] of [['socket.io.js', { method: 'POST' }], ['package.json', {}], ['socket.io.js/x', {}], ['', {}]]) {
        const response = await get(path, options);
        assert.equal(response.status, 400, path);
        assert.deepEqual(await response.json(), { code: 0, message: 'Transport unknown' });
    }
});

test('files that are not installed', async (t) => {
    const installed = join(dirname(executable), '../share/parlance/socket.io/socket.io.js');
    if (existsSync(installed))
        return t.skip(`${installed} is there`);
    const bare = await startServer();
    assert.equal((await fetch(`${bare.url}/socket.io/socket.io.js`)).status, 404);
    assert.match(await (await fetch(`${bare.url}/socket.io/?EIO=4&transport=polling`)).text(), /^0\{"sid"/);
    return bare.stop();
});

test('a directory without the client is an error, one with a part of it is not', async () => {
    const dir = join(temporaryDirectory(), 'client');
    mkdirSync(dir);
    const file = configuration(dir);
    for (const args of [['check-config'], ['--listen', '127.0.0.1:0', '--data', temporaryDirectory()]]) {
        const { code, stderr } = await run([...args, '--config', file], { env: { PARLANCE_LOG_LEVEL: 'warning' } });
        assert.equal(code, 78);
        assert.match(stderr, /^parlance-server: socketio\.client_directory: no socket\.io\.js can be read in \S+client\n$/);
    }
    writeFileSync(join(dir, 'socket.io.js'), '// a client of nobody\n');
    copyFileSync(join(client, 'dist', 'socket.io.min.js'), join(dir, 'socket.io.min.js'));
    const other = await startServer({ args: ['--config', file] });
    const response = await fetch(`${other.url}/socket.io/socket.io.js`);
    assert.match(response.headers.get('etag'), /^"[0-9a-f]{20}"$/);
    assert.equal((await fetch(`${other.url}/socket.io/socket.io.min.js`)).status, 200);
    assert.equal((await fetch(`${other.url}/socket.io/socket.io.js.map`)).status, 404);
    await other.stop();
});
