// SPDX-License-Identifier: GPL-3.0-or-later
// legacy.open_sockets: sockets without a token, as three of the originals had them. Which may open,
// whom they may act for, and who tries in vain to act for another. More of them:
// opensocketservers.test.mjs, and behind a proxy ../integration/loopback.test.mjs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { transportModes } from '../clients/support/sockets.mjs';
import { act, cannotAct, cannotLogOut, endSession, isLoggedIn, logged, newRoom, openDialects, texts } from './support/claims.mjs';
import { startPinned } from './support/listeners.mjs';
import { newOrigin, newPage } from './support/pages.mjs';
import { eachTransport, newText, open } from './support/socket.mjs';
import { loginAgain, newUser, newUsers } from './support/users.mjs';
import { match, unique } from './support/values.mjs';

/** `server` has no settings; `on` has legacy.open_sockets = "on". */
let server;
let urls;
let on;
let onUrls;
before(async () => {
    ({ server, urls } = await startPinned());
    ({ server: on, urls: onUrls } = await startPinned('legacy.open_sockets = "on"\n'));
});
after(() => Promise.all([server, on].map((each) => each.stop())));

const firefox = 'Mozilla/5.0 (X11; rv:121.0) Firefox/121.0';
const chromeSince = 'Mozilla/5.0 (X11) Chrome/131.0.6778.85';
const forwarding = { Forwarded: 'for=192.0.2.1', 'X-Forwarded-For': '192.0.2.1', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'chat.example.org', 'X-Forwarded-Whatever': '1', 'X-Real-IP': '192.0.2.1', Via: '1.1 proxy' };
/** Of apps and files, and of pages that name no port or are not of this machine. */
const foreignOrigins = ['https://localhost', 'capacitor://localhost', 'ionic://localhost', 'http://localhost', 'null', 'file://', 'app://localhost:3000', 'https://chat.example.org', 'http://chat.example.org:3000', 'http://localhost.example.org:3000', 'http://192.0.2.1:3000', 'http://localhost:3000@evil.example.org:80', 'http://127.0.0.1.example.org:3000'];

function assertAuthentication(error) {
    assert.equal(error.message, 'Authentication required');
    assert.equal(error.data?.code, 'E_AUTH');
    assert.match(error.data.hint, /legacy\.open_sockets/);
}

/** A user of the dialect who has logged in on the page, and a room of the user's. */
async function loggedIn(dialect, page) {
    const user = await newUser(dialect, page);
    return { user, room: await newRoom(server, user) };
}

/** In every dialect: the attacker acts for nobody who is logged in on `page`, whose own sockets do. */
async function attack(t, options, page, attacker) {
    for (const dialect of openDialects) {
        const { user, room } = await loggedIn(dialect, page);
        await cannotAct(dialect, await attacker.open(t, options), user, room);
        if (dialect === 'phone')
            await cannotLogOut(attacker, user);
        assert.deepEqual(await texts(server, user, room), []);
        assert.ok(await isLoggedIn(server, user));
        await act(dialect, await page.open(t, options), user, room);
    }
}

// Which sockets open.

eachTransport('a page of this machine needs no token, a bad one is none', async (t, options) => {
    for (const url of [server.url, urls['named-rooms'], urls.rooms, urls.phone]) {
        const page = newPage(url);
        await page.open(t, options);
        for (const token of ['nonsense', 5, { $ne: null }])
            await page.refusal(t, options, token);
        await page.but({ headers: { access_token: 'nonsense' } }).refusal(t, options);
        await page.but({ headers: { Authorization: 'Bearer nonsense' } }).refusal(t, options);
    }
});

eachTransport('every name of this machine will do, and the Referer where there is no Origin', async (t, options) => {
    for (const host of ['localhost', '127.0.0.1', '127.8.9.10', '[::1]']) {
        for (const scheme of ['http', 'https'])
            await newPage(server.url, { headers: { Origin: newOrigin(scheme, host) } }).open(t, options);
    }
    await newPage(server.url, { headers: { Origin: undefined, Referer: `${newOrigin()}/chat?room=1` } }).open(t, options);
});

