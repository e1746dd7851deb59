// SPDX-License-Identifier: GPL-3.0-or-later
// Connection state recovery with the official client: whatever happens to the connection, and to the
// server, no message is lost and none comes twice.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startProxy } from './support/proxy.mjs';
import { Server, startServer } from './support/server.mjs';
import { call, connect, next, transportModes } from './support/sockets.mjs';

const drops = 10;
const quick = { reconnectionDelay: 5, reconnectionDelayMax: 20, randomizationFactor: 0 };

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

let count = 0;

/**
 * Alice, who writes over REST, and Bob, who listens through a proxy, in a room: with `heard`, every
 * message that Bob was pushed, as "event text".
 */
async function aliceAndBob(context, on, mode, more = {}) {
    count += 1;
    const [alice, bob] = await Promise.all(['alice', 'bob'].map((name) => on.register(`${name}${count}`)));
    const rest = async (method, path, body, { token } = alice) => {
        const answer = await on.api(method, `/api/v1${path}`, body, token);
        assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
        return answer.body;
    };
    const room = await rest('POST', '/rooms', { name: `room ${count}` });
    await rest('POST', `/rooms/${room.id}/join`, {}, bob);
    const proxy = await startProxy(on.url);
    const socket = await connect(proxy.url, bob.token, { ...transportModes[mode], ...quick, ...more });
    context.after(() => {
        socket.close();
        proxy.stop();
    });
    const heard = [];
    for (const event of ['posted', 'edited', 'deleted'])
        socket.on(`message.${event}`, ({ message }) => heard.push(`${event} ${message.text}`.trim()));
    return {
        alice, bob, room, proxy, socket, heard, rest,
        post: (text, roomId = room.id) => rest('POST', `/rooms/${roomId}/messages`, { text }),
        edit: (message, text) => rest('PATCH', `/messages/${message.id}`, { text }),
        remove: (message) => rest('DELETE', `/messages/${message.id}`),
        /** What came up to now: whatever is under way comes before the last post. */
        async all() {
            const last = next(socket, 'message.posted', ({ message }) => message.text === 'last');
            await rest('POST', `/rooms/${room.id}/messages`, { text: 'last' });
            await last;
            assert.equal(heard.pop(), 'posted last');
            return heard.splice(0);
        },
    };
}

const disconnected = (socket) => new Promise((resolve) => socket.once('disconnect', resolve));
const connected = (socket) => new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error) => error.data && reject(error));
});

/** A way to drop the connection: the network fails. */
const cut = ({ proxy, socket }) => async (gone) => {
    // One that is cut off in the middle of its upgrade notices by its heartbeat only, and closing it
    // waits for that upgrade.
    const hasten = setTimeout(() => socket.io.engine.transport.emit('error', new Error('cut off')), 300);
    await proxy.cutUntil(gone);
    clearTimeout(hasten);
};

/** Drops the connection with `how`, does `meanwhile` while there is none, and comes back. */
async function dropped({ socket, proxy }, how, meanwhile = () => {}) {
    proxy.hold();
    const gone = disconnected(socket);
    how(gone);
    await gone;
    await meanwhile();
    const back = connected(socket);
    proxy.release();
    await back;
}

