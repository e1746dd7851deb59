// SPDX-License-Identifier: GPL-3.0-or-later
// Counts the instructions that the server needs to deliver a message, of one executable or of two to
// compare; README.md says how.
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { RawSocket } from '../clients/support/rawengine.mjs';
import { readDump } from './lib/callgrind.mjs';
import { freshDirectory, populate, startSystem } from './lib/systems.mjs';

const { values: options, positionals: executables } = parseArgs({
    allowPositionals: true,
    options: {
        members: { type: 'string', default: '50' },
        messages: { type: 'string', default: '1000' },
        rounds: { type: 'string', default: '5' },
        idle: { type: 'string', default: '10' },
        most: { type: 'string', default: '1' },
        keep: { type: 'string' },
    },
});
const members = Number(options.members);
const messages = Number(options.messages);
/** Before anything is measured: caches fill, code is loaded. */
const warmup = 50;
/** For what the server still does after the last packet, before its instructions are read. */
const settling = 200;

const serve = (executable, dir) => [executable, 'serve', '--listen', '127.0.0.1:0', '--data', dir];

/** Data with people in one room, made without valgrind: hashing passwords would take minutes. */
async function prepare(executable) {
    const data = freshDirectory(tmpdir());
    const system = await startSystem(data, serve(executable, data));
    const world = await populate(system, members);
    await system.stop();
    return { executable, data, ...world };
}

/** A member of the room, over Socket.IO on a WebSocket. */
class Member {
    static async open(system, token) {
        const member = new Member();
        member.raw = await RawSocket.open(`${system.url}/socket.io/?EIO=4&transport=websocket`);
        member.raw.send(`40${JSON.stringify({ token })}`);
        await member.raw.next('40');
        return member;
    }

    /** Resolves as a packet has come for each of the beginnings. */
    received(...starts) {
        return new Promise((resolve, reject) => {
            this.raw.look = () => {
                if (this.raw.isClosed)
                    reject(new Error('A connection was closed'));
                if (starts.every((start) => this.raw.packets.some((packet) => packet.startsWith(start))))
                    resolve();
            };
            this.raw.look();
        });
    }
}

/**
 * The next message is posted when everybody has the last one, and its author the acknowledgement, so
 * each takes the same turns of the server's event loop and a commit of its own.
 */
async function talk([author, ...others], room, count) {
    const posted = '42["message.posted"';
    for (let i = 0; i < count; ++i) {
        const all = [author.received(posted, '430'), ...others.map((member) => member.received(posted))];
        author.raw.send(`420${JSON.stringify(['message.post', { roomId: room, text: `Message ${i} `.padEnd(150, 'x') }])}`);
        await Promise.all(all);
        [author, ...others].forEach(({ raw }) => { raw.packets = []; });
    }
}

/** One server under callgrind, which counts from one dump to the next. */
class Counted {
    #dumps = 0;
    #since = performance.now();

    static async start({ executable, data }) {
        const counted = new Counted();
        counted.dir = freshDirectory(tmpdir());
        cpSync(data, counted.dir, { recursive: true });
        // No heartbeats, which would come in one run and not in the other.
        const config = join(counted.dir, 'quiet.toml');
        writeFileSync(config, '[engineio]\nping_interval_ms = 3600000\n');
        counted.out = join(counted.dir, 'callgrind.out');
        counted.system = await startSystem(counted.dir, ['valgrind', '--tool=callgrind', '--fair-sched=yes',
            `--callgrind-out-file=${counted.out}`, `--log-file=${join(counted.dir, 'valgrind.log')}`,
            ...serve(executable, counted.dir), '--config', config]);
        return counted;
    }

    /** What was counted since the last call, and in how many seconds; the dump is in `file`. */
    async take() {
        await pause(settling);
        execFileSync('callgrind_control', ['--dump', String(this.system.pid)], { stdio: 'ignore' });
        const now = performance.now();
        const seconds = (now - this.#since) / 1000;
        this.#since = now;
        const file = `${this.out}.${++this.#dumps}`;
        return { ...readDump(file), seconds, file };
    }

    async end() {
        await this.system.stop();
        rmSync(this.dir, { recursive: true, force: true });
    }
}

/** One run; `name`: of the profile to keep. */
async function run(prepared, name) {
    const counted = await Counted.start(prepared);
    const crowd = [];
    // One after another: their order decides about the steps for each message.
    for (const { token } of prepared.people)
        crowd.push(await Member.open(counted.system, token));
    await talk(crowd, prepared.common, warmup);
    await counted.take();
    await talk(crowd, prepared.common, messages);
    const busy = await counted.take();
    if (options.keep)
        cpSync(busy.file, join(options.keep, name));
    await pause(Number(options.idle) * 1000);
    const idle = await counted.take();
    await counted.end();
    const perSecond = idle.instructions / idle.seconds;
    // Under valgrind messages take longer, and what runs every second runs more often meanwhile.
    const delivering = busy.instructions - perSecond * busy.seconds;
    const deliveries = messages * members;
    return { perDelivery: delivering / deliveries, allocating: busy.allocating / deliveries, perSecond };
}

function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Of the runs of one executable: the medians, and how far apart the extremes are, in per cent. */
function summary(runs) {
    const all = (key) => runs.map((each) => each[key]);
    const perDelivery = median(all('perDelivery'));
    const spread = (Math.max(...all('perDelivery')) - Math.min(...all('perDelivery'))) / perDelivery * 100;
    return { perDelivery, spread, allocating: median(all('allocating')), perSecond: median(all('perSecond')) };
}

const prepared = [];
for (const executable of executables)
    prepared.push({ ...await prepare(executable), runs: [] });
for (let round = 1; round <= Number(options.rounds); ++round) {
    for (const [index, each] of prepared.entries()) {
        each.runs.push(await run(each, `callgrind.${index + 1}.${round}`));
        console.error(`Round ${round}, ${each.executable}: ${each.runs.at(-1).perDelivery.toFixed(1)}`);
    }
}
const results = prepared.map(({ runs }) => summary(runs));
results.forEach(({ perDelivery, spread, allocating, perSecond }, index) => {
    console.log(`${executables[index]}: ${perDelivery.toFixed(1)} instructions per delivery (runs within ${spread.toFixed(2)} %)`);
    console.log(`    ${allocating.toFixed(1)} of them in malloc; besides, ${(perSecond / 1e6).toFixed(2)} million a second while idle`);
});
if (results.length === 2) {
    const more = ({ perDelivery: before }, { perDelivery: after }) => (after / before - 1) * 100;
    const others = results.map(({ perDelivery, allocating }) => ({ perDelivery: perDelivery - allocating }));
    console.log(`The second needs ${more(...results).toFixed(2)} % more per delivery; ${more(...others).toFixed(2)} % more without malloc`);
    process.exitCode = more(...results) > Number(options.most) ? 1 : 0;
}
