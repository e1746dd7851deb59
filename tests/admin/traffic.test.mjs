// SPDX-License-Identifier: GPL-3.0-or-later
// What consoles see of the traffic of clients of all dialects, and who sees its texts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPlain } from '../clients/support/plainsocket.mjs';
import { fullRoom, restPosts } from '../dialects/support/roommembers.mjs';
import { newText } from '../dialects/support/socket.mjs';
import { unique } from '../dialects/support/values.mjs';
import { auditMark, auditSince, startStaffed } from './support/administrators.mjs';
import { Console } from './support/console.mjs';

const websocket = { transports: ['websocket'] };

let place;
let server;
let local;
before(async () => {
    place = await startStaffed();
    ({ server, local } = place);
});
after(() => place.stop());

const consoleOf = async (t, role) => {
    const { token } = await server.login(place.staff[role].username);
    const console = await Console.open(server, { token });
    t.after(() => console.close());
    return console;
};

/** Waits until an entry has these cells, and answers it. */
async function seen(console, traffic, cells) {
    const matches = (entry) => Object.entries(cells).every(([name, value]) => entry[name] === value);
    await console.until(traffic, () => traffic.list().some(matches), JSON.stringify(cells));
    return traffic.list().find(matches);
}

test('what clients of all dialects do', { timeout: 60000 }, async (t) => {
    const console = await consoleOf(t, 'auditor');
    const traffic = await console.watch('traffic', { limit: 500 });
    const { room, members } = await fullRoom(t, server, websocket);
    const ofRoom = { roomId: room._id, room: room.name, direct: false };
    for (const { user, dialect } of members) {
        const who = { userId: user.id, username: user.username };
        await seen(console, traffic, { kind: 'joined', ...ofRoom, ...who });
        await seen(console, traffic, { kind: 'online', ...who });
        await seen(console, traffic, { kind: 'connected', ...who, dialect, transport: 'websocket', address: '127.0.0.1' });
    }
    const texts = [];
    for (const member of members) {
        const text = newText(`Grüße von ${member.dialect}`);
        texts.push(text);
        await member.say(text);
        const entry = await seen(console, traffic, { kind: 'posted', ...ofRoom, userId: member.user.id, transport: 'socket', dialect: member.dialect });
        assert.equal(entry.bytes, Buffer.byteLength(text));
        assert.ok(entry.commitMs > 0 && entry.commitMs < 60000, `${entry.commitMs} ms`);
    }
    for (const { user, dialect } of members.filter((member) => member.dialect in restPosts)) {
        const text = newText(`posted by ${dialect}`);
        texts.push(text);
        const [path, body] = restPosts[dialect](user, room, text);
        assert.equal((await server.api('POST', path, body, user.token)).status, 201);
        await seen(console, traffic, { kind: 'posted', ...ofRoom, userId: user.id, transport: 'rest', dialect });
    }

    const native = members.find(({ dialect }) => dialect === 'native');
    const { items: [{ id: message }] } = await local.ok('messages.list', { room: room._id, user: native.user.username });
    const changed = newText('changed');
    await native.socket.ask('message.edit', { messageId: message, text: changed });
    assert.equal((await seen(console, traffic, { kind: 'edited', ...ofRoom, messageId: message })).bytes, changed.length);
    await native.socket.ask('message.delete', { messageId: message });
    await seen(console, traffic, { kind: 'deleted', ...ofRoom, messageId: message });
    await native.socket.ask('room.leave', { roomId: room._id });
    await seen(console, traffic, { kind: 'left', ...ofRoom, username: native.user.username });
    native.socket.close();
    await seen(console, traffic, { kind: 'disconnected', username: native.user.username, dialect: 'native' });
    await seen(console, traffic, { kind: 'offline', username: native.user.username });

    const posted = traffic.list().filter(({ kind, roomId }) => kind === 'posted' && roomId === room._id);
    assert.equal(posted.length, texts.length, 'each message once');
    for (const text of [...texts, changed])
        assert.ok(!JSON.stringify(console.messages).includes(text), 'no text');
});

