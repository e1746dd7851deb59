// SPDX-License-Identifier: GPL-3.0-or-later
// Connection state recovery: who was cut off hears what was sent meanwhile, as if nothing had been.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eachClient, FieldClient, versions } from '../support/field.mjs';
import { startFixture } from '../support/fixture.mjs';

const drops = 10;

let fixture;
/** One who talks while others are away. */
let talker;
before(async () => {
    fixture = await startFixture({ recovery: 'on' });
    talker = new FieldClient(versions[0], 'websocket', fixture.url);
    await talker.connect();
});
after(() => {
    talker.close();
    return fixture.stop();
});

const knowsRecovery = { versions: ({ name }) => name === '4.8' };
let count = 0;

/** A client in a room of its own: { client, room, heard }. */
async function joined(open, options) {
    const client = open(fixture.url, { reconnection: false, ...options });
    const heard = [];
    client.socket.on('news', (n) => heard.push(n));
    await client.connect();
    await client.settled();
    count += 1;
    const room = `room ${count}`;
    await client.ask('join', room);
    return { client, room, heard };
}

/** Ways to lose a connection. */
const cuts = {
    closed: (client) => client.engine.close(),
    torn: (client) => client.engine.transport.ws.terminate(),
};

/** Cuts the connection, does `meanwhile` when both sides know, and connects again: recovered or not. */
async function drop(client, meanwhile = () => {}, cut = cuts.closed) {
    const { id } = client;
    const gone = client.next('disconnect');
    cut(client);
    await gone;
    assert.match(await talker.reasonOf(id), /^transport (close|error)$/);
    await meanwhile();
    // Whatever was emitted is on its way before the other comes back.
    await talker.ask('whoami');
    await client.connect();
    return client.socket.recovered;
}

const numbers = (length) => Array.from({ length }, (_, i) => i);

for (const [how, cut] of Object.entries(cuts)) {
    const modes = how === 'torn' ? ['websocket', 'upgrade'] : undefined;
    eachClient(`ten times ${how}, with events meanwhile`, async (open) => {
        const { client, room, heard } = await joined(open);
        const { id } = client;
        for (let i = 0; i < drops; ++i) {
            assert.equal(await drop(client, () => talker.emit('to-room', room, 'news', i), cut), true, `drop ${i + 1}`);
            await client.settled();
            assert.equal(client.id, id);
            const [who] = await client.ask('whoami');
            assert.deepEqual({ ...who, rooms: new Set(who.rooms) },
                { id, recovered: true, transport: client.engine.transport.name, rooms: new Set([id, room]) });
        }
        assert.deepEqual(heard, numbers(drops));
    }, { ...knowsRecovery, modes });

    eachClient(`ten times ${how}, without any event`, async (open) => {
        const { client } = await joined(open);
        const { id } = client;
        for (let i = 0; i < drops; ++i) {
            assert.equal(await drop(client, undefined, cut), true, `drop ${i + 1}`);
            await client.settled();
            assert.equal(client.id, id);
        }
    }, { ...knowsRecovery, modes });
}

eachClient('many events of every kind while away', async (open) => {
    const { client, room } = await joined(open);
    const { id } = client;
    const heard = [];
    client.socket.on('kinds', (...args) => heard.push(args[0]));
    const bytes = Buffer.from('bytes');
    const sent = [];
    const say = (how, ...where) => {
        sent.push({ n: sent.length, bytes: [bytes] });
        talker.emit(how, ...where, 'kinds', sent.at(-1));
    };
    for (let round = 0; round < 3; ++round) {
        assert.equal(await drop(client, () => {
            for (let i = 0; i < 100; ++i) {
                say('to-room', room);
                say('to-room', id);
                say('to-all');
                say('to-room-except-me', room);
            }
            talker.emit('to-room', 'some other room', 'kinds', 'not for you');
        }), true);
        say('to-room', room);
        await talker.ask('whoami');
        await client.ask('whoami');
        assert.deepEqual(heard, sent);
    }
}, knowsRecovery);

