// SPDX-License-Identifier: GPL-3.0-or-later
// What the server does, as its metrics say, against what can be counted from outside.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { connect, transportModes } from '../clients/support/sockets.mjs';
import { fullRoom, Member, restPosts } from '../dialects/support/roommembers.mjs';
import { newText } from '../dialects/support/socket.mjs';
import { unique } from '../dialects/support/values.mjs';
import { eventually } from './support/administrators.mjs';
import { Console } from './support/console.mjs';
import { growth, processes, read, Reading, startMeasured, transactionsInLog } from './support/metrics.mjs';

let place;
const began = Date.now();
before(async () => { place = await startMeasured(); });
after(() => place.stop());

const now = () => Reading.of(place);
const connectionKinds = (reading) => Object.fromEntries(
    [...reading.samples].filter(([name]) => name.startsWith('parlance_connections{'))
        .map(([name, count]) => [['transport', 'protocol', 'dialect'].map((label) => name.match(`${label}="([^"]*)"`)[1]).join('|'), count]));

test('promtool accepts the text', async () => {
    const text = await (await read(place.metricsUrl)).text();
    const checked = spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
    assert.equal(checked.error, undefined, 'promtool is in the Debian package prometheus');
    assert.deepEqual([checked.status, checked.stdout, checked.stderr], [0, '', '']);
});

test('connections by transport, protocol and dialect, and users online', async (t) => {
    const before = await now();
    const { members } = await fullRoom(t, place.server, transportModes.polling);
    const { token } = await place.server.register(unique('ann'));
    const others = await Promise.all([1, 2].map(() => connect(place.server.url, token, transportModes.websocket)));
    const plain = await Promise.all([1, 2, 3].map(() => openPlain(place.server.url, token)));
    // If it fails, nothing is left open.
    t.after(() => [...others, ...plain].forEach((socket) => socket.close()));
    for (const each of plain)
        await each.call('account.get', {});
    const expected = {
        ...Object.fromEntries(members.map(({ dialect }) => [`polling|socket.io 5|${dialect}`, 1])),
        'websocket|socket.io 5|native': 2,
        'websocket|plain|native': 3,
    };
    const open = await now();
    assert.deepEqual(connectionKinds(open), expected);
    assert.equal(open.get('parlance_users_online'), members.length + 1);
    const opened = open.get('parlance_connections_opened_total') - before.get('parlance_connections_opened_total');
    assert.equal(opened, members.length + 5);
    const { connections, connectionKinds: kinds } = await place.local.ok('metrics');
    assert.equal(connections, members.length + 5);
    assert.deepEqual(Object.fromEntries(kinds.map((kind) => [`${kind.transport}|${kind.protocol}|${kind.dialect}`, kind.count])), expected);
    others.forEach((socket) => socket.close());
    await Promise.all(plain.map((socket) => socket.close()));
    members.forEach(({ socket }) => socket.close());
    await eventually(async () => Object.keys(connectionKinds(await now())).length === 0, 'all connections are gone');
    const closed = growth(before, await now(), 'parlance_disconnects_total', 'reason');
    assert.deepEqual(closed, { client_disconnect: members.length + 5 });
    await eventually(async () => (await now()).get('parlance_users_online') === 0, 'nobody is online');
});