test('what administrators do', async (t) => {
    const console = await consoleOf(t, 'auditor');
    const traffic = await console.watch('traffic', { filter: { kind: 'command' } });
    const { account: { username } } = await server.register(unique('victim'));
    await local.ok('users.mute', { user: username, dryRun: true });
    await local.ok('users.mute', { user: username, reason: 'a secret reason' });
    await console.ok('users.show', { user: username });
    assert.equal((await console.call('users.ban', { user: username })).error.code, 'forbidden');
    const { username: auditor } = place.staff.auditor;
    const entry = await seen(console, traffic, { command: 'users.ban', outcome: 'forbidden', username: auditor, target: username, address: '127.0.0.1' });
    assert.equal(entry.kind, 'command');
    const ofVictim = traffic.list().filter(({ target }) => target === username).map(({ command, outcome }) => `${command} ${outcome}`);
    assert.deepEqual(ofVictim, ['users.mute dry_run', 'users.mute ok', 'users.ban forbidden']);
    assert.ok(!JSON.stringify(traffic.list()).includes('secret'));
});

test('filters, and coming back', async (t) => {
    const console = await consoleOf(t, 'operator');
    const writer = await server.register(unique('writer'));
    const room = async (name) => (await server.api('POST', '/api/v1/rooms', { name: unique(name) }, writer.token)).body;
    const [one, two] = [await room('one'), await room('two')];
    const post = (to) => server.api('POST', `/api/v1/rooms/${to.id}/messages`, { text: 'Hello' }, writer.token);
    const watch = (filter) => console.watch('traffic', { filter });
    const models = [await watch({ room: one.name }), await watch({ room: two.id, kind: 'posted,deleted' }), await watch({ user: writer.account.username, kind: 'posted' })];
    await post(one);
    await post(two);
    for (const [index, count] of [1, 1, 2].entries())
        await console.until(models[index], (model) => model.list().length === count, `${count} entries`);
    assert.deepEqual(models[2].list().map(({ room: name }) => name), [one.name, two.name]);
    const mistaken = await consoleOf(t, 'operator');
    for (const filter of [{ kind: 'shouted' }, { kind: '' }, { colour: 'red' }])
        await assert.rejects(mistaken.watch('traffic', { filter }), /validation_failed/, JSON.stringify(filter));
    await mistaken.close();

    // While another console keeps watching, nothing is missed.
    const other = await consoleOf(t, 'operator');
    const all = await other.watch('traffic');
    await console.restart();
    await post(one);
    await console.until(models[2], (model) => model.list().length === 3, 'a third entry');
    assert.equal(models[2].skipped, 0);
    // It knows only what came since somebody watched.
    await seen(other, all, { kind: 'posted', room: two.name });
    [console, other].forEach((each) => [...each.models.values()].forEach((model) => each.unwatch(model)));
    await Promise.all([console.ok('status', {}), other.ok('status', {})]);
    await post(two);
    const anew = await console.watch('traffic');
    assert.deepEqual(anew.list(), [], 'nobody looked');
    await post(two);
    await seen(console, anew, { kind: 'posted', room: two.name });
    assert.deepEqual(anew.list().filter(({ kind }) => kind === 'posted').length, 1);
});

/** What the reveal's test needs: two consoles that watch, a writer and two private rooms. */
async function scene(t) {
    const reader = await consoleOf(t, 'operator');
    const witness = await consoleOf(t, 'administrator');
    const [read, witnessed] = [await reader.watch('traffic'), await witness.watch('traffic')];
    const writer = await server.register(unique('writer'));
    const room = async (name) => (await server.api('POST', '/api/v1/rooms', { name: unique(name), private: true }, writer.token)).body;
    /** { id, text } of a new message. */
    const post = async (to) => {
        const text = newText();
        const { status, body } = await server.api('POST', `/api/v1/rooms/${to.id}/messages`, { text }, writer.token);
        assert.equal(status, 201, JSON.stringify(body));
        return { id: body.id, text };
    };
    /** What the two see of it: [entry, entry]. */
    const shown = ({ id }) => Promise.all([[reader, read], [witness, witnessed]].map(([console, model]) => seen(console, model, { kind: 'posted', messageId: id })));
    return { reader, witness, read, writer, hall: await room('hall'), attic: await room('attic'), post, shown };
}

