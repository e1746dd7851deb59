// SPDX-License-Identifier: GPL-3.0-or-later
// Reads what callgrind has counted.
import { readFileSync } from 'node:fs';

const allocator = /^(_int_|__libc_)?(malloc|calloc|realloc|free)(_consolidate|_merge_chunk|_create_chunk|_maybe_trim)?$|^(unlink_chunk|sysmalloc|systrim|tcache_)/;

/** { instructions, allocating }: all of a dump, and those of them in functions of malloc. */
export function readDump(file) {
    const names = new Map();
    let [instructions, allocating, isAllocator, isCall] = [0, 0, false, false];
    for (const line of readFileSync(file, 'utf8').split('\n')) {
        const named = line.match(/^(c?fn)=\((\d+)\)(?: (.*))?$/);
        if (named) {
            const [, kind, id, name] = named;
            if (name !== undefined)
                names.set(id, allocator.test(name.replace(/['@.].*/, '')));
            if (kind === 'fn')
                isAllocator = names.get(id);
        } else if (line.startsWith('calls=')) {
            isCall = true;
        } else if (/^[\d+*-]/.test(line)) {
            // After "calls=" come the instructions of the called function, which it has itself too.
            const count = isCall ? 0 : Number(line.split(' ')[1] ?? 0);
            isCall = false;
            instructions += count;
            allocating += isAllocator ? count : 0;
        }
    }
    return { instructions, allocating };
}
