// SPDX-License-Identifier: GPL-3.0-or-later
// The thread that writes: gets arrays of messages, answers with arrays of their numbers.
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

// The settings and the table of sql/migrations/sqlite/0001_initial.sql.
const setUp = `
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA temp_store = MEMORY;
    PRAGMA cache_size = -32768;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 67108864;
    CREATE TABLE messages (
        position INTEGER NOT NULL PRIMARY KEY,
        id BLOB NOT NULL CHECK (length(id) = 12),
        room_id BLOB NOT NULL,
        seq INTEGER NOT NULL,
        changed_seq INTEGER NOT NULL,
        changed_position INTEGER NOT NULL,
        author_id BLOB NOT NULL,
        text TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        edited_at INTEGER,
        deleted_at INTEGER
    ) STRICT;
    CREATE UNIQUE INDEX messages_id ON messages (id);
    CREATE UNIQUE INDEX messages_seq ON messages (room_id, seq);
    CREATE INDEX messages_changed_seq ON messages (room_id, changed_seq) WHERE changed_seq <> seq;
    CREATE INDEX messages_changed_position ON messages (changed_position)
        WHERE changed_position <> position;`;

/** better-sqlite3 where it could be built, else Node's own from version 22 on, else nothing. */
async function openDatabase(path) {
    try {
        const { default: Database } = await import('better-sqlite3');
        return { database: new Database(path), binding: 'better-sqlite3' };
    } catch {
        // Not built: see README.md.
    }
    try {
        const { DatabaseSync } = await import('node:sqlite');
        return { database: new DatabaseSync(path), binding: 'node:sqlite' };
    } catch {
        return {};
    }
}

function writeBatches(database) {
    database.exec(setUp);
    const begin = database.prepare('BEGIN IMMEDIATE');
    const commit = database.prepare('COMMIT');
    const insert = database.prepare(`INSERT INTO messages (position, id, room_id, seq, changed_seq,
        changed_position, author_id, text, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    const seqs = new Map();
    let position = 0;
    const append = ({ id, room, author, text, now }) => {
        const seq = (seqs.get(room) ?? 0) + 1;
        seqs.set(room, seq);
        ++position;
        insert.run(position, Buffer.from(id, 'hex'), Buffer.from(room, 'hex'), seq, seq, position,
            Buffer.from(author, 'hex'), text, now);
        return seq;
    };
    parentPort.on('message', (messages) => {
        begin.run();
        const answer = messages.map(append);
        commit.run();
        parentPort.postMessage(answer);
    });
}

const { database, binding } = await openDatabase(join(workerData, 'peer.db'));
if (database)
    writeBatches(database);
parentPort.postMessage({ binding });
