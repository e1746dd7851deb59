// SPDX-License-Identifier: GPL-3.0-or-later
// A page in a browser without a token: its REST calls and sockets have the same headers and the same
// address.
import { moduleFor, send } from '../../clients/support/rawengine.mjs';
import { begin, open, refusal } from './socket.mjs';

export const browser = 'Mozilla/5.0 (X11) Chrome/120.0';

let port = 3000;

/** A loopback origin that no other test uses, so it has no sessions yet. */
export function newOrigin(scheme = 'http', host = 'localhost') {
    port += 1;
    return `${scheme}://${host}:${port}`;
}

/** Can replace a Server in functions that only make REST calls: newUser('rooms', page). */
export class Page {
    /** @param {{url: string, headers?: object, localAddress?: string}} how undefined headers are not sent */
    constructor({ url, headers = {}, localAddress }) {
        this.url = url;
        this.localAddress = localAddress;
        this.headers = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
    }

    /** The same page with other headers, another address or another URL. */
    but({ headers = {}, ...how }) {
        return new Page({ ...this, ...how, headers: { ...this.headers, ...headers } });
    }

    /** Like Server.api(). */
    async api(method, path, body, token) {
        const sent = body === undefined ? undefined : JSON.stringify(body);
        const answer = await send(this.url + path, {
            method, body: sent, localAddress: this.localAddress,
            headers: {
                ...(sent === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': `${Buffer.byteLength(sent)}` }),
                ...(token ? { Authorization: `Bearer ${token}` } : {}),
                ...this.headers,
            },
        });
        const json = /^application\/json/.test(answer.headers['content-type'] ?? '');
        return { ...answer, body: json ? JSON.parse(answer.body) : answer.body };
    }

    #options(t, options) {
        if (!this.localAddress)
            return { ...options, extraHeaders: this.headers };
        const agent = new (moduleFor(this.url).Agent)({ localAddress: this.localAddress });
        t.after(() => agent.destroy());
        return { ...options, extraHeaders: this.headers, agent };
    }

    /** begin(), open() and refusal() of socket.mjs, without a token. */
    begin(t, options) {
        return begin(t, this.url, undefined, this.#options(t, options));
    }

    open(t, options) {
        return open(t, this.url, undefined, this.#options(t, options));
    }

    refusal(t, options, token) {
        return refusal(t, this.url, token, this.#options(t, options));
    }
}

/** A page with its own loopback origin. */
export function newPage(url, how = {}) {
    return new Page({ url, ...how, headers: { Origin: newOrigin(), 'User-Agent': browser, ...how.headers } });
}
