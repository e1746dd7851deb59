// SPDX-License-Identifier: GPL-3.0-or-later
// A server with a configuration file, and with a listener pinned to each dialect.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server } from '../../clients/support/server.mjs';
import { dialects } from './users.mjs';

/** { server, urls: { direct: "http://127.0.0.1:…", … } }; server.url speaks them all. */
export async function startPinned(configuration = '') {
    const server = new Server({ args: dialects.flatMap((name) => ['--listen', `127.0.0.1:0=${name}`]) });
    const file = join(server.dir, 'test.toml');
    writeFileSync(file, configuration);
    server.env = { PARLANCE_CONFIG: file };
    await server.start();
    // The ready line names the listeners in the order in which they were given.
    const [, ...pinned] = [...server.stdout.matchAll(/https?:\/\/127\.0\.0\.1:\d+/g)].map(([url]) => url);
    if (pinned.length !== dialects.length)
        throw new Error(`not a URL for each listener: ${server.stdout}`);
    return { server, urls: Object.fromEntries(dialects.map((name, index) => [name, pinned[index]])) };
}
