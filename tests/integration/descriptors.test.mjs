// SPDX-License-Identifier: GPL-3.0-or-later
// A process that has no descriptor left goes on serving those who are connected, and the others once
// there is one again.
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { startServer } from '../clients/support/server.mjs';

const limit = 64;

function ask(agent, method, url, body) {
    return new Promise((resolve, reject) => {
        const call = request(url, { method, agent }, (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (part) => { text += part; });
            response.on('end', () => resolve({ status: response.statusCode, body: JSON.parse(text) }));
        });
        call.on('error', reject);
        call.end(body && JSON.stringify(body));
    });
}

/** Opened by the kernel, whether or not the server gets to accept it. */
function idleConnection(port) {
    return new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => resolve(socket));
        socket.on('error', reject);
    });
}

test('hashes passwords and accepts again after running out of descriptors', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'parlance-limit-'));
    const wrapper = join(dir, 'limited-server');
    const real = process.env.PARLANCE_SERVER;
    assert.ok(real, 'PARLANCE_SERVER names the server');
    writeFileSync(wrapper, `#!/bin/sh\nulimit -n ${limit}\nexec '${real}' "$@"\n`);
    chmodSync(wrapper, 0o755);
    process.env.PARLANCE_SERVER = wrapper;
    const server = await startServer();
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const idle = [];
    try {
        // Connected before the others come; nothing has been hashed yet.
        await ask(agent, 'GET', `${server.url}/healthz`);
        for (let i = 0; i < 2 * limit; ++i)
            idle.push(await idleConnection(server.port));
        // The server's log says when it has seen it.
        while (!server.stderr.includes('out of descriptors'))
            await new Promise((resolve) => server.child.stderr.once('data', resolve));
        const account = { username: 'alice', password: 'a good password' };
        assert.equal((await ask(agent, 'POST', `${server.url}/api/v1/accounts`, account)).status, 201);
        idle.forEach((socket) => socket.destroy());
        assert.equal((await server.api('GET', '/healthz')).status, 200);
    } finally {
        process.env.PARLANCE_SERVER = real;
        idle.forEach((socket) => socket.destroy());
        agent.destroy();
        await server.stop();
        rmSync(dir, { recursive: true, force: true });
    }
});
