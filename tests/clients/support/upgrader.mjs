// SPDX-License-Identifier: GPL-3.0-or-later
// A small Engine.IO client that never pauses: it sends numbers from its first request on, changes to
// a WebSocket in the middle of them, and watches that each comes back once and in order.
import { Polling, RawSocket } from './rawengine.mjs';

/** So many numbers may be on their way. */
const window = 30;
const batch = 4;
const separator = '\x1e';

/** Every fifth number travels as binary. */
const isBinary = (n) => n % 5 === 4;

function toPolling(n) {
    return isBinary(n) ? `b${Buffer.from(`${n}`).toString('base64')}` : `4${n}`;
}

function toFrame(n) {
    return isBinary(n) ? Buffer.from(`${n}`) : `4${n}`;
}

export class Upgrader {
    /**
     * @param {object} options
     * @param {number} options.startAfter the upgrade begins when so many numbers have come back
     * @param {number} options.tail so many go out after it
     */
    constructor(url, { startAfter, tail, agent }) {
        Object.assign(this, { url, startAfter, tail, agent });
        this.sent = 0;
        this.received = 0;
        /** How many came back over each transport. */
        this.over = { polling: 0, websocket: 0 };
        this.waiting = [];
    }

    /** Resolves when every number was back; rejects at the first that is out of its turn. */
    async run() {
        this.polling = await Polling.open(this.url, '/engine.io/', { agent: this.agent });
        await Promise.all([this.#pollUntilUpgrade(), this.#postUntilUpgrade(), this.#upgrade()]);
        await this.#finish();
    }

    #take(n, binary, transport) {
        if (Number(n) !== this.received || binary !== isBinary(this.received))
            throw new Error(`${n} came over ${transport} in place of ${this.received} (sent: ${this.sent})`);
        this.received += 1;
        this.over[transport] += 1;
        this.#changed();
    }

    #changed() {
        this.waiting.splice(0).forEach((look) => look());
    }

    /** Returns as `holds()`, which is asked again whenever something happened. */
    async #until(holds) {
        while (!holds()) {
            if (this.socket?.isClosed)
                throw new Error('the WebSocket was closed');
            await new Promise((resolve) => { this.waiting.push(resolve); });
        }
    }

    async #pollUntilUpgrade() {
        while (!this.probed) {
            const { status, body } = await this.polling.poll();
            if (status !== 200)
                throw new Error(`a poll was answered with ${status} ${body}`);
            for (const packet of body.split(separator)) {
                if (packet[0] === '4')
                    this.#take(packet.slice(1), false, 'polling');
                else if (packet[0] === 'b')
                    this.#take(Buffer.from(packet.slice(1), 'base64'), true, 'polling');
                else if (packet !== '6')
                    throw new Error(`an unexpected ${packet} came over polling`);
            }
        }
    }

    /** Goes on while the probe is under way. */
    async #postUntilUpgrade() {
        for (;;) {
            await this.#until(() => this.probed || this.received + window >= this.sent + batch);
            if (this.probed)
                return;
            const payload = Array.from({ length: batch }, (_, i) => toPolling(this.sent + i));
            this.sent += batch;
            const { status, body } = await this.polling.post(payload.join(separator));
            if (status !== 200 || body !== 'ok')
                throw new Error(`a payload was answered with ${status} ${body}`);
        }
    }

    async #upgrade() {
        await this.#until(() => this.received >= this.startAfter);
        const socket = await RawSocket.open(this.polling.url.replace('=polling', '=websocket'));
        this.socket = socket;
        socket.send('2probe');
        if (await socket.next('3probe') === undefined)
            throw new Error('the probe was not answered');
        this.probed = true;
        this.#changed();
    }

    /** Over the WebSocket: the tail, and a last word behind which nothing may come. */
    async #finish() {
        const { socket } = this;
        const count = this.sent + this.tail;
        let isLast = false;
        let problem;
        socket.socket.on('message', (data, binary) => {
            try {
                if (String(data) === '4last')
                    isLast = true;
                else
                    this.#take(binary ? data : String(data).slice(1), binary, 'websocket');
            } catch (error) {
                problem ??= error;
            }
            this.#changed();
        });
        socket.closed.then(() => this.#changed());
        socket.send('5');
        while (this.sent < count) {
            await this.#until(() => problem || this.received + window > this.sent);
            socket.send(toFrame(this.sent++));
        }
        socket.send('4last');
        await this.#until(() => problem || isLast);
        socket.close();
        if (problem)
            throw problem;
        if (this.received !== count)
            throw new Error(`${this.received} of ${count} came back`);
    }
}
