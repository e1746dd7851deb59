// SPDX-License-Identifier: GPL-3.0-or-later
// What a console costs the server: its CPU time beside many connections and changes, in turns without
// and with a console that shows every view. README.md says how.
import { fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Crowd } from './lib/crowd.mjs';
import { addPeople, builtFile, freshDirectory, parlance } from './lib/systems.mjs';

const { values } = parseArgs({
    options: {
        connections: { type: 'string', default: '5000' },
        posts: { type: 'string', default: '1000' },
        joins: { type: 'string', default: '400' },
        visits: { type: 'string', default: '600' },
        seconds: { type: 'string', default: '10' },
        rounds: { type: 'string', default: '3' },
        tmpfs: { type: 'string', default: '/dev/shm' },
    },
});
const options = Object.fromEntries(Object.entries(values)
    .map(([name, value]) => [name, name === 'tmpfs' ? value : Number(value)]));
const visitors = 300;
const connectionsEach = 10;
const ticksPerSecond = 100; // USER_HZ, the same on every Linux

function cpuSeconds(pid) {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

function residentBytes(pid) {
    return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) * 1024;
}

const changesOf = ({ posted, joined, left, connected, disconnected }) =>
    posted + joined + left + connected + disconnected;

/** CPU seconds of the server, and changes, each second. */
async function measure(system, crowd) {
    const from = { cpu: cpuSeconds(system.pid), changes: changesOf(crowd.counts), at: performance.now() };
    await pause(options.seconds * 1000);
    const seconds = (performance.now() - from.at) / 1000;
    return {
        cpu: (cpuSeconds(system.pid) - from.cpu) / seconds,
        changes: (changesOf(crowd.counts) - from.changes) / seconds,
    };
}

/** The first person may look at everything. */
function makeAuditor(data) {
    const run = spawnSync(builtFile('PARLANCE_SERVER', 'server/parlance-server'),
        ['admin', 'users', 'set-role', 'person0', 'auditor', '--data', data], { encoding: 'utf8' });
    if (run.status !== 0)
        throw new Error(`set-role failed: ${run.stdout}${run.stderr}`);
}

/** Starts a console in a process of its own. */
async function openConsole(system, token, mode) {
    const child = fork(fileURLToPath(new URL('./lib/watcher.mjs', import.meta.url)), [system.url, token, mode]);
    await once(child, 'message');
    return {
        async close() {
            child.send('close');
            const [report] = await once(child, 'message');
            child.kill('SIGKILL');
            return report;
        },
    };
}

const median = (list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];
const percent = (value) => `${(value * 100).toFixed(1)} %`;

async function compare(system, crowd, token) {
    const rounds = [];
    for (let round = 0; round < options.rounds; round += 1) {
        const without = await measure(system, crowd);
        const watcher = await openConsole(system, token, 'read');
        const withConsole = await measure(system, crowd);
        const report = await watcher.close();
        rounds.push({ without, withConsole });
        console.log(`without ${percent(without.cpu)} of a core at ${without.changes.toFixed(0)} changes/s, `
            + `with ${percent(withConsole.cpu)} at ${withConsole.changes.toFixed(0)}; `
            + `the console got ${report.messages} messages, ${report.bytes} bytes of ${report.views}`);
    }
    const cost = median(rounds.map(({ without, withConsole }) => withConsole.cpu - without.cpu));
    const share = median(rounds.map(({ without, withConsole }) => withConsole.cpu / without.cpu - 1));
    console.log(`A console costs ${percent(cost)} of a core, ${percent(share)} more CPU time (medians)`);
}

/** How much the server grows under the load alone, and beside a console that does not read. */
async function stall(system, token) {
    const growth = async () => {
        const before = residentBytes(system.pid);
        await pause(options.seconds * 1000);
        return (residentBytes(system.pid) - before) / 2 ** 20;
    };
    const alone = await growth();
    const watcher = await openConsole(system, token, 'stall');
    const beside = await growth();
    await watcher.close();
    console.log(`In ${options.seconds} s the server grows by ${alone.toFixed(1)} MiB alone, `
        + `by ${beside.toFixed(1)} MiB beside a console that does not read`);
}

const dir = freshDirectory(options.tmpfs);
const data = join(dir, 'data');
mkdirSync(data);
const system = await parlance.start(data);
try {
    const residents = Math.ceil((options.connections - visitors / 2) / connectionsEach);
    console.error(`Registering ${residents + visitors} people`);
    const people = await addPeople(system, residents + visitors);
    makeAuditor(data);
    const lobbies = [];
    for (const { token } of people.slice(0, residents))
        lobbies.push((await system.call('POST', '/rooms', token, { name: `Lobby ${lobbies.length}` })).id);
    // So that some hear of it when a visitor comes or goes.
    await Promise.all(people.slice(residents).map(({ token }, index) =>
        system.call('POST', `/rooms/${lobbies[index % residents]}/join`, token)));
    const crowd = new Crowd(system.url, people, { residents, connectionsEach });
    console.error(`Connecting ${residents * connectionsEach}`);
    // Everybody begins outside a lobby of somebody else.
    await crowd.settle([...lobbies.slice(1), lobbies[0]]);
    crowd.start(options);
    await pause(3000);
    await compare(system, crowd, people[0].token);
    await stall(system, people[0].token);
    crowd.close();
    console.log(JSON.stringify(crowd.counts));
} finally {
    await system.stop();
    rmSync(dir, { recursive: true, force: true });
}
process.exit(0);