for (const mode of Object.keys(transportModes)) {
    test(`${drops} drops in a row are recovered over ${mode}`, async (context) => {
        const t = await aliceAndBob(context, server, mode);
        const { id } = t.socket;
        let kept;
        for (let i = 0; i < drops; ++i) {
            const how = i % 2 ? cut(t) : () => t.socket.io.engine.close();
            // The first two without any event before.
            const before = i < 2 ? [] : [`posted before ${i}`];
            if (i >= 2) {
                const arrived = next(t.socket, 'message.posted');
                kept = await t.post(`before ${i}`);
                await arrived;
            }
            await dropped(t, how, async () => {
                if (i < 1)
                    return;
                const fresh = await t.post(`fresh ${i}`);
                const gone = await t.post(`gone ${i}`);
                await t.edit(fresh, `edited ${i}`);
                await t.remove(gone);
                if (kept)
                    await t.edit(kept, `changed ${i}`);
                if (i % 3 === 0)
                    await t.remove(kept);
            });
            assert.equal(t.socket.recovered, true, `drop ${i}`);
            assert.equal(t.socket.id, id);
            const edited = kept ? [i % 3 === 0 ? 'deleted' : `edited changed ${i}`] : [];
            const missed = i < 1 ? [] : [`posted edited ${i}`, 'deleted', ...edited];
            assert.deepEqual(await t.all(), [...before, ...missed], `drop ${i}`);
        }
    });

    test(`nothing is lost or repeated while messages flow over ${mode}`, async (context) => {
        const t = await aliceAndBob(context, server, mode);
        const writer = await connect(server.url, t.alice.token);
        let flowing = true;
        context.after(() => {
            flowing = false;
            writer.close();
        });
        let sent = 0;
        const flow = (async () => {
            for (; flowing; ++sent) {
                await call(writer, 'message.post', { roomId: t.room.id, text: `${sent}` });
                // As many as can be recovered, however long it takes to come back.
                while (flowing && sent - t.heard.length > 500)
                    await new Promise((resolve) => { t.socket.once('message.posted', resolve); });
            }
        })();
        for (let i = 0; i < drops; ++i) {
            const enough = t.heard.length + 20;
            while (t.heard.length < enough)
                await next(t.socket, 'message.posted');
            const gone = disconnected(t.socket);
            const back = connected(t.socket);
            if (i % 2)
                cut(t)(gone);
            else
                t.socket.io.engine.close();
            await gone;
            await back;
            assert.equal(t.socket.recovered, true, `drop ${i}`);
        }
        flowing = false;
        await flow;
        assert.deepEqual(await t.all(), Array.from({ length: sent }, (_, i) => `posted ${i}`));
    });

    test(`the server is killed and comes back over ${mode}`, async (context) => {
        const own = await startServer();
        context.after(() => own.kill());
        const t = await aliceAndBob(context, own, mode);
        const { id } = t.socket;
        for (let i = 0; i < 3; ++i) {
            const message = await t.post(`before ${i}`);
            assert.deepEqual(await t.all(), [`posted before ${i}`]);
            t.proxy.hold();
            const gone = disconnected(t.socket);
            await (i === 2 ? own.stop() : own.kill());
            await own.start();
            // A poll may have begun behind the hold.
            await cut(t)(gone);
            await t.post(`meanwhile ${i}`);
            await t.edit(message, `edited ${i}`);
            const back = connected(t.socket);
            t.proxy.release();
            await back;
            assert.equal(t.socket.recovered, true);
            assert.equal(t.socket.id, id);
            assert.deepEqual(await t.all(), [`posted meanwhile ${i}`, `edited edited ${i}`]);
        }
    });

    test(`a connection that the server still holds is taken over, over ${mode}`, async (context) => {
        const t = await aliceAndBob(context, server, mode);
        const { id } = t.socket;
        await t.post('before');
        let hangUp;
        const abandon = (gone) => {
            hangUp = t.proxy.abandon();
            cut(t)(gone);
        };
        await dropped(t, abandon, () => t.post('meanwhile'));
        assert.equal(t.socket.recovered, true);
        assert.equal(t.socket.id, id);
        assert.deepEqual(await t.all(), ['posted before', 'posted meanwhile']);
        hangUp();
        // The end of the old one ends nothing else.
        await t.post('after');
        assert.deepEqual(await t.all(), ['posted after']);
        await dropped(t, cut(t));
        assert.equal(t.socket.recovered, true);
    });
}

test('the rooms are those of now', async (context) => {
    const t = await aliceAndBob(context, server, 'websocket');
    const other = await t.rest('POST', '/rooms', { name: `other ${count}` });
    await t.rest('POST', `/rooms/${other.id}/join`, {}, t.bob);
    const secret = await t.post('before', other.id);
    assert.deepEqual(await t.all(), ['posted before']);
    await dropped(t, cut(t), async () => {
        await t.post('in the room');
        await t.rest('DELETE', `/rooms/${other.id}/members/${t.bob.account.id}`);
        await t.post('behind closed doors', other.id);
        await t.edit(secret, 'so is this');
    });
    assert.equal(t.socket.recovered, true);
    assert.deepEqual(await t.all(), ['posted in the room']);
});

test('who leaves by himself comes back as somebody new', async (context) => {
    const t = await aliceAndBob(context, server, 'websocket');
    const { id } = t.socket;
    await t.all();
    t.socket.disconnect();
    await t.post('unheard');
    const back = connected(t.socket);
    t.socket.connect();
    await back;
    assert.equal(t.socket.recovered, false);
    assert.notEqual(t.socket.id, id);
    assert.deepEqual(await t.all(), []);
    await dropped(t, cut(t), () => t.post('missed'));
    assert.equal(t.socket.recovered, true);
    assert.deepEqual(await t.all(), ['posted missed']);
});