eachTransport('packed apps and pages from elsewhere need a token', async (t, options) => {
    for (const origin of foreignOrigins)
        assertAuthentication(await newPage(server.url, { headers: { Origin: origin } }).refusal(t, options));
    // The Origin counts before the Referer.
    const headers = { Origin: 'https://localhost', Referer: `${newOrigin()}/` };
    assertAuthentication(await newPage(server.url, { headers }).refusal(t, options));
});

eachTransport('a client with neither Origin nor Referer needs a token', async (t, options) => {
    assertAuthentication(await newPage(server.url, { headers: { Origin: undefined } }).refusal(t, options));
});

eachTransport('what came through a proxy needs a token', async (t, options) => {
    for (const [name, value] of Object.entries(forwarding))
        assertAuthentication(await newPage(server.url, { headers: { [name]: value } }).refusal(t, options));
});

eachTransport('direct and chatroom asked for a token, and so do their listeners', async (t, options) => {
    for (const { direct, chatroom } of [urls, onUrls]) {
        assert.equal((await newPage(direct).refusal(t, options)).message, 'error');
        assert.equal((await newPage(direct).refusal(t, options, 'nonsense')).message, 'Authentication error');
        const error = await newPage(chatroom).refusal(t, options);
        assert.equal(error.message, 'Authentication required');
        assert.equal(error.data?.code, 'E_AUTH');
        await newPage(chatroom).refusal(t, options, 'nonsense');
    }
});

test('"off" lets none open, and says so', async (t) => {
    const { server: off, urls: offUrls } = await startPinned('legacy.open_sockets = "off"\n');
    t.after(() => off.stop());
    for (const options of [transportModes.polling, transportModes.websocket]) {
        for (const url of [off.url, offUrls['named-rooms'], offUrls.rooms, offUrls.phone])
            assertAuthentication(await newPage(url).refusal(t, options));
    }
    await logged(off, /legacy\.open_sockets is off/);
});

test('true reads as "on", which is warned of at the start, and false as "off"', async (t) => {
    const { server: yes } = await startPinned('legacy.open_sockets = true\n');
    t.after(() => yes.stop());
    await logged(yes, /WARN.*legacy\.open_sockets/);
    await open(t, yes.url);
    const { server: no } = await startPinned('legacy.open_sockets = false\n');
    t.after(() => no.stop());
    assertAuthentication(await newPage(no.url).refusal(t));
});

// Whom they act for.

eachTransport('named-rooms: a socket acts as the user it names', async (t, options) => {
    const page = newPage(server.url);
    const alice = await newUser('named-rooms', page);
    const room = unique('hall');
    const a = page.begin(t, options);
    a.emit('joinRoom', { username: alice.username, room });
    const text = newText();
    a.emit('sendMessage', { text, username: alice.username, room });
    match({ user: alice.username, text, room, '…': '' }, await a.until('message', { text, '…': '' }));
    assert.deepEqual(a.all('message')[0], { user: { username: 'admin' }, text: `${alice.username} has joined!` });
});

eachTransport('rooms: likewise, by the sender', async (t, options) => {
    const page = newPage(server.url);
    const { user: alice, room } = await loggedIn('rooms', page);
    const a = page.begin(t, options);
    a.emit('joinRoom', room.id);
    const content = newText();
    a.emit('sendMessage', { room: room.id, sender: alice.id, content });
    match({ room: room.id, sender: alice.id, content, '…': '' }, await a.until('receiveMessage', { content, '…': '' }));
});

eachTransport('phone: likewise, by register', async (t, options) => {
    const [hers, his] = [newPage(server.url), newPage(server.url)];
    const [alice, bob] = [await newUser('phone', hers), await newUser('phone', his, 'bob')];
    const a = hers.begin(t, options);
    a.emit('register', alice.id);
    const b = his.begin(t, options);
    b.emit('register', bob.id);
    const content = newText();
    a.emit('sendMessage', { senderId: alice.id, receiverId: bob.id, content });
    match({ senderId: alice.id, receiverId: bob.id, content, '…': '' }, await b.until('receiveMessage'));
});

eachTransport('a log-in counts as registering does, and a new version of the browser is the same one', async (t, options) => {
    for (const dialect of openDialects) {
        const { user, room } = await loggedIn(dialect, newPage(server.url));
        const page = newPage(server.url);
        await loginAgain(page, user);
        await act(dialect, await page.but({ headers: { 'User-Agent': chromeSince } }).open(t, options), user, room);
    }
});

