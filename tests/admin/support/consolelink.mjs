// SPDX-License-Identifier: GPL-3.0-or-later
// The two ways to a server's admin protocol. A link has send(text), receive(handler), pause() and
// resume(), close(), and `closed`, which resolves with { code, reason }.
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { WebSocket } from '../../clients/support/plainsocket.mjs';

export const protocol = 'parlance.admin.v1';

/** What the server refused: { code, message, retryAfter }. */
export class ConsoleError extends Error {
    constructor({ code, message, ...more }) {
        super(`${code}: ${message}`);
        Object.assign(this, { code, ...more });
    }
}

export class WebSocketLink {
    /** @param {object} [options] of ws: { headers, perMessageDeflate, … }, and `protocols` */
    constructor(url, { protocols = [protocol], path = '/admin', ...options } = {}) {
        this.socket = new WebSocket(url.replace('http', 'ws') + path, protocols, options);
        this.closed = new Promise((resolve) => {
            this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
        });
    }

    /** Fails with { status, body } if the handshake was refused. */
    static async open(url, options) {
        const link = new WebSocketLink(url, options);
        const refused = new Promise((resolve, reject) => {
            link.socket.on('unexpected-response', async (request, response) => {
                const body = (await response.setEncoding('utf8').toArray()).join('');
                reject(Object.assign(new Error(`${response.statusCode} ${body}`), { status: response.statusCode, headers: response.headers, body }));
            });
        });
        await Promise.race([once(link.socket, 'open'), refused]);
        // A reset counts as closed too.
        link.socket.on('error', () => {});
        return link;
    }

    /** What came before it is called is not lost: nothing is read before the next turn. */
    receive(handler) {
        this.socket.on('message', (data) => handler(String(data)));
    }

    send(text) {
        this.socket.send(text);
    }

    pause() {
        this.socket.pause();
    }

    resume() {
        this.socket.resume();
    }

    close() {
        this.socket.close();
    }
}

export class LocalLink {
    constructor(server, token) {
        this.socket = createConnection(join(server.dir, 'admin.sock'));
        this.closed = new Promise((resolve) => {
            this.socket.on('close', () => resolve({ code: 0, reason: '' }));
        });
        this.socket.write(`${JSON.stringify({ protocol, as: token })}\n`);
    }

    static async open(server, token) {
        const link = new LocalLink(server, token);
        await once(link.socket, 'connect');
        link.socket.on('error', () => {});
        return link;
    }

    receive(handler) {
        let text = '';
        this.socket.setEncoding('utf8').on('data', (more) => {
            const lines = (text + more).split('\n');
            text = lines.pop();
            lines.forEach(handler);
        });
    }

    send(text) {
        this.socket.write(`${text}\n`);
    }

    pause() {
        this.socket.pause();
    }

    resume() {
        this.socket.resume();
    }

    close() {
        this.socket.end();
    }
}
