// SPDX-License-Identifier: GPL-3.0-or-later
// The same kind of writer as Parlance's: a thread of its own, the same table and settings, and group
// commit: a batch is all that queued while the last one was committed.
import { Worker } from 'node:worker_threads';

/** Opens the database in a directory. `binding` says what stores; without SQLite nothing does. */
export async function openStore(directory) {
    const worker = new Worker(new URL('./writer.mjs', import.meta.url), { workerData: directory });
    const { binding } = await new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
    });
    if (binding)
        return new Store(binding, worker);
    await worker.terminate();
    return new Forgetful();
}

class Store {
    #worker;
    #waiting = [];
    #running = [];
    #scheduled = false;

    constructor(binding, worker) {
        this.binding = binding;
        this.#worker = worker;
        worker.on('message', (seqs) => this.#committed(seqs));
        worker.on('error', (error) => { throw error; });
    }

    /** Calls done(seq) once the message is committed. */
    append(message, done) {
        this.#waiting.push({ message, done });
        this.#schedule();
    }

    /** At the end of this turn of the loop, so that what is read in one turn is one batch. */
    #schedule() {
        if (this.#scheduled || this.#running.length || !this.#waiting.length)
            return;
        this.#scheduled = true;
        setImmediate(() => {
            this.#scheduled = false;
            this.#running = this.#waiting;
            this.#waiting = [];
            this.#worker.postMessage(this.#running.map(({ message }) => message));
        });
    }

    #committed(seqs) {
        const batch = this.#running;
        this.#running = [];
        this.#schedule();
        batch.forEach(({ done }, index) => done(seqs[index]));
    }
}

/** Acknowledges what it has not stored. */
class Forgetful {
    binding = 'no storage';
    #seqs = new Map();

    append({ room }, done) {
        const seq = (this.#seqs.get(room) ?? 0) + 1;
        this.#seqs.set(room, seq);
        setImmediate(done, seq);
    }
}