const textsOf = (entries) => entries.map(({ text, textShown }) => (textShown ? text : undefined));
const hasNotice = (console, wanted) => console.next(({ type, kind }) => type === 'notice' && kind === wanted);

test('texts are shown with a reason, for a time, and everybody is told', { timeout: 60000 }, async (t) => {
    const mark = await auditMark(place);
    const { reader, witness, read, writer, hall, attic, post, shown } = await scene(t);
    const neither = [undefined, undefined];
    assert.deepEqual(textsOf(await shown(await post(hall))), neither);
    assert.equal((await reader.call('traffic.reveal', { room: hall.name })).error.code, 'validation_failed');
    const { until } = await reader.ok('traffic.reveal', { room: hall.name, reason: 'a complaint' });
    const minutes = (Date.parse(until) - Date.now()) / 60000;
    assert.ok(minutes > 13 && minutes <= 15, `${minutes} minutes`);

    const during = await post(hall);
    assert.deepEqual(textsOf(await shown(during)), [during.text, undefined]);
    assert.deepEqual(textsOf(await shown(await post(attic))), neither);
    const peer = await server.register(unique('peer'));
    const { body: direct } = await server.api('POST', '/api/v1/directs', { userId: peer.account.id }, writer.token);
    const [whisper] = await shown(await post(direct));
    assert.deepEqual([whisper.direct, whisper.text, whisper.room], [true, undefined, undefined]);

    // Also those that come later, over the local socket too.
    const late = await consoleOf(t, 'auditor');
    const atMachine = await Console.openLocal(server);
    t.after(() => atMachine.close());
    const all = [reader, witness, late, atMachine];
    for (const { by, details } of await Promise.all(all.map((console) => hasNotice(console, 'text_revealed')))) {
        assert.equal(by, place.staff.operator.username);
        assert.deepEqual(details, { reason: 'a complaint', until, room: hall.name, roomId: hall.id });
    }

    await reader.ok('traffic.reveal', { off: true });
    assert.deepEqual(textsOf(await shown(await post(hall))), neither);
    await Promise.all(all.map((console) => hasNotice(console, 'text_hidden')));
    // Not even what was shown before is shown again.
    await reader.refresh(read);
    assert.ok(read.list().length && !JSON.stringify(read.list()).includes(during.text));
    const entries = (await auditSince(place, mark)).filter(({ command, outcome }) => command === 'traffic.reveal' && outcome === 'ok').reverse();
    assert.deepEqual(entries.map(({ actor, target, reason, after: is }) => [actor, target, reason, is.textShown]), [
        [place.staff.operator.username, hall.name, 'a complaint', true],
        [place.staff.operator.username, hall.name, '', false],
    ]);
});

test('they end with the session', async (t) => {
    const witness = await consoleOf(t, 'administrator');
    const reader = await consoleOf(t, 'auditor');
    const read = await reader.watch('traffic');
    await reader.ok('traffic.reveal', { reason: 'a look at everything' });
    const writer = await openPlain(server.url, (await server.register(unique('writer'))).token);
    const { ok: room } = await writer.call('room.create', { name: unique('room') });
    const text = newText();
    await writer.call('message.post', { roomId: room.id, text });
    assert.equal((await seen(reader, read, { kind: 'posted', room: room.name })).text, text);
    // A reconnection is no end.
    await reader.restart();
    await writer.call('message.post', { roomId: room.id, text: `${text} again` });
    await seen(reader, read, { kind: 'posted', text: `${text} again` });
    reader.send({ type: 'logout' });
    await reader.closed;
    const hidden = await hasNotice(witness, 'text_hidden');
    assert.equal(hidden.by, place.staff.auditor.username);
    assert.deepEqual([hidden.details.room, hidden.details.roomId], [null, null]);
    writer.close();
});