test('phone: the page logs its user out without a token', async (t) => {
    const page = newPage(server.url);
    const { user, room } = await loggedIn('phone', page);
    const socket = await page.open(t);
    await act('phone', socket, user, room);
    const { status } = await page.api('POST', '/logout', { profileId: user.id });
    assert.equal(status, 200);
    assert.equal(await socket.disconnected(), 'io server disconnect');
    assert.ok(!await isLoggedIn(server, user));
});

eachTransport('the first claim binds', async (t, options) => {
    for (const dialect of openDialects) {
        const page = newPage(server.url);
        const [alice, bob] = await newUsers(dialect, page, 'alice', 'bob');
        const room = await newRoom(server, alice);
        const socket = await page.open(t, options);
        await act(dialect, socket, alice, room);
        const before = await texts(server, alice, room);
        await cannotAct(dialect, socket, bob, room);
        assert.deepEqual(await texts(server, alice, room), before);
    }
});

eachTransport('a socket ends with the session that let it act', async (t, options) => {
    for (const dialect of openDialects) {
        const page = newPage(server.url);
        const { user, room } = await loggedIn(dialect, page);
        const socket = await page.open(t, options);
        await act(dialect, socket, user, room);
        await endSession(server, user);
        assert.equal(await socket.disconnected(), 'io server disconnect');
    }
});

eachTransport('a socket without a token has none of the native events', async (t, options) => {
    const page = newPage(server.url);
    const { user, room } = await loggedIn('rooms', page);
    const socket = await page.open(t, options);
    const native = async () => {
        for (const [event, body] of [['account.get', {}], ['room.join', { roomId: room.id }], ['room.list', {}], ['message.post', { roomId: room.id, text: 'forged' }], ['message.list', { roomId: room.id }]])
            await socket.isRefused(event, body);
    };
    await native();
    await act('rooms', socket, user, room);
    await native();
    assert.equal((await texts(server, user, room)).length, 1);
});

eachTransport('rooms: who acts for nobody yet hears a room as long as the page has a session', async (t, options) => {
    const page = newPage(server.url);
    const { user: bob, room } = await loggedIn('rooms', newPage(server.url));
    const a = await page.open(t, options);
    await a.isRefused('joinRoom', room.id);
    await newUser('named-rooms', page);
    await a.isRefused('joinRoom', room.id);
    const alice = await newUser('rooms', page);
    for (const headers of [{ Origin: newOrigin() }, { 'User-Agent': firefox }])
        await (await page.but({ headers }).open(t, options)).isRefused('joinRoom', room.id);
    await (await page.but({ localAddress: '127.0.0.2' }).open(t, options)).isRefused('joinRoom', room.id);
    await a.ask('joinRoom', room.id);
    const b = await open(t, server.url, bob.token, options);
    await b.ask('joinRoom', room.id);
    const say = (content) => b.ask('sendMessage', { room: room.id, sender: bob.id, content });
    await say('heard');
    await a.until('receiveMessage', { content: 'heard', '…': '' });
    await endSession(server, alice);
    await say('unheard');
    // It is disconnected, or an answer comes after what it would have heard.
    await a.ask('joinRoom', room.id).catch(() => {});
    assert.deepEqual(a.all('receiveMessage').map(({ content }) => content), ['heard']);
    await (await page.open(t, options)).isRefused('joinRoom', room.id);
});

eachTransport('private rooms stay closed to who acts for nobody', async (t, options) => {
    const page = newPage(server.url);
    const owner = await newUser('chatroom', server);
    const { body: den } = await server.api('POST', '/api/rooms', { name: unique('den'), isPrivate: true }, owner.token);
    const carol = await newUser('rooms', page, 'carol');
    const socket = await page.open(t, options);
    await socket.isRefused('joinRoom', den._id);
    await socket.isRefused('sendMessage', { room: den._id, sender: carol.id, content: 'forged' });
    assert.deepEqual(await texts(server, owner, { id: den._id }), []);
});

// Who acts for nobody.

eachTransport('attack: from another Origin', async (t, options) => {
    const page = newPage(server.url);
    await attack(t, options, page, page.but({ headers: { Origin: newOrigin() } }));
});

