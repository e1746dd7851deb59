// SPDX-License-Identifier: GPL-3.0-or-later
// Engine.IO's requests from outside: what the reference server answers, row by row, and where ours
// answers something else on purpose.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isReference, startFixture } from '../support/fixture.mjs';
import { moduleFor, Polling, RawSocket, send } from '../support/rawengine.mjs';

const path = '/engine.io/';
const maxPayload = 1000;
/** What the reference answers to some packets is its next ping; nobody here answers pings. */
const pingInterval = isReference ? 1000 : 25000;

let fixture;
before(async () => { fixture = await startFixture({ 'max-payload': maxPayload, 'ping-interval': pingInterval }); });
after(() => fixture.stop());

const errors = {
    transport: [400, '{"code":0,"message":"Transport unknown"}'],
    sid: [400, '{"code":1,"message":"Session ID unknown"}'],
    method: [400, '{"code":2,"message":"Bad handshake method"}'],
    request: [400, '{"code":3,"message":"Bad request"}'],
    version: [400, '{"code":5,"message":"Unsupported protocol version"}'],
};
const opened = [200, `0{"sid":"…","upgrades":["websocket"],"pingInterval":${pingInterval},"pingTimeout":20000,"maxPayload":${maxPayload}}`];
const ok = [200, 'ok'];

/** The answer that fits the server: theirs, or ours where it is another. */
const answerOf = (theirs, ours = theirs) => (isReference ? theirs : ours);

/** [status, body], the session's id masked. */
function summary({ status, body }) {
    return [status, body.replace(/"sid":"[\w-]+"/, '"sid":"…"')];
}

const handshake = {
    Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==', 'Sec-WebSocket-Version': '13',
};

/** [query, options, their answer, ours if it differs] of requests without a session. */
const strangers = [
    ['', {}, errors.transport],
    ['?EIO=4', {}, errors.transport],
    ['?EIO=4&transport=', {}, errors.transport],
    ['?EIO=4&transport=foo', {}, errors.transport],
    ['?EIO=4&transport=Polling', {}, errors.transport],
    ['?EIO=4&transport=constructor', {}, errors.transport],
    ['?EIO=4&transport=webtransport', {}, errors.transport],
    ['?transport=polling', {}, errors.version],
    ['?EIO=&transport=polling', {}, errors.version],
    ['?EIO=3&transport=polling', {}, errors.version],
    ['?EIO=5&transport=polling', {}, errors.version],
    ['?EIO=04&transport=polling', {}, errors.version],
    ['?EIO=4.0&transport=polling', {}, errors.version],
    ['?EIO=abc&transport=polling', {}, errors.version],
    ['?EIO=4&transport=polling&sid=x', {}, errors.sid],
    ['?EIO=4&transport=polling&sid=__proto__', {}, errors.sid],
    ['?EIO=5&transport=polling&sid=x', {}, errors.sid],
    ['?EIO=4&transport=foo&sid=x', {}, errors.transport],
    ['?EIO=4&transport=websocket&sid=x', {}, errors.sid],
    ['?EIO=4&transport=websocket', {}, errors.request],
    ['?EIO=4&transport=polling', {}, opened],
    ['?EIO=4&transport=polling&sid=', {}, opened],
    ['?EIO=4&transport=polling&t=abc&b64=1&more=%20', {}, opened],
    ['?EIO=%34&transport=%70olling', {}, opened],
    ['?EIO=4&EIO=4&transport=polling&transport=polling', {}, opened],
    ['?EIO=4&transport=polling', { headers: { Origin: 'http://a.example' } }, opened],
    ['?EIO=4&transport=polling', { method: 'POST', body: '4hi' }, errors.method],
    ['?EIO=4&transport=websocket', { method: 'POST', body: 'x' }, errors.method],
    ['?EIO=4&transport=polling', { method: 'PUT' }, errors.method],
    ['?EIO=4&transport=polling', { method: 'DELETE' }, errors.method],
    ['?EIO=4&transport=polling', { method: 'PATCH' }, errors.method],
    ['?EIO=4&transport=polling', { method: 'HEAD' }, [400, '']],
    ['?EIO=4&transport=polling', { method: 'OPTIONS' }, [204, '']],
    // A WebSocket that is refused: the reference writes the bare text, or closes after a 101.
    ['?EIO=4&transport=websocket&sid=x', { headers: handshake }, [400, 'Session ID unknown'], errors.sid],
    ['?EIO=4&transport=foo', { headers: handshake }, [400, 'Transport unknown'], errors.transport],
    ['?EIO=4', { headers: handshake }, [400, 'Transport unknown'], errors.transport],
    ['?EIO=5&transport=websocket', { headers: handshake }, [101, ''], errors.version],
    ['?transport=websocket', { headers: handshake }, [101, ''], errors.version],
    ['?EIO=4&transport=polling', { headers: handshake }, [101, ''], errors.request],
];

