// SPDX-License-Identifier: GPL-3.0-or-later
// Engine.IO by hand: requests as they are, and a WebSocket whose packets are seen one by one.
import http from 'node:http';
import https from 'node:https';
import { WebSocket } from './plainsocket.mjs';

const patience = 10000;

/** node:http or node:https. */
export function moduleFor(url) {
    return url.startsWith('https') ? https : http;
}

/** One request: { status, headers, body }. Options: method, headers, body, agent. */
export function send(url, { body, ...options } = {}) {
    return new Promise((resolve, reject) => {
        const sent = moduleFor(url).request(url, { agent: false, ...options }, (response) => {
            let text = '';
            response.setEncoding('utf8').on('data', (more) => { text += more; });
            response.once('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
            response.once('error', reject);
        });
        sent.once('upgrade', (response, socket) => {
            socket.destroy();
            resolve({ status: response.statusCode, headers: response.headers, body: '' });
        });
        sent.once('error', reject).end(body);
    });
}

/** A session over polling. */
export class Polling {
    /** @param {string} path "/engine.io/" or "/socket.io/" */
    static async open(url, path, options = {}) {
        const polling = new Polling();
        polling.options = options;
        polling.url = `${url}${path}?EIO=4&transport=polling`;
        const { status, body } = await polling.poll();
        if (status !== 200)
            throw new Error(`${status} ${body}`);
        polling.handshake = JSON.parse(body.slice(1));
        polling.url += `&sid=${polling.handshake.sid}`;
        return polling;
    }

    poll() {
        return send(this.url, this.options);
    }

    post(body, options = {}) {
        return send(this.url, { ...this.options, method: 'POST', body, ...options });
    }
}

/** A WebSocket with the packets that came over it in `packets`. */
export class RawSocket {
    constructor(url) {
        this.socket = new WebSocket(url.replace('http', 'ws'));
        this.packets = [];
        this.look = () => {};
        this.socket.on('message', (data, isBinary) => {
            this.packets.push(isBinary ? data : String(data));
            this.look();
        });
        this.socket.on('error', () => {});
        /** Resolves with the close code. */
        this.closed = new Promise((resolve) => {
            this.socket.on('close', (code) => {
                this.isClosed = true;
                this.look();
                resolve(code);
            });
        });
    }

    /** One that is open, or was refused. */
    static async open(url) {
        const raw = new RawSocket(url);
        await new Promise((resolve) => {
            raw.socket.once('open', resolve).once('close', resolve);
        });
        return raw;
    }

    /** The first packet that begins with `start`; undefined if the connection ends without one. */
    next(start) {
        return new Promise((resolve, reject) => {
            const late = setTimeout(reject, patience, new Error(`no ${start} in time: ${this.packets}`));
            this.look = () => {
                const found = this.packets.find((packet) => typeof packet === 'string' && packet.startsWith(start));
                if (found === undefined && !this.isClosed)
                    return;
                clearTimeout(late);
                resolve(found);
            };
            this.look();
        });
    }

    send(...packets) {
        packets.forEach((packet) => this.socket.send(packet));
    }

    close() {
        this.socket.terminate();
    }
}