eachTransport('attack: from another Origin, under "on"', async (t, options) => {
    for (const dialect of openDialects) {
        const page = newPage(on.url);
        const user = await newUser(dialect, page);
        const room = await newRoom(on, user);
        for (const headers of [{ Origin: newOrigin() }, { Origin: 'https://evil.example.org' }, { Origin: 'null' }, { Origin: undefined }, { 'User-Agent': firefox }])
            await cannotAct(dialect, await page.but({ headers }).open(t, options), user, room);
        await act(dialect, await page.open(t, options), user, room);
    }
});

eachTransport('attack: an opaque Origin is nobody\'s, under "on" too', async (t, options) => {
    for (const dialect of openDialects) {
        for (const origin of ['null', 'file://', `${newOrigin()}/${'x'.repeat(3000)}`]) {
            const page = newPage(on.url, { headers: { Origin: origin } });
            const user = await newUser(dialect, page);
            await cannotAct(dialect, await page.open(t, options), user, await newRoom(on, user));
        }
    }
});

eachTransport('attack: from another browser', async (t, options) => {
    const page = newPage(server.url);
    await attack(t, options, page, page.but({ headers: { 'User-Agent': firefox } }));
});

eachTransport('attack: from another address', async (t, options) => {
    const page = newPage(server.url);
    const elsewhere = page.but({ localAddress: '127.0.0.2' });
    await attack(t, options, page, elsewhere);
    await attack(t, options, elsewhere, page);
});

eachTransport('attack: on the session of a page behind a proxy', async (t, options) => {
    for (const [name, value] of Object.entries(forwarding)) {
        const page = newPage(server.url);
        const { user, room } = await loggedIn('phone', page.but({ headers: { [name]: value } }));
        await cannotAct('phone', await page.open(t, options), user, room);
        await cannotLogOut(page, user);
    }
});

eachTransport('attack: on a session that a client without an Origin opened', async (t, options) => {
    for (const dialect of openDialects) {
        const page = newPage(server.url);
        const { user, room } = await loggedIn(dialect, page.but({ headers: { Origin: undefined } }));
        await cannotAct(dialect, await page.open(t, options), user, room);
        await cannotLogOut(page.but({ headers: { Origin: undefined } }), user);
        assert.ok(await isLoggedIn(server, user));
    }
});

eachTransport('attack: on a native session', async (t, options) => {
    const page = newPage(server.url);
    const username = unique('native');
    const password = `secret of ${username}`;
    const { body: { token, account } } = await page.api('POST', '/api/v1/accounts', { username, password });
    assert.equal((await page.api('POST', '/api/v1/sessions', { login: username, password })).status, 201);
    const user = { username, id: account.id, token };
    const room = await newRoom(server, user);
    for (const dialect of openDialects)
        await cannotAct(dialect, await page.open(t, options), user, room);
    await cannotLogOut(page, user);
    assert.ok(await isLoggedIn(server, user));
});

eachTransport('attack: on a session of another dialect', async (t, options) => {
    const page = newPage(server.url);
    for (const theirs of [...openDialects, 'direct', 'chatroom']) {
        const { user, room } = await loggedIn(theirs, page);
        for (const dialect of openDialects.filter((name) => name !== theirs))
            await cannotAct(dialect, await page.open(t, options), user, room);
        assert.deepEqual(await texts(server, user, room), []);
    }
});

eachTransport('attack: on a session that has ended', async (t, options) => {
    for (const dialect of openDialects) {
        const page = newPage(server.url);
        const { user, room } = await loggedIn(dialect, page);
        await endSession(server, user);
        await cannotAct(dialect, await page.open(t, options), user, room);
        await cannotLogOut(page, user);
        assert.deepEqual(await texts(server, { token: await loginAgain(server, user) }, room), []);
    }
});

eachTransport('attack: a socket with a token makes nobody logged in on its page', async (t, options) => {
    const page = newPage(server.url);
    const { user, room } = await loggedIn('phone', page);
    const other = newPage(server.url);
    await open(t, server.url, user.token, { ...options, extraHeaders: other.headers });
    await cannotAct('phone', await other.open(t, options), user, room);
});