test('requests without a session', async (t) => {
    for (const [query, options, theirs, ours] of strangers) {
        const title = `${options.method ?? 'GET'} ${query}${options.headers?.Upgrade ? ' for a WebSocket' : ''}`;
        await t.test(title, async () => {
            assert.deepEqual(summary(await send(fixture.url + path + query, options)), answerOf(theirs, ours));
        });
    }
});

/** [body, what the POST is answered (ours), what the next poll is answered] */
const payloads = [
    ['4hi', ok, [200, '4hi']],
    ['4', ok, [200, '4']],
    ['4é', ok, [200, '4é']],
    ['bAQID', ok, [200, 'bAQID']],
    ['b', ok, [200, 'b']],
    ['4a\x1e4b\x1ebAQID\x1e4c', ok, [200, '4a\x1e4b\x1ebAQID\x1e4c']],
    [`4${'x'.repeat(maxPayload - 1)}`, ok, [200, `4${'x'.repeat(maxPayload - 1)}`]],
    // The reference takes the payload, and ends the session afterwards.
    ['', errors.request, errors.sid],
    ['x', errors.request, errors.sid],
    ['9hi', errors.request, errors.sid],
    ['2', errors.request, errors.sid],
    ['2probe', errors.request, errors.sid],
    ['4a\x1e', errors.request, errors.sid],
    ['\x1e4a', errors.request, errors.sid],
    ['4a\x1ex', errors.request, errors.sid],
    // And takes these for something, or for nothing.
    ['b!!!', errors.request, errors.sid, [200, 'b']],
    ['0', errors.request, errors.sid, [200, '2']],
    ['5', errors.request, errors.sid, [200, '2']],
    [Buffer.from([0x34, 0xff]), errors.request, errors.sid, [200, '4\ufffd']],
];

test('payloads', async (t) => {
    for (const [body, posted, ours, theirs = ours] of payloads) {
        await t.test(JSON.stringify(String(body)).slice(0, 50), async () => {
            const polling = await Polling.open(fixture.url, path);
            assert.deepEqual(summary(await polling.post(body)), answerOf(ok, posted));
            assert.deepEqual(summary(await polling.poll()), answerOf(theirs, ours));
        });
    }
});

test('a payload that is too big', async () => {
    for (const headers of [{}, { 'Transfer-Encoding': 'chunked' }]) {
        const polling = await Polling.open(fixture.url, path);
        const { status } = await polling.post(`4${'x'.repeat(maxPayload)}`, { headers });
        assert.equal(status, 413);
    }
});

test('methods that a session does not know', async () => {
    for (const method of ['PUT', 'DELETE', 'HEAD', 'PATCH']) {
        const polling = await Polling.open(fixture.url, path);
        const { status } = await send(polling.url, { method });
        assert.equal(status, answerOf(500, 400), method);
        assert.deepEqual(summary(await polling.post('4alive')), ok, method);
        assert.deepEqual(summary(await polling.poll()), [200, '4alive']);
    }
    const polling = await Polling.open(fixture.url, path);
    assert.equal((await send(polling.url, { method: 'OPTIONS' })).status, 204);
    assert.deepEqual(summary(await polling.post('4alive')), ok);
});

/** A poll that hangs when this returns: { answer }. */
async function hanging(polling) {
    const answer = polling.poll();
    // The way there and back of another session: the poll is there too, on this machine.
    for (let i = 0; i < 5; ++i)
        await Polling.open(fixture.url, path);
    return { answer };
}

