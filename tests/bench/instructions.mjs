// SPDX-License-Identifier: GPL-3.0-or-later
// Counts the instructions that the server needs to deliver a message, of one executable or of two to
// compare; README.md says how.
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { RawSocket } from '../clients/support/rawengine.mjs';
import { freshDirectory, populate, startSystem } from './lib/systems.mjs';

const { values: options, positionals: executables } = parseArgs({
    allowPositionals: true,
    options: {
        members: { type: 'string', default: '50' },
        messages: { type: 'string', default: '1000' },
        idle: { type: 'string', default: '40' },
        most: { type: 'string', default: '1' },
    },
});
const members = Number(options.members);
const messages = Number(options.messages);
/** Before anything is measured: caches fill, code is loaded. */
const warmup = 20;

const serve = (executable, dir) => [executable, 'serve', '--listen', '127.0.0.1:0', '--data', dir];

/** Data with people in one room, made without valgrind: hashing passwords would take minutes. */
async function prepare(executable, dir) {
    const system = await startSystem(dir, serve(executable, dir));
    const world = await populate(system, members);
    await system.stop();
    return world;
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

    /** Resolves as it has received `count` messages, and has answered all pings. */
    received(count) {
        return new Promise((resolve, reject) => {
            this.raw.look = () => {
                while (this.raw.packets.includes('2')) {
                    this.raw.packets.splice(this.raw.packets.indexOf('2'), 1);
                    this.raw.send('3');
                }
                if (this.raw.isClosed)
                    reject(new Error('A connection was closed'));
                if (this.raw.packets.filter((packet) => packet.startsWith('42["message.posted"')).length >= count)
                    resolve();
            };
            this.raw.look();
        });
    }
}

/** The next message is posted when everybody has the last one, so each takes the same steps. */
async function talk(people, room, count) {
    for (let i = 0; i < count; ++i) {
        const all = people.map((member) => member.received(1));
        people[0].raw.send(`420${JSON.stringify(['message.post', { roomId: room, text: `Message ${i} `.padEnd(150, 'x') }])}`);
        await Promise.all(all);
        people.forEach(({ raw }) => { raw.packets = []; });
    }
}

/** { instructions, seconds }: of a run from start to end. */
async function run(executable, data, { people, common }, count, idle) {
    const dir = freshDirectory(tmpdir());
    cpSync(data, dir, { recursive: true });
    const log = join(dir, 'valgrind.log');
    const system = await startSystem(dir, ['valgrind', '--tool=callgrind', '--fair-sched=yes', '--callgrind-out-file=/dev/null',
        `--log-file=${log}`, ...serve(executable, dir)]);
    const crowd = await Promise.all(people.map(({ token }) => Member.open(system, token)));
    await talk(crowd, common, warmup);
    const start = performance.now();
    await talk(crowd, common, count);
    await pause(idle * 1000);
    const seconds = (performance.now() - start) / 1000;
    await system.stop();
    const instructions = Number(readFileSync(log, 'utf8').match(/Collected : (\d+)/)[1]);
    rmSync(dir, { recursive: true, force: true });
    return { instructions, seconds };
}

/** Differences of runs, so that the start, the connections and the end do not count. */
async function measure(executable) {
    const data = freshDirectory(tmpdir());
    const world = await prepare(executable, data);
    const say = (what) => console.error(`${executable}: ${what}`);
    say('nothing');
    const none = await run(executable, data, world, 0, 0);
    say(`${options.idle} s of nothing`);
    const idle = await run(executable, data, world, 0, Number(options.idle));
    say(`${messages} messages to ${members} members`);
    const busy = await run(executable, data, world, messages, 0);
    const perSecond = (idle.instructions - none.instructions) / (idle.seconds - none.seconds);
    // Under valgrind a run takes much longer, and what runs every second runs more often in it.
    const delivering = busy.instructions - none.instructions - perSecond * (busy.seconds - none.seconds);
    return { perDelivery: delivering / (messages * members), perSecond };
}

const results = [];
for (const executable of executables) {
    results.push(await measure(executable));
    const { perDelivery, perSecond } = results.at(-1);
    console.log(`${executable}: ${perDelivery.toFixed(1)} instructions per delivery, ${(perSecond / 1e6).toFixed(2)} million a second while idle`);
}
if (results.length === 2) {
    const more = (results[1].perDelivery / results[0].perDelivery - 1) * 100;
    console.log(`The second needs ${more.toFixed(2)} % more per delivery`);
    process.exitCode = more > Number(options.most) ? 1 : 0;
}
