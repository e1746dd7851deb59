// SPDX-License-Identifier: GPL-3.0-or-later
// HTTP byte by byte: what no well-behaved client sends.
import { once } from 'node:events';
import { connect } from 'node:net';

const patience = 20000;

/** A TCP connection; what comes is collected in `text`. */
export class RawConnection {
    constructor(server) {
        this.socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true });
        this.text = '';
        this.socket.setEncoding('latin1').on('data', (text) => { this.text += text; });
        this.socket.on('error', () => {});
        /** Resolves as the server has hung up. */
        this.ended = new Promise((resolve) => {
            this.socket.once('end', () => resolve(this));
            this.socket.once('close', () => resolve(this));
        });
        this.ended.then(() => this.socket.end());
    }

    async opened() {
        await once(this.socket, 'connect');
        return this;
    }

    write(bytes) {
        this.socket.write(bytes);
        return this;
    }

    /** Resolves as what has come matches: the match. */
    async until(pattern) {
        const came = new Promise((resolve) => {
            const look = () => pattern.test(this.text) && resolve();
            this.socket.on('data', look);
            this.ended.then(resolve);
            setTimeout(resolve, patience).unref();
            look();
        });
        await came;
        const match = this.text.match(pattern);
        if (!match)
            throw new Error(`no ${pattern} in ${JSON.stringify(this.text.slice(0, 500))}`);
        return match;
    }

    /** The statuses of all answers so far. */
    get statuses() {
        return [...this.text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map((match) => Number(match[1]));
    }

    /** The body of the only answer, parsed. */
    get body() {
        return JSON.parse(this.text.slice(this.text.indexOf('\r\n\r\n') + 4));
    }

    destroy() {
        this.socket.destroy();
    }
}

/** Sends these bytes on a connection of their own; resolves as the server has hung up. */
export async function send(server, bytes) {
    const connection = new RawConnection(server);
    connection.write(bytes);
    const late = setTimeout(() => connection.destroy(), patience);
    await connection.ended;
    clearTimeout(late);
    return connection;
}

/** A request's bytes; closes the connection unless the headers say otherwise. */
export function request(line, headers = [], body = '') {
    return Buffer.concat([
        Buffer.from(`${line}\r\n${['Host: x', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`, 'latin1'),
        Buffer.from(body, 'latin1'),
    ]);
}