eachClient('events that never pause', async (open) => {
    const { client, room, heard } = await joined(open);
    let said = 0;
    let more = true;
    const talk = (async () => {
        for (; more; ++said) {
            talker.emit('to-room', room, 'news', said);
            if (said % 20 === 0)
                await talker.ask('whoami');
        }
    })();
    try {
        for (let i = 0; i < drops; ++i)
            assert.equal(await drop(client), true, `drop ${i + 1}`);
    } finally {
        more = false;
        await talk;
    }
    await talker.ask('whoami');
    await client.ask('whoami');
    assert.deepEqual(heard, numbers(said));
}, knowsRecovery);

eachClient('what was not for it does not come later', async (open) => {
    const { client, room, heard } = await joined(open);
    const other = `${room}, left again`;
    await client.ask('join', other);
    await client.ask('leave', other);
    client.emit('to-room-except-me', room, 'news', 'own words');
    await client.ask('whoami');
    assert.equal(await drop(client, () => {
        talker.emit('to-room', other, 'news', 'left');
        talker.emit('to-room', room, 'news', 'yes');
    }), true);
    await client.ask('whoami');
    assert.deepEqual(heard, ['yes']);
}, knowsRecovery);

eachClient('by itself, as applications do it', async (open) => {
    const { client, room, heard } = await joined(open, { reconnection: true });
    for (let i = 0; i < drops; ++i) {
        const back = client.next('auth');
        cuts.torn(client);
        await client.next('disconnect');
        talker.emit('to-room', room, 'news', i);
        await back;
        assert.equal(client.socket.recovered, true);
    }
    await talker.ask('whoami');
    await client.ask('whoami');
    assert.deepEqual(heard, numbers(drops));
}, { ...knowsRecovery, modes: ['websocket'] });

eachClient('two sockets of one connection', async (open) => {
    const { client, room, heard } = await joined(open);
    const custom = client.socket.io.socket('/custom');
    const customAuth = () => new Promise((resolve) => { custom.once('auth', resolve); });
    custom.connect();
    await customAuth();
    const { id } = custom;
    for (let i = 0; i < 3; ++i) {
        // It connects together with the other. Two calls of connect() could send CONNECT twice.
        const customBack = customAuth();
        const recovered = await drop(client, () => talker.emit('to-room', room, 'news', i));
        await customBack;
        assert.deepEqual([recovered, custom.recovered, custom.id], [true, true, id]);
    }
    assert.deepEqual(heard, [0, 1, 2]);
}, knowsRecovery);

const ends = {
    disconnect: (client) => client.socket.disconnect(),
    'kick out of the namespace': (client) => client.emit('kick', false),
    kick: (client) => client.emit('kick', true),
};
for (const [title, end] of Object.entries(ends)) {
    eachClient(`nothing is recovered after ${title}`, async (open) => {
        const { client, room, heard } = await joined(open);
        const { id } = client;
        const gone = client.next('disconnect');
        end(client);
        await gone;
        await talker.reasonOf(id);
        talker.emit('to-room', room, 'news', 'missed');
        await talker.ask('whoami');
        await client.connect();
        assert.equal(client.socket.recovered, false);
        assert.notEqual(client.id, id);
        assert.deepEqual((await client.ask('whoami'))[0].rooms, [client.id]);
        assert.deepEqual(heard, []);
    }, knowsRecovery);
}

eachClient('credentials count again', async (open) => {
    const client = open(fixture.url, { namespace: '/secure', auth: { token: 'good-token' }, reconnection: false });
    await client.connect();
    const { id } = client;
    client.socket.auth.token = 'revoked';
    const gone = client.next('disconnect');
    client.engine.close();
    await gone;
    await assert.rejects(client.connect(), { message: 'invalid token', data: { code: 'E_TOKEN' } });
    client.socket.auth.token = 'good-token';
    await client.connect();
    assert.deepEqual([client.socket.recovered, client.id], [true, id]);
}, knowsRecovery);

test('a restart forgets', async () => {
    const other = await startFixture({ recovery: 'on' });
    const client = new FieldClient(versions[0], 'websocket', other.url);
    await client.connect();
    const { id } = client;
    for (const signal of ['SIGTERM', 'SIGKILL']) {
        const back = client.next('auth');
        await other.restart(signal);
        await back;
        assert.equal(client.socket.recovered, false);
        assert.notEqual(client.id, id);
        assert.deepEqual((await client.echo(1)).slice(0, 1), [1]);
    }
    client.close();
    await other.stop();
});
