// SPDX-License-Identifier: GPL-3.0-or-later
// Writes a backend's collections in the format of `mongoexport`. The output depends on the arguments
// only:
//     node tests/bench/makeexport.mjs --dialect NAME [--users N] [--messages M] [--array] [--v1] DIR
// NAME: named-rooms, direct, rooms, chatroom or phone. User n has the name "user n", the address
// usern@example.org or the number +49 n, and the password "secret of m" with m = n modulo 4.
import { createWriteStream, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** bcrypt, cost 10, of "secret of 0" to "secret of 3". */
export const hashes = [
    '$2b$10$abcdefghijklmnopqrstuuYihC3MOJT6jdCkkiN7xKuQbpRSAKN72',
    '$2b$10$bcdefghijklmnopqrstuvuq1.gunFmiE6CjFj9T4Fe2S2yhvTIwNy',
    '$2b$10$cdefghijklmnopqrstuvwuFYRKM5lX.OnU93Ox5HKZMR/TXReyUAO',
    '$2b$10$defghijklmnopqrstuvwxujWhmU3G9gLI0Rv9HBtjCa1eN5/B4Cg.',
];

const start = Date.UTC(2023, 0, 1);
const usersBase = 0x100000000000;
const roomsBase = 0x200000000000;
const messagesBase = 0x300000000000;
const apart = 0x10000000000;

/** An ObjectId made `seconds` after the start. */
export function objectId(base, n, seconds = n) {
    return Math.floor(start / 1000 + seconds).toString(16).padStart(8, '0') + (base + n).toString(16).padStart(16, '0');
}
/** Each of the five backends `b` has its own ids. */
export const userId = (n, b = 0) => objectId(usersBase + b * apart, n);
export const roomId = (n, b = 0) => objectId(roomsBase + b * apart, n);
export const messageId = (n, b = 0) => objectId(messagesBase + b * apart, n, n / 10);
export const profileId = (n) => `user-${start + n}`;
export const passwordOf = (n) => `secret of ${n % hashes.length}`;

function writerOf({ v1 }) {
    const id = (hex) => ({ $oid: hex });
    const date = (ms) => ({ $date: v1 ? new Date(ms).toISOString() : { $numberLong: `${ms}` } });
    const times = (ms) => ({ createdAt: date(ms), updatedAt: date(ms), __v: 0 });
    return { id, date, times };
}

const names = ['named-rooms', 'direct', 'rooms', 'chatroom', 'phone'];

/** One record for a collection and number, as the backend of that dialect stores it. */
export function recordsOf(dialect, { users, rooms = 100, v1 = false }) {
    const { id, date, times } = writerOf({ v1 });
    const b = names.indexOf(dialect);
    const user = (n) => ({ _id: id(userId(n, b)), username: `user ${n}`, password: hashes[n % hashes.length] });
    const email = (n) => ({ ...user(n), email: `user${n}@example.org` });
    const at = (n) => start + n * 100;
    const author = (n) => n % users;
    // Another user, not always the same one.
    const other = (n) => (author(n) + 1 + Math.floor(n / users) % Math.max(1, users - 1)) % users;
    const text = (n) => `Message ${n}: all human beings are born free and equal in dignity and rights.`;
    const inRoom = (n) => ({ _id: id(messageId(n, b)), room: id(roomId(n % rooms, b)), sender: id(userId(author(n), b)), content: text(n), ...times(at(n)) });
    return {
        'named-rooms': {
            users: (n) => ({ ...email(n), ...times(start + n * 1000) }),
            messages: (n) => ({ _id: id(messageId(n, b)), user: id(userId(author(n), b)), text: text(n), room: `Room ${n % rooms}`, ...times(at(n)) }),
        },
        direct: {
            users: email,
            messages: (n) => ({ _id: id(messageId(n, b)), sender: id(userId(author(n), b)), receiver: id(userId(other(n), b)), content: text(n), timestamp: date(at(n)), __v: 0 }),
        },
        rooms: {
            users: (n) => ({ ...user(n), ...times(start + n * 1000) }),
            rooms: (n) => ({ _id: id(roomId(n, b)), name: `Room ${n}`, ...times(start + n * 1000) }),
            messages: inRoom,
        },
        chatroom: {
            users: (n) => ({ ...email(n), ...times(start + n * 1000) }),
            rooms: (n) => ({ _id: id(roomId(n, b)), name: `Room ${n}`, isPrivate: n % 2 === 1, members: [id(userId(n % users, b)), id(userId((n + 1) % users, b))], ...times(start + n * 1000) }),
            messages: inRoom,
        },
        phone: {
            users: (n) => ({ ...user(n), phoneNumber: `+49 ${n}`, profileId: profileId(n), isOnline: false, __v: 0 }),
            messages: (n) => ({ _id: id(messageId(n, b)), senderId: profileId(author(n)), receiverId: profileId(other(n)), content: text(n), timestamp: date(at(n)), __v: 0 }),
        },
    }[dialect];
}

async function writeCollection(file, count, record, array) {
    const out = createWriteStream(file);
    let piece = array ? '[' : '';
    for (let n = 0; n < count; ++n) {
        piece += JSON.stringify(record(n)) + (array ? (n + 1 < count ? ',' : '') : '\n');
        if (piece.length > 1 << 20) {
            if (!out.write(piece))
                await once(out, 'drain');
            piece = '';
        }
    }
    out.end(piece + (array ? ']\n' : ''));
    await once(out, 'close');
}

export async function makeExport(directory, { dialect, users, messages, rooms = 100, array = false, v1 = false }) {
    mkdirSync(directory, { recursive: true });
    const records = recordsOf(dialect, { users, rooms, v1 });
    const counts = { users, rooms, messages };
    for (const [collection, record] of Object.entries(records))
        await writeCollection(join(directory, `${collection}.json`), counts[collection], record, array);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
    const { values, positionals } = parseArgs({
        allowPositionals: true,
        options: {
            dialect: { type: 'string' },
            users: { type: 'string', default: '1000' },
            messages: { type: 'string', default: '10000' },
            array: { type: 'boolean', default: false },
            v1: { type: 'boolean', default: false },
        },
    });
    if (positionals.length !== 1 || !recordsOf(values.dialect, { users: 1 }))
        throw new Error('usage: makeexport.mjs --dialect NAME [--users N] [--messages M] [--array] [--v1] DIR');
    await makeExport(positionals[0], { ...values, users: Number(values.users), messages: Number(values.messages) });
}
