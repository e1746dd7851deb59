// SPDX-License-Identifier: GPL-3.0-or-later
// The server goes and comes back on the same port: clients find it again by themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FieldClient, versions } from '../support/field.mjs';
import { startFixture } from '../support/fixture.mjs';
import { transportModes } from '../support/sockets.mjs';

const clientsOf = (url) => versions.flatMap((version) =>
    Object.keys(transportModes).map((mode) => new FieldClient(version, mode, url)));
const nameOf = ({ version, mode }) => `${version.name} over ${mode}`;

for (const signal of ['SIGTERM', 'SIGKILL']) {
    test(`clients come back after ${signal}`, { timeout: 60000 }, async () => {
        const fixture = await startFixture({ eio3: 'on' });
        const clients = clientsOf(fixture.url);
        await Promise.all(clients.map((client) => client.connect()));
        await Promise.all(clients.map((client) => client.settled()));
        for (let round = 1; round <= 3; ++round) {
            const ids = clients.map(({ id }) => id);
            const gone = clients.map((client) => client.next('disconnect'));
            const back = clients.map((client) => client.next('auth'));
            await fixture.stop(signal);
            for (const [i, [reason]] of (await Promise.all(gone)).entries())
                assert.match(reason, /^transport (close|error)$/, nameOf(clients[i]));
            await fixture.start();
            await Promise.all(back);
            for (const [i, client] of clients.entries()) {
                assert.deepEqual(await client.echo('again'), ['again'], nameOf(client));
                assert.notEqual(client.id, ids[i]);
                assert.equal(client.reasons.length, round, nameOf(client));
            }
        }
        clients.forEach((client) => client.close());
        await fixture.stop();
    });
}

test('clients that were there before the server', { timeout: 60000 }, async () => {
    const fixture = await startFixture({ eio3: 'on' });
    await fixture.stop();
    const clients = clientsOf(fixture.url);
    const tried = clients.map((client) => client.next(client.version.major === 2 ? 'reconnect_error' : 'connect_error'));
    clients.forEach((client) => client.socket.connect());
    await Promise.all(tried);
    // What is said meanwhile waits for the connection.
    const said = clients.map((client) => client.echo('early'));
    await fixture.start();
    assert.deepEqual(await Promise.all(said), clients.map(() => ['early']));
    clients.forEach((client) => client.close());
    await fixture.stop();
});
