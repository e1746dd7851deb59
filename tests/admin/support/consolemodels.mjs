// SPDX-License-Identifier: GPL-3.0-or-later
// What a console shows of a view, kept up to date by the server's messages. Each message is checked: a
// wrong one is an Error.
import assert from 'node:assert/strict';

class Model {
    constructor({ id, view, window }) {
        Object.assign(this, { id, view, window, seq: 0, isStale: false });
    }

    subscribe() {
        this.seq = 0;
        return { type: 'subscribe', id: this.id, view: this.view, ...this.window };
    }

    apply(message) {
        assert.equal(message.seq, this.seq + 1, 'a message is missing');
        this.seq = message.seq;
    }
}

export class TableModel extends Model {
    /** By key, in no order. */
    cells = new Map();
    /** Keys. */
    order = [];
    total = 0;
    snapshots = 0;
    deltas = 0;

    /** The rows in their order: { key, …cells }. */
    list() {
        return this.order.map((key) => ({ key, ...this.cells.get(key) }));
    }

    column(name) {
        return this.order.map((key) => this.cells.get(key)[name]);
    }

    apply(message) {
        super.apply(message);
        this.total = message.total;
        if (message.type === 'snapshot')
            this.#replace(message);
        else
            this.#update(message);
        assert.equal(new Set(this.order).size, this.order.length, 'a key is there twice');
        // A delta may have been on its way as another window was asked for.
        assert.ok(this.isStale || this.order.length <= (this.window.limit ?? 100), 'more rows than asked for');
    }

    #replace({ rows }) {
        this.snapshots += 1;
        this.isStale = false;
        this.cells = new Map(rows.map(({ key, cells }) => [key, cells]));
        this.order = rows.map(({ key }) => key);
    }

    #update({ rows, removed, order }) {
        assert.ok(this.snapshots > 0, 'the first message is no snapshot');
        this.deltas += 1;
        for (const key of removed)
            assert.ok(this.cells.delete(key), `${key} is not there to be removed`);
        this.order = this.order.filter((key) => this.cells.has(key));
        for (const { key, cells } of rows) {
            if (!this.cells.has(key))
                assert.ok(order.includes(key), `the new row ${key} has no place`);
            this.cells.set(key, { ...this.cells.get(key), ...cells });
        }
        if (order.length)
            this.order = order;
        assert.deepEqual([...this.order].sort(), [...this.cells.keys()].sort(), 'the order names other rows');
    }
}

export class EntryModel extends Model {
    /** { position, …cells } */
    entries = [];
    skipped = 0;
    until = 0;

    list() {
        return this.entries;
    }

    /** `isSameRun`: positions of the server mean what they meant. */
    subscribe(isSameRun) {
        return { ...super.subscribe(), ...(isSameRun ? { after: this.until } : {}) };
    }

    apply(message) {
        super.apply(message);
        assert.equal(message.type, 'entries');
        if (message.fresh)
            Object.assign(this, { entries: [], until: 0, skipped: 0, isStale: false });
        for (const { position, cells } of message.entries) {
            assert.ok(position > (this.entries.at(-1)?.position ?? 0), 'an entry comes twice, or too late');
            assert.ok(position <= message.until, 'an entry is beyond the end');
            this.entries.push({ position, ...cells });
        }
        assert.ok(message.until >= this.until, 'the end moves back');
        this.until = message.until;
        this.skipped += message.skipped;
    }
}

/** Views of entries, which are no tables. */
const entryViews = new Set(['traffic', 'logs', 'metrics']);

export function modelOf(view, options) {
    return entryViews.has(view) ? new EntryModel(options) : new TableModel(options);
}