test('a second poll ends the session', async () => {
    const polling = await Polling.open(fixture.url, path);
    const { answer } = await hanging(polling);
    assert.equal((await polling.poll()).status, 400);
    assert.deepEqual(summary(await answer), [200, '1']);
    assert.deepEqual(summary(await polling.poll()), errors.sid);
});

test('a close packet frees the poll', async () => {
    const polling = await Polling.open(fixture.url, path);
    const { answer } = await hanging(polling);
    assert.deepEqual(summary(await polling.post('1')), ok);
    assert.deepEqual(summary(await answer), [200, '6']);
    assert.deepEqual(summary(await polling.poll()), errors.sid);
});

test('a session is asked for in another way', async () => {
    const polling = await Polling.open(fixture.url, path);
    const { sid } = polling.handshake;
    const rows = [
        [`${path}?EIO=4&transport=websocket&sid=${sid}`, errors.request],
        [`/socket.io/?EIO=4&transport=polling&sid=${sid}`, errors.sid],
        [`${path}?EIO=3&transport=polling&sid=${sid}`, answerOf(errors.request, errors.version)],
        [`${path}?transport=polling&sid=${sid}`, answerOf(errors.request, errors.version)],
    ];
    for (const [target, expected] of rows)
        assert.deepEqual(summary(await send(fixture.url + target)), expected, target);
    assert.deepEqual(summary(await polling.post('4alive')), ok);
});

test('after the upgrade, polling is over', async () => {
    const polling = await Polling.open(fixture.url, path);
    const url = polling.url.replace('=polling', '=websocket');
    const socket = await RawSocket.open(url);
    socket.send('2probe');
    assert.equal(await socket.next('3'), '3probe');
    socket.send('5', '4here');
    assert.equal(await socket.next('4'), '4here');
    assert.deepEqual(summary(await polling.poll()), errors.request);
    assert.deepEqual(summary(await polling.post('4x')), errors.request);
    const second = await RawSocket.open(url);
    await second.closed;
    socket.send('4still here');
    assert.equal(await socket.next('4still'), '4still here');
    socket.close();
});

test('headers that scripts of other origins and proxies look at', async () => {
    const origin = { Origin: 'http://a.example' };
    const polling = await Polling.open(fixture.url, path, { headers: origin });
    const answers = {
        post: await polling.post('4hi'),
        poll: await polling.poll(),
        refused: await send(`${fixture.url + path}?EIO=4`, { headers: origin }),
        preflight: await send(polling.url, {
            method: 'OPTIONS', headers: { ...origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' },
        }),
    };
    for (const [name, { headers }] of Object.entries(answers))
        assert.equal(headers['access-control-allow-origin'], '*', name);
    assert.match(answers.post.headers['content-type'], /^text\/html/);
    assert.equal(answers.poll.headers['content-type'], 'text/plain; charset=UTF-8');
    assert.match(answers.refused.headers['content-type'], /^application\/json/);
    for (const name of ['post', 'poll'])
        assert.equal(answers[name].headers['cache-control'], 'no-store', name);
    assert.match(answers.preflight.headers['access-control-allow-methods'], /\bPOST\b/);
    assert.match(answers.preflight.headers['access-control-allow-headers'], /content-type/i);
    assert.equal(answers.preflight.status, 204);
});

test('a connection stays, or not, as the client wants it', async () => {
    const agent = new (moduleFor(fixture.url).Agent)({ keepAlive: true, maxSockets: 1 });
    const polling = await Polling.open(fixture.url, path, { agent });
    for (let i = 0; i < 50; ++i) {
        assert.deepEqual(summary(await polling.post(`4${i}`)), ok);
        const { body, headers } = await polling.poll();
        assert.equal(body, `4${i}`);
        assert.notEqual(headers.connection, 'close');
    }
    assert.equal(Object.values(agent.freeSockets).flat().length, 1);
    agent.destroy();
    const { headers } = await send(polling.url, { method: 'POST', body: '4x', headers: { Connection: 'close' } });
    assert.equal(headers.connection, 'close');
});
