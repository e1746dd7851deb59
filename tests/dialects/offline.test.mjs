// SPDX-License-Identifier: GPL-3.0-or-later
// What waits for a user of "phone" that is away: each message arrives once, whatever happens to
// links, devices and the server; and once more only where the client cannot have told that it came.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Polling, RawSocket } from '../clients/support/rawengine.mjs';
import { startServer } from '../clients/support/server.mjs';
import { transportModes } from '../clients/support/sockets.mjs';
import { begin, eachTransport, newText } from './support/socket.mjs';
import { loginAgain, newUser, newUsers } from './support/users.mjs';
import { match } from './support/values.mjs';

let server;
before(async () => { server = await startServer(); });
after(() => server.stop());

/** With the upgrade, which is what io() does by default: register goes out while it is under way. */
const allModes = Object.keys(transportModes);

async function registered(t, user, options = {}, { url } = server) {
    const socket = begin(t, url, user.token, options);
    await socket.ask('register', user.id);
    return socket;
}

/** Acknowledged, so stored. */
function send(socket, from, to, content) {
    return socket.ask('sendMessage', { senderId: from.id, receiverId: to.id, content });
}

const like = (content) => ({ content, '…': '' });
const contents = (socket) => socket.all('receiveMessage').map(({ content }) => content);

/** What the socket has heard before a message that is sent now: all, if nothing is to come any more. */
async function contentsUntilNow(socket, sender, from, to) {
    const last = newText('last');
    await send(sender, from, to, last);
    await socket.until('receiveMessage', like(last));
    return contents(socket).slice(0, contents(socket).indexOf(last));
}

eachTransport('what came meanwhile arrives at the next register, oldest first, and once', async (t, options) => {
    const [alice, bob, carol] = await newUsers('phone', server, 'alice', 'bob', 'carol');
    const a = await registered(t, alice, options);
    const c = await registered(t, carol, options);
    const texts = ['one', 'two', 'three', 'four'].map(newText);
    await send(a, alice, bob, texts[0]);
    await send(c, carol, bob, texts[1]);
    await send(a, alice, bob, texts[2]);
    await send(c, carol, bob, texts[3]);
    const first = begin(t, server.url, bob.token, options);
    first.emit('register', bob.id);
    await first.until('receiveMessage', like(texts[3]));
    assert.deepEqual(contents(first), texts);
    match({ _id: '<id>', senderId: carol.id, receiverId: bob.id, content: texts[1], timestamp: '<time>', '…': '' }, first.all('receiveMessage')[1]);
    await first.ask('register', bob.id);
    assert.deepEqual(await contentsUntilNow(first, a, alice, bob), texts);
    // The ack of a second register says that the last message has been told as come, too.
    await first.ask('register', bob.id);
    first.close();
    const second = await registered(t, bob, options);
    assert.deepEqual(await contentsUntilNow(second, a, alice, bob), []);
}, allModes);

eachTransport('what was heard live is not told again', async (t, options) => {
    const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
    const a = await registered(t, alice, options);
    const first = await registered(t, bob, options);
    const text = newText();
    await send(a, alice, bob, text);
    await first.until('receiveMessage', like(text));
    await first.ask('register', bob.id);
    assert.deepEqual(await contentsUntilNow(first, a, alice, bob), [text]);
    await first.ask('register', bob.id);
    first.close();
    const away = newText('away');
    await send(a, alice, bob, away);
    const second = await registered(t, bob, options);
    assert.deepEqual(await contentsUntilNow(second, a, alice, bob), [away]);
}, allModes);

eachTransport('what a user of "direct" sends waits likewise', async (t, options) => {
    const [dave, bob] = [await newUser('direct', server, 'dave'), await newUser('phone', server, 'bob')];
    const texts = [newText('one'), newText('two')];
    for (const content of texts) {
        const { status } = await server.api('POST', '/api/chat/send', { sender: dave.id, receiver: bob.id, content }, dave.token);
        assert.equal(status, 201);
    }
    const b = await registered(t, bob, options);
    await b.until('receiveMessage', like(texts[1]));
    match({ _id: '<id>', senderId: dave.id, receiverId: bob.id, content: texts[0], timestamp: '<time>', '…': '' }, b.all('receiveMessage')[0]);
    assert.deepEqual(contents(b), texts);
}, allModes);

eachTransport('of several devices the one that registered last has every message, none has one twice', async (t, options) => {
    const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
    const a = await registered(t, alice, options);
    const waiting = newText('waiting');
    await send(a, alice, bob, waiting);
    const phone = await registered(t, bob, options);
    await phone.until('receiveMessage', like(waiting));
    await phone.ask('register', bob.id);
    const tablet = await registered(t, { ...bob, token: await loginAgain(server, bob) }, options);
    const texts = ['one', 'two', 'three'].map(newText);
    for (const text of texts)
        await send(a, alice, bob, text);
    assert.deepEqual(await contentsUntilNow(tablet, a, alice, bob), texts);
    // The phone comes back and is the last then; it may have heard of the others or not.
    await phone.ask('register', bob.id);
    const heard = await contentsUntilNow(phone, a, alice, bob);
    assert.equal(new Set(heard).size, heard.length, `twice: ${heard}`);
    assert.equal(heard[0], waiting);
    await tablet.ask('register', bob.id);
    await contentsUntilNow(tablet, a, alice, bob);
    for (const device of [phone, tablet]) {
        const ids = device.all('receiveMessage').map(({ _id }) => _id);
        assert.equal(new Set(ids).size, ids.length, `twice: ${contents(device)}`);
    }
}, allModes);

