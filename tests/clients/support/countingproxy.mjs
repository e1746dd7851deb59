// SPDX-License-Identifier: GPL-3.0-or-later
// A proxy that counts what passes: of HTTP the bodies, of a WebSocket everything after the handshake.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** One direction of one TCP connection. */
class Counter {
    constructor(stream) {
        this.stream = stream;
        this.text = Buffer.alloc(0);
        this.bodyLeft = 0;
        this.bytes = 0;
    }

    take(data) {
        if (this.stream.isWebSocket) {
            this.bytes += data.length;
            return;
        }
        this.text = Buffer.concat([this.text, data]);
        while (this.text.length && !this.stream.isWebSocket) {
            if (this.bodyLeft > 0) {
                const body = Math.min(this.bodyLeft, this.text.length);
                this.bytes += body;
                this.bodyLeft -= body;
                this.text = this.text.subarray(body);
                continue;
            }
            const end = this.text.indexOf('\r\n\r\n');
            if (end < 0)
                return;
            this.head(this.text.subarray(0, end).toString('latin1'));
            this.text = this.text.subarray(end + 4);
        }
        if (this.stream.isWebSocket)
            this.bytes += this.text.length;
    }

    head(text) {
        if (/^HTTP\/1.1 101 /.test(text))
            this.stream.isWebSocket = true;
        else if (/^transfer-encoding:/im.test(text))
            throw new Error(`cannot count ${text}`);
        this.bodyLeft = Number(/^content-length: *(\d+)/im.exec(text)?.[1] ?? 0);
    }
}

export class CountingProxy {
    constructor(target) {
        this.target = new URL(target);
        this.sent = [];
        this.received = [];
        this.sockets = new Set();
        this.server = createServer((client) => this.#accept(client));
    }

    async start() {
        this.server.listen(0, '127.0.0.1');
        await once(this.server, 'listening');
        this.url = `http://127.0.0.1:${this.server.address().port}`;
        return this;
    }

    #accept(client) {
        const stream = { isWebSocket: false };
        const [up, down] = [new Counter(stream), new Counter(stream)];
        this.sent.push(up);
        this.received.push(down);
        const upstream = connect(Number(this.target.port), this.target.hostname);
        for (const [from, to, counter] of [[client, upstream, up], [upstream, client, down]]) {
            this.sockets.add(from);
            from.on('error', () => {});
            from.on('data', (data) => {
                counter.take(data);
                to.write(data);
            });
            from.on('close', () => to.destroy());
        }
    }

    /** What clients sent and received: [bytes, bytes]. */
    get bytes() {
        const sum = (counters) => counters.reduce((all, { bytes }) => all + bytes, 0);
        return [sum(this.sent), sum(this.received)];
    }

    stop() {
        this.server.close();
        this.sockets.forEach((socket) => socket.destroy());
    }
}