test('messages posted and delivered, and how long that takes', async (t) => {
    const before = await now();
    const start = performance.now();
    const { room, members } = await fullRoom(t, place.server, transportModes.websocket);
    const polling = await Member.join(t, place.server, 'native', room, transportModes.polling);
    const all = [...members, polling];
    const said = [];
    for (let round = 0; round < 5; ++round) {
        for (const sender of all) {
            said.push(newText(`from ${sender.dialect}`));
            await sender.say(said.at(-1));
        }
        for (const sender of members.filter(({ dialect }) => dialect in restPosts)) {
            said.push(newText(`posted by ${sender.dialect}`));
            const [path, body] = restPosts[sender.dialect](sender.user, room, said.at(-1));
            assert.ok((await place.server.api('POST', path, body, sender.user.token)).status < 300);
        }
    }
    for (const member of all)
        await eventually(() => member.texts.length >= said.length - (member.hasNoEcho ? 5 : 0), `${member.dialect} has heard all`);
    const heard = all.reduce((sum, { texts }) => sum + texts.length, 0);
    let later;
    await eventually(async () => {
        later = await now();
        return later.get('parlance_message_delivery_seconds_count') - before.get('parlance_message_delivery_seconds_count') === said.length;
    }, 'each message has a time');
    const grown = (name) => later.get(name) - before.get(name);
    assert.equal(grown('parlance_messages_posted_total'), said.length);
    assert.equal(grown('parlance_message_deliveries_total'), heard);
    // They were posted one after another, while the clock here ran.
    assert.ok(grown('parlance_message_delivery_seconds_sum') > 0);
    assert.ok(grown('parlance_message_delivery_seconds_sum') < (performance.now() - start) / 1000);
    const { delivery, messagesPosted } = await place.local.ok('metrics');
    assert.equal(messagesPosted, later.get('parlance_messages_posted_total'));
    assert.ok(delivery.count >= said.length && delivery.p50Ms <= delivery.p95Ms && delivery.p95Ms <= delivery.p99Ms && delivery.p99Ms <= delivery.maxMs);
});

test('pushes of every kind', async () => {
    const { server } = place;
    const [ann, ben] = await Promise.all(['ann', 'ben'].map((name) => server.register(unique(name))));
    const socket = await connect(server.url, ann.token, transportModes.websocket);
    const heard = [];
    socket.onAny((event) => heard.push(event));
    const plain = await openPlain(server.url, ben.token);
    const { ok: room } = await plain.call('room.create', { name: unique('room') });
    await socket.emitWithAck('room.join', { roomId: room.id });
    await plain.next(({ event }) => event === 'member.joined');
    const pushes = () => heard.length + plain.frames.filter(({ event }) => event).length;
    const [before, counted] = [await now(), pushes()];
    await socket.emitWithAck('message.post', { roomId: room.id, text: 'Hello' });
    await socket.emitWithAck('room.typing', { roomId: room.id, typing: true });
    await plain.call('room.update', { roomId: room.id, topic: 'Weather' });
    await plain.call('message.post', { roomId: room.id, text: 'The end' });
    await eventually(() => heard.filter((event) => event === 'message.posted').length === 2, 'the last message has come');
    const after = await now();
    assert.equal(after.get('parlance_pushes_total') - before.get('parlance_pushes_total'), pushes() - counted);
    assert.ok(pushes() - counted > 4);
    socket.close();
    await plain.close();
});

