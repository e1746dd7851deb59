// SPDX-License-Identifier: GPL-3.0-or-later
// Sockets without a token, in tests that need their own server because of restarts, addresses or the
// log. The others are in opensockets.test.mjs.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { transportModes } from '../clients/support/sockets.mjs';
import { act, cannotAct, cannotLogOut, logged, newRoom, openDialects, texts } from './support/claims.mjs';
import { startPinned } from './support/listeners.mjs';
import { newOrigin, newPage, Page } from './support/pages.mjs';
import { eachTransport, newText, open } from './support/socket.mjs';
import { newUser, newUsers } from './support/users.mjs';

const firefox = 'Mozilla/5.0 (X11; rv:121.0) Firefox/121.0';

async function ownServer(t, options) {
    const server = await startServer(options);
    t.after(() => server.stop());
    return server;
}

/** Restarts the server. The socket buffers what it sends until it has reconnected. */
async function restartUnder(socket, server) {
    await server.stop();
    await socket.disconnected();
    await server.start();
}

/** Sockets that reconnect automatically, like those of pages. */
const lasting = (options) => ({ ...options, reconnection: true, reconnectionDelay: 50, reconnectionDelayMax: 200 });

eachTransport('at its defaults, a server lets a page of its machine log in and talk', async (t, options) => {
    const server = await ownServer(t);
    for (const dialect of openDialects) {
        const page = newPage(server.url);
        const user = await newUser(dialect, page);
        await act(dialect, await page.open(t, options), user, await newRoom(server, user));
    }
});

const hasIpv6 = Object.values(networkInterfaces()).flat().some(({ address }) => address === '::1');

test('::1 and 127.0.0.1 are one address', { skip: !hasIpv6 && 'There is no ::1' }, async (t) => {
    const server = await ownServer(t, { args: ['--listen', '[::1]:0'] });
    const [six] = server.stdout.match(/https?:\/\/\[::1\]:\d+/);
    for (const options of [transportModes.polling, transportModes.websocket]) {
        for (const [logIn, talk] of [[six, server.url], [server.url, six], [six, six]]) {
            for (const dialect of openDialects) {
                const page = newPage(logIn);
                const user = await newUser(dialect, page);
                const room = await newRoom(server, user);
                await act(dialect, await page.but({ url: talk }).open(t, options), user, room);
            }
        }
    }
    const page = newPage(six);
    const user = await newUser('phone', page);
    const elsewhere = await page.but({ url: server.url, localAddress: '127.0.0.2' }).open(t);
    await cannotAct('phone', elsewhere, user, await newRoom(server, user));
});

eachTransport('"on": a program with neither Origin nor Referer acts for who logged in with it', async (t, options) => {
    const { server } = await startPinned('legacy.open_sockets = "on"\n');
    t.after(() => server.stop());
    for (const dialect of openDialects) {
        // Node's fetch and socket.io-client send different User-Agents.
        const user = await newUser(dialect, server);
        const room = await newRoom(server, user);
        await act(dialect, await open(t, server.url, undefined, options), user, room);
        const elsewhere = await new Page({ url: server.url, localAddress: '127.0.0.2' }).open(t, options);
        await cannotAct(dialect, elsewhere, user, room);
        await cannotAct(dialect, await newPage(server.url).open(t, options), user, room);
    }
});

test('attack: on a session that has expired', async (t) => {
    const server = await ownServer(t);
    const page = newPage(server.url);
    const users = Object.fromEntries(await Promise.all(openDialects.map(async (name) => [name, await newUser(name, page)])));
    const rooms = Object.fromEntries(await Promise.all(openDialects.map(async (name) => [name, await newRoom(server, users[name])])));
    await server.stop();
    execFileSync('sqlite3', [join(server.dir, 'parlance.db'), 'UPDATE sessions SET expires_at = created_at']);
    await server.start();
    for (const dialect of openDialects)
        await cannotAct(dialect, await page.open(t), users[dialect], rooms[dialect]);
    await cannotLogOut(page, users.phone);
    assert.equal((await page.api('GET', '/api/v1/accounts/me', undefined, users.phone.token)).status, 401);
});

