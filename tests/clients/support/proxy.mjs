// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP proxy between clients and a server: the network that fails when a test wants it to.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';

export class Proxy {
    /** @param {string} target the server's URL, on 127.0.0.1; it may come back there */
    constructor(target) {
        this.target = new URL(target);
        this.pairs = new Set();
        this.held = null;
        this.waiting = new Set();
        this.server = createServer((client) => this.#accept(client));
    }

    async start() {
        this.server.listen(0, '127.0.0.1');
        await once(this.server, 'listening');
        const { protocol, hostname } = this.target;
        this.url = `${protocol}//${hostname}:${this.server.address().port}`;
        return this;
    }

    async #accept(client) {
        client.on('error', () => {});
        this.waiting.add(client);
        while (this.held)
            await this.held.promise;
        this.waiting.delete(client);
        if (client.destroyed)
            return;
        const pair = { client, upstream: connect(Number(this.target.port), this.target.hostname) };
        this.pairs.add(pair);
        pair.upstream.on('error', () => {});
        client.pipe(pair.upstream).pipe(client);
        client.on('close', () => {
            // Abandoned ones are kept open towards the server.
            if (this.pairs.delete(pair))
                pair.upstream.destroy();
        });
        pair.upstream.on('close', () => client.destroy());
    }

    /** New connections wait until release(). */
    hold() {
        let open;
        const promise = new Promise((resolve) => { open = resolve; });
        this.held = { promise, open };
    }

    release() {
        const { open } = this.held;
        this.held = null;
        open();
    }

    /** Resets every connection, in both directions, until `over`: one may be between two polls. */
    async cutUntil(over) {
        const again = setInterval(() => this.cut(), 10);
        this.cut();
        await over;
        clearInterval(again);
    }

    cut() {
        for (const client of this.waiting)
            client.resetAndDestroy();
        for (const { client, upstream } of [...this.pairs]) {
            client.resetAndDestroy();
            upstream.resetAndDestroy();
        }
    }

    /** Cuts the clients off; the server does not hear of it. Answers what makes it hear. */
    abandon() {
        const abandoned = [...this.pairs];
        for (const pair of abandoned) {
            this.pairs.delete(pair);
            pair.client.unpipe(pair.upstream);
            pair.upstream.unpipe(pair.client);
            pair.upstream.resume();
            pair.client.resetAndDestroy();
        }
        return () => abandoned.forEach(({ upstream }) => upstream.destroy());
    }

    stop() {
        this.server.close();
        this.cut();
    }
}

export function startProxy(target) {
    return new Proxy(target).start();
}