test('the storage: commits, and what waits while it is blocked', async () => {
    const { server } = place;
    const ann = await server.register(unique('ann'));
    const { body: room } = await server.api('POST', '/api/v1/rooms', { name: unique('room') }, ann.token);
    const plain = await openPlain(server.url, ann.token);
    const post = (text) => plain.call('message.post', { roomId: room.id, text });
    await post('Hello');
    // What is not on disk yet, and what is deleted in the background, moves both at any time.
    await eventually(async () => {
        const [logBefore, before] = [transactionsInLog(server.dir), await now()];
        for (let i = 0; i < 10; ++i)
            await post(`${i}`);
        const [after, log] = [await now(), transactionsInLog(server.dir)];
        const commits = after.get('parlance_storage_commit_seconds_count') - before.get('parlance_storage_commit_seconds_count');
        return log - logBefore === commits && commits >= 10;
    }, 'as many commits as the log of the database holds');

    const before = await now();
    const shell = spawn('sqlite3', [join(server.dir, 'parlance.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
    shell.stdin.write('.timeout 5000\nBEGIN IMMEDIATE;\nSELECT \'locked\';\n');
    await new Promise((resolve) => { shell.stdout.once('data', resolve); });
    const locked = performance.now();
    const posted = Promise.all([post('one'), post('two')]);
    const jobs = async () => (await now()).get('parlance_storage_queue_jobs', { queue: 'write' });
    await eventually(async () => await jobs() >= 2, 'both wait for the lock');
    await pause(300);
    const heldMs = performance.now() - locked;
    assert.ok((await place.local.ok('metrics')).queuedWrites >= 2);
    shell.stdin.end('ROLLBACK;\n');
    await posted;
    await eventually(async () => await jobs() === 0, 'nothing waits');
    const blocked = await now();
    const taken = blocked.get('parlance_message_delivery_seconds_sum') - before.get('parlance_message_delivery_seconds_sum');
    assert.ok(taken > 0.5, `two messages waited ${heldMs} ms, the metrics say ${taken} s in all`);
    await plain.close();
});

test('the lag of the event loop', async () => {
    const slow = (reading) => reading.get('parlance_event_loop_lag_seconds_count')
        - reading.get('parlance_event_loop_lag_seconds_bucket', { le: '0.262144' });
    const before = await now();
    // The timer runs every 250 ms, so it is late by at least 350 ms.
    place.server.child.kill('SIGSTOP');
    await pause(600);
    place.server.child.kill('SIGCONT');
    await eventually(async () => slow(await now()) > slow(before), 'it was late');
    assert.ok((await place.local.ok('metrics')).loopLag.maxMs > 262);
});

test('the process: time, memory, descriptors', async () => {
    const { pid } = place.server.child;
    const start = (await now()).get('process_start_time_seconds');
    assert.ok(start >= began / 1000 - 1 && start < Date.now() / 1000);
    const tick = 0.02;
    const cpuBefore = processes.cpuSeconds(pid);
    const cpu = (await now()).get('process_cpu_seconds_total');
    assert.ok(cpu > cpuBefore - tick && cpu < processes.cpuSeconds(pid) + tick, `${cpuBefore} ${cpu}`);
    assert.equal((await now()).get('process_max_fds'), processes.descriptorLimit(pid));
    // Others may come and go meanwhile.
    await eventually(async () => {
        const first = processes.descriptors(pid);
        const metric = (await now()).get('process_open_fds');
        return first === processes.descriptors(pid) && metric === first;
    }, 'as many descriptors as /proc lists');
    await eventually(async () => {
        const first = processes.memoryBytes(pid);
        const metric = (await now()).get('process_resident_memory_bytes');
        return Math.abs(metric - first) < 1 << 20 && Math.abs(metric - processes.memoryBytes(pid)) < 1 << 20;
    }, 'as much memory as /proc says, within a megabyte');
    const { version } = await place.local.ok('status');
    assert.equal((await now()).get('parlance_build_info', { version }), 1);
});

test('the history follows', async () => {
    const { server } = place;
    const ann = await server.register(unique('ann'));
    const plain = await openPlain(server.url, ann.token);
    const { ok: room } = await plain.call('room.create', { name: unique('room') });
    // Of one second, while this socket is open.
    const isWhole = ({ series }, at) => series.messagesPerSecond[at] > 0 && series.deliveriesPerSecond[at] > 0
        && series.deliveryP50Ms[at] > 0 && series.deliveryP99Ms[at] >= series.deliveryP50Ms[at] && series.connections[at] >= 1
        && series.usersOnline[at] >= 1 && series.memoryBytes[at] > 1 << 20 && series.cpuCores[at] >= 0;
    let history;
    await eventually(async () => {
        await plain.call('message.post', { roomId: room.id, text: 'Hello' });
        ({ history } = await place.local.ok('metrics', { history: 'minute' }));
        return [55, 56, 57, 58, 59].some((at) => isWhole(history, at));
    }, 'a second with messages');
    assert.ok(Math.abs(Date.parse(history.from) + 60_000 - Date.now()) < 5000);
    const seen = history.series.connections.filter((value) => value !== null).length;
    assert.ok(seen > 0 && seen <= (Date.now() - began) / 1000 + 1, 'nothing from before the start');
    await plain.close();
});

test('a console watches the figures of each second, as the history has them', async (t) => {
    const console = await Console.openLocal(place.server);
    t.after(() => console.close());
    const seconds = await console.watch('metrics', { limit: 30 });
    const first = seconds.list().length;
    await console.until(seconds, (model) => model.list().length > first + 1, 'two further seconds');
    const { history } = await place.local.ok('metrics', { history: 'minute' });
    const known = (name, at) => history.series[name][(Date.parse(at) - Date.parse(history.from)) / 1000];
    const entries = seconds.list().slice(0, -1);
    for (const { at, ...values } of entries.map(({ position, key, ...cells }) => cells))
        assert.deepEqual(values, Object.fromEntries(Object.keys(history.series).map((name) => [name, known(name, at)])));
    await console.unwatch(seconds);
});
