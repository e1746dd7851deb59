// SPDX-License-Identifier: GPL-3.0-or-later
// Measures Parlance beside a peer and prints a table; README.md says what and how.
import { spawnSync } from 'node:child_process';
import {
    closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, statfsSync, writeFileSync, writeSync,
} from 'node:fs';
import { cpus, loadavg, release } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Table } from './lib/table.mjs';
import {
    builtFile, coresInUse, freshDirectory, installPeer, parlance, peer, pin, populate,
} from './lib/systems.mjs';

const buildDir = fileURLToPath(new URL('../../build', import.meta.url));
const { values: options } = parseArgs({
    options: {
        seconds: { type: 'string', default: '5' },
        warmup: { type: 'string', default: '2' },
        rounds: { type: 'string', default: '1' },
        only: { type: 'string', default: '' },
        disk: { type: 'string', default: join(buildDir, 'bench') },
        tmpfs: { type: 'string', default: '/dev/shm' },
        'no-peer': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
    },
});
const people = 100;

/** `post`: connections that post; `listen`: all connections, each of another person. */
const scenarios = [
    { name: 'rest-10', title: 'REST, 10 in flight', kind: 'rest', post: 10, listen: 10, window: 1 },
    { name: 'rest-100', title: 'REST, 100 in flight', kind: 'rest', post: 100, listen: 100, window: 1 },
    { name: 'own', title: 'Socket.IO, 10 senders × 10', kind: 'socketio', post: 10, listen: 10, window: 10 },
    { name: 'room', title: 'Socket.IO, room of 100', kind: 'socketio', post: 10, listen: 100, window: 1, common: true },
];

/** The middle one of 200 times that a page appended to a file takes to reach the disk. */
function measureSync(dir) {
    const path = join(dir, 'sync');
    const file = openSync(path, 'w');
    const page = Buffer.alloc(4096, 1);
    const times = Array.from({ length: 200 }, () => {
        writeSync(file, page);
        const start = process.hrtime.bigint();
        fdatasyncSync(file);
        return Number(process.hrtime.bigint() - start) / 1000;
    });
    closeSync(file);
    rmSync(path);
    return times.sort((a, b) => a - b)[times.length / 2];
}

function isTmpfs(dir) {
    return statfsSync(dir).type === 0x01021994; // TMPFS_MAGIC of linux/magic.h
}

function runLoad(system, scenario, world, dir) {
    const targets = join(dir, 'targets');
    const lines = world.people.slice(0, scenario.listen)
        .map(({ token, own }) => `${token} ${scenario.common ? world.common : own}\n`);
    writeFileSync(targets, lines.join(''));
    const command = pin('load', [builtFile('PARLANCE_LOADGEN', 'tests/bench/loadgen'),
        '--kind', scenario.kind, '--port', system.port, '--targets', targets,
        '--senders', String(scenario.post), '--window', String(scenario.window),
        '--warmup', options.warmup, '--seconds', options.seconds, '--pid', String(system.pid)]);
    const run = spawnSync(command[0], command.slice(1), { encoding: 'utf8' });
    if (run.status !== 0)
        throw new Error(`${scenario.title}: ${run.error ?? ''}${run.stdout}${run.stderr}`);
    return JSON.parse(run.stdout);
}

/** Every message that was acknowledged must be in its room. */
async function countStored(system, world) {
    const rooms = world.people.map(({ token, own }) => ({ token, id: own }));
    rooms.push({ token: world.people[0].token, id: world.common });
    let stored = 0;
    for (const { token, id } of rooms)
        stored += (await system.call('GET', `/rooms/${id}`, token)).lastSeq;
    return stored;
}

async function measureSystem({ name, start }, place, chosen, results) {
    const dir = freshDirectory(place.dir);
    const data = join(dir, 'data');
    mkdirSync(data);
    const system = await start(data);
    try {
        const world = await populate(system, people);
        let stored = await countStored(system, world);
        for (const scenario of chosen) {
            console.error(`${name}, ${place.name}: ${scenario.title}`);
            const result = runLoad(system, scenario, world, dir);
            const before = stored;
            stored = await countStored(system, world);
            if (stored - before !== result.acknowledged && !/no storage/.test(system.banner))
                throw new Error(`${scenario.title}: ${result.acknowledged} acknowledged, ${stored - before} stored`);
            results.push({ system: name, place: place.name, scenario: scenario.name, ...result });
        }
        return system.banner;
    } finally {
        await system.stop();
        rmSync(dir, { recursive: true, force: true });
    }
}

function printMachine(places, banners) {
    const cores = coresInUse();
    console.log(`${cpus()[0].model}, ${cpus().length} cores, Linux ${release()}, Node ${process.version}`);
    console.log(cores ? `Server on core ${cores.server}, load generator on core ${cores.load}`
        : 'One core for server and load generator: the figures of both mix');
    for (const { name, dir, sync } of places)
        console.log(`${name}: ${dir}${isTmpfs(dir) ? '' : `, fdatasync ${(sync / 1000).toFixed(2)} ms`}`);
    banners.forEach((banner) => console.log(banner));
    if (banners.some((banner) => /no storage/.test(banner)))
        console.log('THE PEER STORES NOTHING: its figures are better than they could be, see README.md');
}

async function main() {
    const systems = options['no-peer'] ? [parlance] : [parlance, peer];
    const chosen = scenarios.filter(({ name }) => !options.only || options.only.split(',').includes(name));
    if (!options['no-peer'])
        installPeer();
    mkdirSync(options.disk, { recursive: true });
    const places = [{ name: 'tmpfs', dir: options.tmpfs }, { name: 'disk', dir: options.disk }];
    for (const place of places)
        place.sync = measureSync(place.dir);
    if (isTmpfs(options.disk))
        console.log(`${options.disk} is a tmpfs, too: name a directory on a disk with --disk`);
    const before = loadavg()[0];
    const results = [];
    const banners = new Set();
    for (let round = 0; round < Number(options.rounds); ++round) {
        for (const place of places) {
            for (const system of systems)
                banners.add((await measureSystem(system, place, chosen, results)).replace(/ listening on.*/, ''));
        }
    }
    if (options.json) {
        console.log(JSON.stringify(results));
        return;
    }
    printMachine(places, [...banners]);
    console.log(`Load average before ${before.toFixed(1)}, after ${loadavg()[0].toFixed(1)} (about 1 to 2 is the benchmark itself)`);
    console.log(new Table(results).toString(chosen, places, systems));
}

await main();
