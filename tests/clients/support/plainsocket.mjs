// SPDX-License-Identifier: GPL-3.0-or-later
// A client of the plain WebSocket at /ws.
import { once } from 'node:events';
import { WebSocket } from 'ws';

export { WebSocket };

const patience = 15000;

export class PlainSocket {
    /** @param {string} [token] goes into the handshake's header */
    constructor(url, token, options = {}) {
        const headers = { ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }), ...options.headers };
        this.socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { ...options, headers });
        this.frames = [];
        this.waiting = new Set();
        this.lastId = 0;
        this.socket.on('message', (text) => this.#take(JSON.parse(text)));
        // A reset counts as closed too.
        this.socket.on('error', () => {});
        /** Resolves with { code, reason } as the socket closes. */
        this.closed = new Promise((resolve) => {
            this.socket.on('close', (code, reason) => resolve({ code, reason: String(reason) }));
        });
    }

    #take(frame) {
        this.frames.push(frame);
        this.waiting.forEach((look) => look());
    }

    /** The first frame, of those that came and those to come, that `matches`. */
    next(matches) {
        return new Promise((resolve, reject) => {
            const settle = (how, value) => {
                clearTimeout(late);
                this.waiting.delete(look);
                how(value);
            };
            const look = () => {
                const found = this.frames.find(matches);
                if (found)
                    settle(resolve, found);
            };
            const late = setTimeout(settle, patience, reject, new Error('no such frame in time'));
            this.closed.then(({ code }) => settle(reject, new Error(`closed with ${code}`)));
            this.waiting.add(look);
            look();
        });
    }

    async opened() {
        if (this.socket.readyState === WebSocket.CONNECTING)
            await once(this.socket, 'open');
        return this;
    }

    /** Sends a frame as it is: text, or bytes with { binary: false } for bad text. */
    send(data, options) {
        this.socket.send(data, options);
    }

    /** Calls an operation: the frame of the answer. Without `data` the frame has none. */
    call(event, data) {
        this.lastId += 1;
        const id = `call ${this.lastId}`;
        this.send(JSON.stringify({ id, event, data }));
        return this.next((frame) => frame.id === id);
    }

    close() {
        this.socket.close();
        return this.closed;
    }
}

/** A connected client; its session is open as soon as a call is answered. */
export function openPlain(url, token, options) {
    return new PlainSocket(url, token, options).opened();
}
