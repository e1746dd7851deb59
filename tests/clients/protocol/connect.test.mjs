// SPDX-License-Identifier: GPL-3.0-or-later
// Clients of every age connect: namespaces, credentials, refusals, one connection for several sockets.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { eachClient } from '../support/field.mjs';
import { startFixture } from '../support/fixture.mjs';

let url;
let fixture;
before(async () => {
    fixture = await startFixture({ eio3: 'on' });
    ({ url } = fixture);
});
after(() => fixture.stop());

const knowsAuth = ({ major }) => major >= 3;

/** What a refused connection says, in the words of its version. */
async function refusal(client) {
    let refused;
    await assert.rejects(client.connect(), (error) => {
        refused = error;
        return true;
    });
    return refused;
}

eachClient('a socket knows itself', async (open, { mode, version }) => {
    const client = open(url);
    assert.deepEqual(await client.connect(), {});
    await client.settled();
    const [who] = await client.ask('whoami');
    const transport = mode === 'polling' ? 'polling' : 'websocket';
    assert.deepEqual(who, { id: client.id, recovered: false, transport, rooms: [client.id] });
    // The session id is a secret; a 2.x client has no other.
    assert.equal(client.id === client.engine.id, version.major === 2);
});

for (const namespace of ['', '/custom', '/secure']) {
    eachClient(`auth is handed over to "${namespace}"`, async (open) => {
        const auth = { token: 'good-token', list: [1, null, 'é😀'], deep: { '__proto__x': true } };
        assert.deepEqual(await open(url, { namespace, auth }).connect(), auth);
        const late = open(url, { namespace, auth: (done) => setTimeout(done, 5, auth) });
        assert.deepEqual(await late.connect(), auth);
    }, { versions: knowsAuth });
}

eachClient('a namespace without auth', async (open, { version }) => {
    const client = open(url, { namespace: '/custom', query: { colour: 'blue' } });
    // A 2.x client sends its query with the namespace, where auth came to be.
    assert.deepEqual(await client.connect(), version.major === 2 ? { colour: 'blue' } : {});
    assert.deepEqual(await client.echo('here'), ['here']);
});

eachClient('a namespace that does not exist', async (open, { version }) => {
    const refused = await refusal(open(url, { namespace: '/nowhere' }));
    if (version.major === 2)
        assert.deepEqual(refused.data, { message: 'Invalid namespace' });
    else
        assert.equal(refused.message, 'Invalid namespace');
});

eachClient('a refusal carries its message and data', async (open, { version }) => {
    for (const auth of [undefined, { token: 'bad' }, { token: 7 }]) {
        const client = open(url, { namespace: '/secure', auth, reconnection: false });
        const refused = await refusal(client);
        assert.deepEqual(refused.data, { code: 'E_TOKEN' });
        if (version.major >= 3)
            assert.equal(refused.message, 'invalid token');
        assert.equal(client.socket.connected, false);
    }
});

eachClient('a refused socket may try again', async (open) => {
    const client = open(url, { namespace: '/secure', auth: { token: 'bad' } });
    await refusal(client);
    client.socket.auth = { token: 'good-token' };
    assert.deepEqual(await client.connect(), { token: 'good-token' });
}, { versions: knowsAuth });

eachClient('a token in the query', async (open) => {
    const client = open(url, { namespace: '/secure', query: { token: 'good-token' } });
    await client.connect();
    assert.deepEqual(await client.ask('message-with-ack', 1), [1]);
    await refusal(open(url, { namespace: '/secure', query: { token: 'good-token ' } }));
});

eachClient('sockets share a connection', async (open) => {
    const main = open(url, { auth: { token: 'good-token' } });
    await main.connect();
    const [custom, secure] = ['/custom', '/secure'].map((name) =>
        main.socket.io.socket(name, { auth: { token: 'good-token' }, query: 'token=good-token' }));
    for (const socket of [custom, secure]) {
        await new Promise((resolve, reject) => {
            socket.once('connect', resolve).once('connect_error', reject).once('error', reject);
            socket.connect();
        });
    }
    const ids = [main.socket, custom, secure].map((socket) => socket.id);
    assert.equal(new Set(ids).size, 3);
    const heard = [main.socket, custom, secure].map((socket, i) =>
        new Promise((resolve) => { socket.once('message-back', (text) => resolve(`${i} ${text}`)); }));
    [main.socket, custom, secure].forEach((socket, i) => socket.emit('message', `text ${i}`));
    assert.deepEqual(await Promise.all(heard), ['0 text 0', '1 text 1', '2 text 2']);

    // One that leaves does not take the others along.
    custom.close();
    assert.deepEqual(await main.echo('still here'), ['still here']);
    const [who] = await main.ask('whoami');
    assert.equal(who.id, main.id);
    assert.equal(secure.connected, true);
    await main.settled();
});

eachClient('forceNew makes a connection of its own', async (open) => {
    const [one, two] = [open(url), open(url)];
    await Promise.all([one.connect(), two.connect()]);
    assert.notEqual(one.engine.id, two.engine.id);
    one.close();
    assert.deepEqual(await two.echo(2), [2]);
});

eachClient('headers, credentials and a query of the client', async (open) => {
    const client = open(url, {
        extraHeaders: { 'X-App': 'täst'.normalize('NFD').replace(/[^ -~]/g, ''), Cookie: 'a=b; c="d"', Authorization: 'Bearer x.y.z' },
        withCredentials: true,
        query: { 'a b': 'ü&=#', EIOX: '3', empty: '' },
    });
    assert.deepEqual(await client.connect(), {});
    assert.deepEqual(await client.echo('x'), ['x']);
    await client.settled();
});

eachClient('a hundred times there and away again', async (open) => {
    const ids = new Set();
    for (let i = 0; i < 100; ++i) {
        const client = open(url);
        await client.connect();
        ids.add(client.id);
        client.close();
    }
    assert.equal(ids.size, 100);
}, { modes: ['polling', 'websocket'], versions: ({ name }) => name !== '3' });
