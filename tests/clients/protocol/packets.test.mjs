// SPDX-License-Identifier: GPL-3.0-or-later
// Single packets of Socket.IO 5, right and wrong, and what comes of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { FieldClient, versions } from '../support/field.mjs';
import { isReference, startFixture } from '../support/fixture.mjs';
import { RawSocket } from '../support/rawengine.mjs';

let fixture;
let witness;
before(async () => {
    fixture = await startFixture();
    witness = new FieldClient(versions[0], 'websocket', fixture.url);
    await witness.connect();
});
after(() => {
    witness.close();
    return fixture.stop();
});

/** A connection to the main namespace, and its socket's id. */
async function connected() {
    const raw = await RawSocket.open(`${fixture.url}/socket.io/?EIO=4&transport=websocket`);
    raw.send('40');
    const { sid } = JSON.parse((await raw.next('40{')).slice(2));
    await raw.next('42["auth"');
    raw.packets.length = 0;
    return { raw, sid };
}

const bytes = Buffer.from('x');

const closing = [
    '', 'x', '9', '7["x"]', ' 2["message",1]', '\ufeff2["message",1]',
    '2{}', '2"message"', '2null', '2[]', '2[{}]', '2[null]', '2[true]', '20{"a":1}', '2-1["message",1]',
    '2["message"', '2["message"]x', '2["message",NaN]', '2["message",01]', "2['message']",
    '2["connect"]', '2["connect_error"]', '2["disconnect"]', '2["disconnecting"]', '2["newListener"]', '2["removeListener"]',
    '2/nowhere,["message"]', '2/custom,["message"]', '31{}', '31"x"',
    '1{}', '1"x"', '1/nowhere,', '0', '0{}', '0[]', '0"x"', '0/custom,[]', '0/custom,"x"', '0/custom,null', '0/nowhere,"x"',
    '4', '4{}', '4{"message":"x"}',
    '5["message",1]', '5-["message",1]', '51["message",1]', '511-["message",1]', '51-["message"]', '6["x"]',
    ['51-["message",{"_placeholder":true,"num":1}]', bytes], ['51-["message",{"_placeholder":true,"num":-1}]', bytes],
    ['51-["message",{"_placeholder":true,"num":"0"}]', bytes], ['51-["message",{"_placeholder":true}]', bytes],
    ['51-[{"_placeholder":true,"num":0}]', bytes], ['511-["message"]', bytes], [bytes], ['2["message",1]', bytes],
    ['51-["message",{"_placeholder":true,"num":0}]', '42["message",1]'],
];

test('what breaks the rules closes the connection', async (t) => {
    for (const row of closing) {
        const [packet, ...more] = [row].flat();
        const title = Buffer.isBuffer(packet) ? 'binary that is not due' : JSON.stringify(packet) + (more.length ? ', and more' : '');
        await t.test(title, async () => {
            const { raw, sid } = await connected();
            raw.send(Buffer.isBuffer(packet) ? packet : `4${packet}`, ...more, '42777["message-with-ack","end"]');
            assert.equal(await raw.next('43777'), undefined);
            await raw.closed;
            assert.deepEqual(raw.packets.filter((text) => !text.startsWith('42["message-back"')), []);
            // The reference server calls it as it calls any connection that it closes.
            assert.equal(await witness.reasonOf(sid), isReference ? 'forced close' : 'parse error');
        });
    }
});

/** Packets, and what comes back: all of it, or those that begin so. */
const open = [
    ['2["message",1]', '42["message-back",1]'],
    ['2["message"]', '42["message-back"]'],
    ['2/,["message",1]', '42["message-back",1]'],
    ['2["message",1] ', '42["message-back",1]'],
    ['2["message",{"_placeholder":true,"num":0}]', '42["message-back",{"_placeholder":true,"num":0}]'],
    ['2["message","\\ud800"]', '42["message-back","\\ud800"]'],
    ['2["message","\\u0000\\u001e\\u2028"]', '42["message-back","\\u0000\\u001e\u2028"]'],
    ['2["no handler"]'],
    ['2[42]'],
    ['2["error"]'],
    ['2["_connect"]'],
    ['2["message-with-ack",1]'],
    ['20["message-with-ack",1]', '430[1]'],
    ['2007["message-with-ack",1]', '437[1]'],
    ['2999999999["message-with-ack",1]', '43999999999[1]'],
    ['31[]'],
    ['399["unasked"]'],
    ['0/nowhere', '44/nowhere,{"message":"Invalid namespace"}'],
    ['0/nowhere,{}', '44/nowhere,{"message":"Invalid namespace"}'],
    ['0/custom/,', '44/custom/,{"message":"Invalid namespace"}'],
    ['0/secure,', '44/secure,{"message":"invalid token","data":{"code":"E_TOKEN"}}'],
    ['0/secure,{"token":"good-token"}', /^40\/secure,\{"sid":"[^"]+"\}$/, '42/secure,["auth",{"token":"good-token"}]'],
    ['0/custom', /^40\/custom,\{"sid":"[^"]+"\}$/, '42/custom,["auth",{}]'],
    ['0/custom,{"a":[null]}', /^40\/custom,\{"sid":"[^"]+"\}$/, '42/custom,["auth",{"a":[null]}]'],
];

test('what keeps the rules is answered', async (t) => {
    for (const [packet, ...answers] of open) {
        await t.test(JSON.stringify(packet), async () => {
            const { raw } = await connected();
            raw.send(`4${packet}`);
            // Namespaces are joined in their own time.
            for (const expected of answers)
                await raw.next(expected instanceof RegExp ? '40' : expected.slice(0, 6));
            raw.send('42777["message-with-ack","end"]');
            assert.equal(await raw.next('43777'), '43777["end"]');
            raw.close();
            assert.equal(raw.packets.length, answers.length + 1, `${raw.packets}`);
            answers.forEach((expected, i) => {
                if (expected instanceof RegExp)
                    assert.match(raw.packets[i], expected);
                else
                    assert.equal(raw.packets[i], expected);
            });
        });
    }
});

test('binary comes right behind its header', async () => {
    const { raw } = await connected();
    raw.send('452-9["message-with-ack",{"_placeholder":true,"num":1},{"a":[{"_placeholder":true,"num":0}]}]',
        Buffer.from('zero'), Buffer.from('one'), '42["message","behind"]');
    await raw.next('42["message-back","behind"]');
    raw.close();
    const [header, first, second, behind] = raw.packets;
    const [a, b] = JSON.parse(header.slice('462-9'.length));
    const attachments = [String(first), String(second)];
    assert.deepEqual([attachments[a.num], attachments[b.a[0].num]], ['one', 'zero']);
    assert.equal(behind, '42["message-back","behind"]');
    assert.equal(raw.packets.length, 4);
});