eachTransport('what waits survives SIGKILL, and so does what does not', async (t, options) => {
    const own = await startServer();
    t.after(() => own.kill());
    const [alice, bob] = await newUsers('phone', own, 'alice', 'bob');
    let a = await registered(t, alice, options, own);
    const b = await registered(t, bob, options, own);
    const live = newText('live');
    await send(a, alice, bob, live);
    await b.until('receiveMessage', like(live));
    // A message of its own is written behind the news that this one came.
    await b.ask('register', bob.id);
    await send(b, bob, alice, newText('to be stored after it'));
    b.close();
    await b.disconnected();
    const texts = ['one', 'two', 'three'].map(newText);
    for (const text of texts)
        await send(a, alice, bob, text);
    await own.kill();
    await own.start();
    a = await registered(t, alice, options, own);
    const again = await registered(t, bob, options, own);
    await again.until('receiveMessage', like(texts[2]));
    await again.ask('register', bob.id);
    assert.deepEqual(await contentsUntilNow(again, a, alice, bob), texts);
}, allModes);

/** A device on a WebSocket of which the test answers the pings, or does not. */
async function rawDevice(t, user) {
    const raw = await RawSocket.open(`${server.url}/socket.io/?EIO=4&transport=websocket`);
    t.after(() => raw.close());
    raw.send(`40${JSON.stringify({ token: user.token })}`);
    await raw.next('40{');
    raw.send(`421${JSON.stringify(['register', user.id])}`);
    await raw.next('431');
    return raw;
}

const messageStart = '42["receiveMessage"';

/** The message that has come, once the ping behind it has come too. */
async function takeMessage(raw) {
    const packet = await raw.next(messageStart);
    await raw.next('2');
    assert.ok(raw.packets.indexOf('2') > raw.packets.indexOf(packet), `${raw.packets}`);
    return JSON.parse(packet.slice(2))[1];
}

for (const [way, isWaiting] of [['that waited', true], ['that came live', false]]) {
    const toDevice = async (t, alice, bob, a) => {
        const text = newText();
        if (isWaiting)
            await send(a, alice, bob, text);
        const raw = await rawDevice(t, bob);
        if (!isWaiting)
            await send(a, alice, bob, text);
        return { raw, message: await takeMessage(raw) };
    };

    test(`a message ${way} is told once more, with its id, if the link dies before the ping is answered`, async (t) => {
        const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
        const a = await registered(t, alice);
        const { raw, message } = await toDevice(t, alice, bob, a);
        raw.close();
        await raw.closed;
        const again = await registered(t, bob);
        const repeated = await again.until('receiveMessage');
        assert.equal(repeated._id, message._id);
        assert.deepEqual(repeated, message);
        await again.ask('register', bob.id);
        assert.deepEqual(await contentsUntilNow(again, a, alice, bob), [message.content]);
        await again.ask('register', bob.id);
        again.close();
        const third = await registered(t, bob);
        assert.deepEqual(await contentsUntilNow(third, a, alice, bob), []);
    });

    test(`a message ${way} is not told again if the link dies after the ping was answered`, async (t) => {
        const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
        const a = await registered(t, alice);
        const { raw } = await toDevice(t, alice, bob, a);
        raw.send('3', `422${JSON.stringify(['register', bob.id])}`);
        await raw.next('432');
        raw.close();
        await raw.closed;
        const again = await registered(t, bob);
        assert.deepEqual(await contentsUntilNow(again, a, alice, bob), []);
    });
}

/** The first packet that begins with `start`, of this poll or a later one. */
async function poll(polling, start) {
    for (;;) {
        const { status, body } = await polling.poll();
        assert.equal(status, 200, body);
        const found = body.split('\x1e').find((packet) => packet.startsWith(start));
        if (found)
            return found;
    }
}

async function pollingDevice(user) {
    const polling = await Polling.open(server.url, '/socket.io/');
    await polling.post(`40${JSON.stringify({ token: user.token })}`);
    await poll(polling, '40{');
    return polling;
}

test('over polling, a message counts as come when the next poll is opened', async (t) => {
    const [alice, bob] = await newUsers('phone', server, 'alice', 'bob');
    const a = await registered(t, alice);
    const text = newText();
    await send(a, alice, bob, text);

    const first = await pollingDevice(bob);
    await first.post(`42${JSON.stringify(['register', bob.id])}`);
    const message = JSON.parse((await poll(first, messageStart)).slice(2))[1];
    assert.equal(message.content, text);
    // Gone without another poll.
    await first.post('1');

    const second = await pollingDevice(bob);
    await second.post(`42${JSON.stringify(['register', bob.id])}`);
    const repeated = JSON.parse((await poll(second, messageStart)).slice(2))[1];
    assert.deepEqual(repeated, message);
    await second.post(`422${JSON.stringify(['register', bob.id])}`);
    await poll(second, '432');
    await second.post('1');

    const third = await registered(t, bob);
    assert.deepEqual(await contentsUntilNow(third, a, alice, bob), []);
});
