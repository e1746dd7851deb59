// SPDX-License-Identifier: GPL-3.0-or-later
// What goes to the server and back arrives as it was: big, binary, awkward, and in its order.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before } from 'node:test';
import { eachClient } from '../support/field.mjs';
import { startFixture } from '../support/fixture.mjs';

const payloadLimit = 1_000_000;
const size = 200_000;

let url;
let fixture;
before(async () => {
    fixture = await startFixture({ eio3: 'on', 'max-payload': payloadLimit });
    ({ url } = fixture);
});
after(() => fixture.stop());

async function connected(open, options) {
    const client = open(url, options);
    await client.connect();
    return client;
}

eachClient('200 KB of text there and back', async (open) => {
    const client = await connected(open);
    for (const text of ['x'.repeat(size), 'é'.repeat(size / 2), '😀'.repeat(size / 4), '"\\\n'.repeat(size / 6)]) {
        const [back] = await client.echo(text);
        assert.ok(back === text, text.slice(0, 10));
    }
});

eachClient('200 KB of binary there and back', async (open) => {
    const client = await connected(open);
    const bytes = randomBytes(size);
    for (let i = 0; i < 3; ++i)
        assert.ok(bytes.equals((await client.echo(bytes))[0]));
    const [acked] = await client.ask('message-with-ack', bytes);
    assert.ok(bytes.equals(acked));
});

eachClient('just under the limit', async (open, { version, mode }) => {
    const client = await connected(open);
    await client.settled();
    // A polling packet of 2.x has its length in front.
    const frame = '42["message",""]'.length + (version.major === 2 && mode === 'polling' ? '1000000:'.length : 0);
    const text = 'x'.repeat(payloadLimit - frame);
    assert.ok((await client.echo(text))[0] === text);
    const bytes = randomBytes(mode === 'polling' ? Math.floor(payloadLimit * 0.74) : payloadLimit - 1);
    assert.ok(bytes.equals((await client.echo(bytes))[0]));
});

eachClient('over the limit', async (open, { mode }) => {
    const client = await connected(open, { reconnection: false });
    await client.settled();
    const gone = client.next('disconnect');
    client.emit('message', 'x'.repeat(payloadLimit));
    assert.match((await gone)[0], mode === 'polling' ? /^transport error$/ : /^transport (close|error)$/);
});

eachClient('binary nested in objects', async (open) => {
    const client = await connected(open);
    const bytes = randomBytes(300);
    const sent = [
        { file: bytes.subarray(0, 100), list: [bytes.subarray(100, 200), { deep: { deeper: bytes.subarray(200) } }], n: 1 },
        'text', null, bytes, Buffer.alloc(0), [bytes, bytes],
    ];
    assert.deepEqual(await client.echo(...sent), sent);
    assert.deepEqual(await client.ask('message-with-ack', ...sent), sent);
    // As many as one event may have.
    const ten = Array.from({ length: 10 }, () => randomBytes(10));
    assert.deepEqual(await client.echo(ten), [ten]);
    const views = [new Uint8Array([1, 2, 3]), new Uint8Array([1, 2, 3]).buffer, new Uint16Array([256, 2]).subarray(1)];
    assert.deepEqual((await client.echo(...views)).map((view) => [...view]), [[1, 2, 3], [1, 2, 3], [2, 0]]);
});

const texts = ['', ' ', '\0', '\x1e\x1f', '\u2028\u2029', '😀👩‍👩‍👧', 'a\u0301', '\ufeffbom', '\ufffe\uffff', '42["message","x"]', '"', '\\', 'null', '{}', '\ud800', 'x\udc00y'];
const numbers = [0, -0, 1, -1, 0.1, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 2 ** 53, 2 ** 53 - 1, -(2 ** 53) + 1, 2 ** 63, 123456789.123456789];
const objects = [
    JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":"x","":0,"a.b":{"$gt":""}}'),
    { _placeholder: false, num: 0 }, [[], [[]], {}], { a: [], b: {}, c: null, d: true, e: false }, { é: 'ü', '😀': 1 },
];

/** What JSON makes of it, which is what may arrive. */
function asJson(value) {
    return JSON.parse(JSON.stringify(value));
}

eachClient('awkward values', async (open) => {
    const client = await connected(open);
    for (const values of [[], texts, numbers, objects, [null, true, false, undefined, new Date(0), NaN]]) {
        assert.deepEqual(await client.echo(...values), asJson(values));
        assert.deepEqual(await client.ask('message-with-ack', ...values), asJson(values));
    }
    let deep = 'bottom';
    for (let i = 0; i < 100; ++i)
        deep = i % 2 ? [deep] : { deep };
    assert.deepEqual(await client.echo(deep), [deep]);
    const long = Array.from({ length: 100_000 }, (_, i) => i);
    assert.deepEqual(await client.echo(long), [long]);
    const many = Array.from({ length: 1000 }, (_, i) => `argument ${i}`);
    assert.deepEqual(await client.echo(...many), many);
});

eachClient('awkward names of events', async (open) => {
    const client = await connected(open);
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '', ' ', '😀', 'a'.repeat(10_000), '\0', 42, 0, -1.5]) {
        // The server knows none of these, and stays.
        client.emit(name, 'x');
        const heard = client.next(`${name}`);
        client.emit('to-all', name, `of ${name}`);
        assert.deepEqual(await heard, [`of ${name}`]);
    }
    assert.deepEqual(await client.ask('message-with-ack', 1), [1]);
});

eachClient('5,000 events each way keep their order', async (open) => {
    const client = await connected(open);
    const back = [];
    const all = new Promise((resolve) => {
        client.socket.on('message-back', (n, text) => {
            back.push(n);
            assert.equal(text, `text ${n}`);
            if (back.length === 5000)
                resolve();
        });
    });
    for (let n = 0; n < 5000; ++n)
        client.emit('message', n, `text ${n}`);
    await all;
    assert.deepEqual(back, Array.from({ length: 5000 }, (_, i) => i));
    await client.settled();
    // Nothing comes twice: this answer is behind everything.
    await client.ask('whoami');
    assert.equal(back.length, 5000);
});

eachClient('events with and without binary keep their order', async (open) => {
    const client = await connected(open);
    const back = [];
    const all = new Promise((resolve) => {
        client.socket.on('message-back', (n) => {
            back.push(Buffer.isBuffer(n) ? n.readUInt32BE() : n);
            if (back.length === 600)
                resolve();
        });
    });
    for (let n = 0; n < 600; ++n) {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32BE(n);
        client.emit('message', n % 3 ? n : bytes, n % 5 ? 'text' : [bytes]);
    }
    await all;
    assert.deepEqual(back, Array.from({ length: 600 }, (_, i) => i));
});