eachTransport('named-rooms: after a restart, a socket hears the room that it sends to', async (t, options) => {
    const server = await ownServer(t);
    const page = newPage(server.url);
    const [alice, bob] = await newUsers('named-rooms', page, 'alice', 'bob');
    const room = await newRoom(server, bob);
    const a = await page.open(t, lasting(options));
    await act('named-rooms', a, alice, room);
    await restartUnder(a, server);
    const sent = [newText('mine'), newText('answer')];
    await a.ask('sendMessage', { username: alice.username, room: room.name, text: sent[0] });
    await a.until('message', { text: sent[0], '…': '' });
    const b = await page.open(t, options);
    await b.ask('sendMessage', { username: bob.username, room: room.name, text: sent[1] });
    await a.until('message', { text: sent[1], '…': '' });
    assert.deepEqual(await texts(server, alice, room), [...sent].sort());
});

eachTransport('rooms: after a restart, a socket hears the room that it sends to', async (t, options) => {
    const server = await ownServer(t);
    const page = newPage(server.url);
    const [alice, bob] = await newUsers('rooms', page, 'alice', 'bob');
    const room = await newRoom(server, alice);
    const a = await page.open(t, lasting(options));
    await a.ask('joinRoom', room.id);
    await restartUnder(a, server);
    const sent = [newText('mine'), newText('answer')];
    await a.ask('sendMessage', { sender: alice.id, room: room.id, content: sent[0] });
    await a.until('receiveMessage', { content: sent[0], '…': '' });
    const b = await page.open(t, options);
    await b.ask('joinRoom', room.id);
    await b.ask('sendMessage', { sender: bob.id, room: room.id, content: sent[1] });
    await a.until('receiveMessage', { content: sent[1], '…': '' });
    assert.deepEqual(await texts(server, alice, room), [...sent].sort());
});

eachTransport('phone: after a restart, the first message counts as register', async (t, options) => {
    const server = await ownServer(t);
    const page = newPage(server.url);
    const [alice, bob] = await newUsers('phone', page, 'alice', 'bob');
    const a = await page.open(t, lasting(options));
    await a.ask('register', alice.id);
    await restartUnder(a, server);
    await a.ask('sendMessage', { senderId: alice.id, receiverId: bob.id, content: newText() });
    const b = await page.open(t, options);
    const answer = newText('answer');
    await b.ask('sendMessage', { senderId: bob.id, receiverId: alice.id, content: answer });
    await a.until('receiveMessage', { content: answer, '…': '' });
});

eachTransport('after a restart, an attacker acts for nobody either', async (t, options) => {
    const server = await ownServer(t);
    for (const dialect of openDialects) {
        const page = newPage(server.url);
        const user = await newUser(dialect, page);
        const room = await newRoom(server, user);
        await server.restart();
        for (const headers of [{ Origin: newOrigin() }, { 'User-Agent': firefox }])
            await cannotAct(dialect, await page.but({ headers }).open(t, options), user, room);
        await act(dialect, await page.open(t, options), user, room);
    }
});

test('the log states once why sockets were refused', async (t) => {
    const { server, urls } = await startPinned();
    t.after(() => server.stop());
    const page = newPage(server.url, { headers: { Origin: 'https://localhost' } });
    for (let count = 0; count < 3; ++count)
        await page.refusal(t);
    // Another listener has its own line, after all lines of the first.
    await page.but({ url: urls.rooms }).refusal(t);
    const about = ({ host }) => new RegExp(`${host}.*legacy\\.open_sockets`);
    await logged(server, about(new URL(urls.rooms)));
    const [line, ...more] = await logged(server, about(new URL(server.url)));
    assert.match(line, /Origin/);
    assert.deepEqual(more, []);
});

test('the log states once what differed when a socket claimed a user', async (t) => {
    const { server, urls } = await startPinned();
    t.after(() => server.stop());
    const page = newPage(urls.phone);
    const user = await newUser('phone', page);
    const room = await newRoom(server, user);
    const stranger = page.but({ headers: { Origin: newOrigin() }, localAddress: '127.0.0.2' });
    await cannotAct('phone', await stranger.open(t), user, room);
    await cannotAct('phone', await page.but({ headers: { 'User-Agent': firefox } }).open(t), user, room);
    await page.but({ url: urls.rooms, headers: { Origin: 'null' } }).refusal(t);
    const about = ({ host }) => new RegExp(`${host}.*legacy\\.open_sockets`);
    await logged(server, about(new URL(urls.rooms)));
    const [line, ...more] = await logged(server, about(new URL(urls.phone)));
    assert.match(line, /address/);
    assert.match(line, /Origin/);
    assert.doesNotMatch(line, /User-Agent/);
    assert.ok(!line.includes(user.username) && !line.includes(user.id), line);
    assert.deepEqual(more, []);
});
