// SPDX-License-Identifier: GPL-3.0-or-later
// Engine.IO polls and WebSocket frames made by hand.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { WebSocket } from '../../clients/support/plainsocket.mjs';
import { RawConnection } from './rawhttp.mjs';

/** An Engine.IO session over polling. */
export class PollingSession {
    static async open(server) {
        const session = new PollingSession();
        session.server = server;
        session.path = '/socket.io/?EIO=4&transport=polling';
        const opening = await session.poll();
        assert.equal(opening.status, 200);
        session.path += `&sid=${JSON.parse(opening.text.slice(1)).sid}`;
        return session;
    }

    /** One that has joined the main namespace. */
    static async connected(server, token) {
        const session = await PollingSession.open(server);
        assert.equal((await session.post(`40${JSON.stringify({ token })}`)).status, 200);
        assert.match((await session.poll()).text, /^40\{"sid"/);
        return session;
    }

    async #fetch(options) {
        const response = await fetch(this.server.url + this.path, options);
        return { status: response.status, text: await response.text() };
    }

    poll() {
        return this.#fetch({});
    }

    post(payload) {
        return this.#fetch({ method: 'POST', body: payload });
    }

    /** Posts a payload that breaks the rules: the session is unknown from then on. */
    async isEndedBy(payload) {
        const what = String(payload).slice(0, 60);
        const posted = await this.post(payload);
        assert.ok([200, 400].includes(posted.status), what);
        const { status, text } = await this.poll();
        assert.equal(status, 400, `${what}: ${text}`);
        assert.deepEqual(JSON.parse(text), { code: 1, message: 'Session ID unknown' }, what);
    }
}

/** A WebSocket anywhere: { send, closed: the code }. */
export async function rawWebSocket(server, path) {
    const socket = new WebSocket(server.url.replace('http', 'ws') + path);
    socket.on('error', () => {});
    const closed = new Promise((resolve) => { socket.on('close', resolve); });
    await once(socket, 'open');
    return { send: (data, options) => socket.send(data, options), closed };
}

/** Sends bytes after a handshake: the code of the server's close frame. */
export async function rawFrame(server, path, bytes) {
    const connection = new RawConnection(server);
    connection.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n`
        + 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n');
    await connection.until(/^HTTP\/1\.1 101 [^]*\r\n\r\n/);
    const [head] = connection.text.match(/^[^]*?\r\n\r\n/);
    connection.write(bytes);
    await connection.ended;
    const frame = Buffer.from(connection.text.slice(head.length), 'latin1');
    assert.equal(frame[0], 0x88, frame.toString('hex'));
    return frame.readUInt16BE(2);
}