for (const [what, path] of [['logged out', '/sessions/current'], ['logged out everywhere', '/sessions']]) {
    test(`a session that was ${what} meanwhile gets in no more`, async (context) => {
        const t = await aliceAndBob(context, server, 'websocket');
        await t.all();
        t.proxy.hold();
        const gone = disconnected(t.socket);
        cut(t)(gone);
        await gone;
        await t.rest('DELETE', path, undefined, t.bob);
        const refused = connected(t.socket);
        t.proxy.release();
        await assert.rejects(refused, (error) => error.data.code === 'session_ended');
    });
}

test('a pid is worth nothing to another session', async (context) => {
    const t = await aliceAndBob(context, server, 'websocket');
    const { _pid: pid, _lastOffset: offset } = t.socket;
    const again = await server.login(t.bob.account.username);
    const thief = await connect(server.url, again.token, { auth: { token: again.token, pid, offset } });
    assert.equal(thief.recovered, false);
    assert.notEqual(thief.id, t.socket.id);
    assert.equal(t.socket.connected, true);
    assert.deepEqual(await t.all(), []);
    thief.close();
});

test('a pid or an offset that makes no sense is no error', async (context) => {
    const t = await aliceAndBob(context, server, 'websocket');
    const { bob: { token } } = t;
    await t.all();
    const { _pid: pid, _lastOffset: offset } = t.socket;
    assert.match(offset, /^\d+$/);
    const changed = (pid[20] === 'A' ? 'B' : 'A');
    const wrong = [
        { pid: 'x', offset }, { pid: 1, offset }, { pid: null, offset }, { pid: {}, offset }, { pid: '', offset },
        { pid: pid.slice(1), offset }, { pid: `${pid}A`, offset }, { pid: 'A'.repeat(100_000), offset },
        { pid: pid.slice(0, 20) + changed + pid.slice(21), offset },
        ...['', 'x', '-1', '+1', ' 1', '1.0', '1e3', '0x1', `${offset}0000`, '9'.repeat(19), '9'.repeat(1000), '１']
            .map((strange) => ({ pid, offset: strange })),
    ];
    for (const auth of wrong) {
        const socket = await connect(server.url, token, { auth: { token, ...auth }, transports: ['websocket'] });
        assert.equal(socket.recovered, false, JSON.stringify(auth).slice(0, 100));
        assert.notEqual(socket.id, t.socket.id);
        socket.close();
    }
});

test('too much to bring back is no recovery, and no error', async (context) => {
    const t = await aliceAndBob(context, server, 'websocket');
    const { id } = t.socket;
    await t.all();
    await dropped(t, cut(t), async () => {
        const text = 'x'.repeat(16_000);
        for (let n = 0; n < 140; ++n)
            await t.post(text);
    });
    assert.equal(t.socket.recovered, false);
    assert.notEqual(t.socket.id, id);
    assert.deepEqual(await t.all(), []);
    await dropped(t, cut(t), () => t.post('missed'));
    assert.equal(t.socket.recovered, true);
    assert.deepEqual(await t.all(), ['posted missed']);
});

test('no event but a stored one ends in a string', async (context) => {
    const t = await aliceAndBob(context, server, 'websocket');
    const strings = new Set();
    const others = new Set();
    t.socket.onAny((event, ...args) => (typeof args.at(-1) === 'string' ? strings : others).add(event));
    const message = await t.post('one');
    await t.edit(message, 'two');
    await t.remove(message);
    await t.rest('POST', `/rooms/${t.room.id}/typing`, { typing: true });
    await t.rest('PATCH', `/rooms/${t.room.id}`, { name: `renamed ${count}` });
    t.socket.emit('nonsense');
    await next(t.socket, 'error');
    await t.all();
    assert.deepEqual([...strings], ['message.posted', 'message.edited', 'message.deleted']);
    assert.deepEqual([...others].sort(), ['error', 'room.updated', 'typing.changed']);
});

test('socketio.recovery = false switches it off', async (context) => {
    const own = new Server();
    const file = join(own.dir, 'config.toml');
    writeFileSync(file, '[socketio]\nrecovery = false\n');
    own.args = ['--config', file];
    await own.start();
    context.after(() => own.kill());
    const t = await aliceAndBob(context, own, 'websocket');
    const sizes = new Set();
    t.socket.onAny((event, ...args) => sizes.add(args.length));
    await t.all();
    assert.deepEqual([...sizes], [1]);
    await dropped(t, cut(t), () => t.post('unheard'));
    assert.ok(!t.socket.recovered);
    assert.deepEqual(await t.all(), []);
});
