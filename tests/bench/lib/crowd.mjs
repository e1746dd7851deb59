// SPDX-License-Identifier: GPL-3.0-or-later
// Many connections over plain WebSocket whose users post, join, leave, come and go at fixed rates.
import { once } from 'node:events';
import { WebSocket } from '../../clients/support/plainsocket.mjs';

const tickMs = 10;
const openAtOnce = 50;

export class Crowd {
    #url;
    #residents;
    #visitors;
    #turn = { post: 0, join: 0, visit: 0 };
    #timer;
    #lastId = 0;

    /**
     * @param {{ token, own }[]} people `own`: the id of a room of theirs
     * @param {{ residents, connectionsEach }} shape the others visit
     */
    constructor(url, people, { residents, connectionsEach }) {
        this.#url = url.replace('http', 'ws') + '/ws';
        this.#residents = people.slice(0, residents)
            .map((person) => ({ ...person, isMember: false, lobby: undefined, sockets: [], connectionsEach }));
        this.#visitors = people.slice(residents).map((person) => ({ ...person, socket: undefined }));
        this.counts = { posted: 0, joined: 0, left: 0, connected: 0, disconnected: 0, refused: 0, pushes: 0 };
    }

    async #open(token) {
        const socket = new WebSocket(this.#url, {
            headers: { Authorization: `Bearer ${token}` }, perMessageDeflate: false,
        });
        socket.on('error', () => {});
        socket.on('message', (text) => this.#take(text));
        await once(socket, 'open');
        return socket;
    }

    #take(text) {
        // Answers begin with their only member or their id; only refusals are read.
        if (text.includes('"error"'))
            this.counts.refused += 1;
        else if (text.includes('"event"'))
            this.counts.pushes += 1;
    }

    #call(socket, event, data) {
        this.#lastId += 1;
        socket.send(JSON.stringify({ id: this.#lastId, event, data }));
    }

    /** Connects the residents. `lobbies`: the id of a public room for each of them to join and leave. */
    async settle(lobbies) {
        this.#residents.forEach((resident, index) => { resident.lobby = lobbies[index]; });
        const wanted = this.#residents.flatMap((resident) => Array(resident.connectionsEach).fill(resident));
        for (let from = 0; from < wanted.length; from += openAtOnce) {
            await Promise.all(wanted.slice(from, from + openAtOnce).map(async (resident) => {
                resident.sockets.push(await this.#open(resident.token));
            }));
        }
        return wanted.length;
    }

    #post() {
        const resident = this.#residents[this.#turn.post++ % this.#residents.length];
        this.#call(resident.sockets[0], 'message.post', { roomId: resident.own, text: 'x'.repeat(150) });
        this.counts.posted += 1;
    }

    #joinOrLeave() {
        const resident = this.#residents[this.#turn.join++ % this.#residents.length];
        this.#call(resident.sockets[1 % resident.sockets.length],
            resident.isMember ? 'room.leave' : 'room.join', { roomId: resident.lobby });
        this.counts[resident.isMember ? 'left' : 'joined'] += 1;
        resident.isMember = !resident.isMember;
    }

    /** A visitor comes, or one that is there leaves: two changes take turns. */
    #comeOrGo() {
        const visitor = this.#visitors[this.#turn.visit++ % this.#visitors.length];
        if (visitor.socket === null)
            return;
        if (visitor.socket) {
            visitor.socket.close();
            visitor.socket = undefined;
            this.counts.disconnected += 1;
            return;
        }
        visitor.socket = null;
        this.#open(visitor.token).then((socket) => {
            visitor.socket = socket;
            this.counts.connected += 1;
        });
    }

    /** `rates`: posts, joins and leaves, comings and goings, each per second. */
    start({ posts, joins, visits }) {
        const started = performance.now();
        const done = { posts: 0, joins: 0, visits: 0 };
        const catchUp = (kind, rate, act) => {
            const due = ((performance.now() - started) / 1000) * rate;
            for (; done[kind] < due; done[kind] += 1)
                act();
        };
        this.#timer = setInterval(() => {
            catchUp('posts', posts, () => this.#post());
            catchUp('joins', joins, () => this.#joinOrLeave());
            catchUp('visits', visits, () => this.#comeOrGo());
        }, tickMs);
    }

    stop() {
        clearInterval(this.#timer);
    }

    close() {
        this.stop();
        this.#residents.forEach(({ sockets }) => sockets.forEach((socket) => socket.terminate()));
        this.#visitors.forEach(({ socket }) => socket?.terminate());
    }
}
