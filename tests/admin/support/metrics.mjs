// SPDX-License-Identifier: GPL-3.0-or-later
// A server with a listener for metrics, what it shows there, and what can be counted from outside.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from '../../clients/support/server.mjs';
import { AdminSocket } from './adminsocket.mjs';

/** { server, local, metricsUrl, stop }: `config` is TOML, `env` further variables. */
export async function startMeasured({ config = '', env = {} } = {}) {
    const server = new Server();
    const file = join(server.dir, 'test.toml');
    writeFileSync(file, config);
    server.env = { PARLANCE_CONFIG: file, PARLANCE_METRICS_LISTEN: '127.0.0.1:0', ...env };
    await server.start();
    const local = await AdminSocket.open(server);
    const stop = async () => {
        await local.close();
        await server.stop();
    };
    return { server, local, metricsUrl: server.stdout.match(/(https?:\/\/\S+) \(metrics\)/)[1], stop };
}

export const read = (url, headers = {}) => fetch(`${url}/metrics`, { headers });

/** The samples of the text format: 'name{label="value"}' → number. */
export function samplesOf(text) {
    return new Map(text.split('\n').filter((line) => line && !line.startsWith('#'))
        .map((line) => line.match(/^(\S+?(?:\{.*\})?) (\S+)$/).slice(1)).map(([name, value]) => [name, Number(value)]));
}

/** What the server shows now. */
export class Reading {
    static async of({ metricsUrl }) {
        const response = await read(metricsUrl);
        assert.equal(response.status, 200);
        return Object.assign(new Reading(), { samples: samplesOf(await response.text()) });
    }

    /** Of a metric without labels, or of one with these. */
    get(name, labels = {}) {
        const list = Object.entries(labels).map(([key, value]) => `${key}="${value}"`).join(',');
        const value = this.samples.get(list ? `${name}{${list}}` : name);
        assert.notEqual(value, undefined, `${name}{${list}}`);
        return value;
    }

    /** { value of the label: number }, zeros left out. */
    byLabel(name, label) {
        const pattern = new RegExp(`^${name}\\{.*\\b${label}="([^"]*)"`);
        const all = {};
        for (const [sample, value] of this.samples) {
            const of = sample.match(pattern)?.[1];
            if (of !== undefined && value !== 0)
                all[of] = (all[of] ?? 0) + value;
        }
        return all;
    }
}

/** What has been counted from one reading to a later one: { label: number }, zeros left out. */
export function growth(before, after, name, label) {
    const [earlier, later] = [before, after].map((reading) => reading.byLabel(name, label));
    return Object.fromEntries(Object.entries(later).map(([key, value]) => [key, value - (earlier[key] ?? 0)])
        .filter(([, value]) => value !== 0));
}

/** { value: how often it is in the list } */
export function tally(list) {
    const counts = {};
    list.forEach((item) => { counts[item] = (counts[item] ?? 0) + 1; });
    return counts;
}

/** What Linux tells of a process. */
export const processes = {
    descriptors: (pid) => readdirSync(`/proc/${pid}/fd`).length,
    descriptorLimit: (pid) => Number(readFileSync(`/proc/${pid}/limits`, 'utf8').match(/^Max open files\s+(\d+)/m)[1]),
    memoryBytes: (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/^VmRSS:\s+(\d+) kB/m)[1]) * 1024,
    /** In steps of 10 ms each for user and system. */
    cpuSeconds: (pid) => {
        const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
        return (Number(fields[11]) + Number(fields[12])) / 100;
    },
};

/** How many transactions the write-ahead log of SQLite holds (sqlite.org/fileformat2.html, section 4.1). */
export function transactionsInLog(dir) {
    const log = readFileSync(join(dir, 'parlance.db-wal'));
    const frame = 24 + log.readUInt32BE(8);
    const salt = log.subarray(16, 24);
    let count = 0;
    for (let at = 32; at + frame <= log.length && log.subarray(at + 8, at + 16).equals(salt); at += frame)
        count += log.readUInt32BE(at + 4) === 0 ? 0 : 1;
    return count;
}
