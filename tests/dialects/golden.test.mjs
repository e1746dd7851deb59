// SPDX-License-Identifier: GPL-3.0-or-later
// The REST calls of the five dialects, field by field: the golden files beside this one. Each is run
// in every spelling of its paths that Express takes, against one server.
import { after, before, describe, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { goldenFiles, runGolden, spellings } from './support/golden.mjs';

let server;
before(async () => { server = await startServer({ env: { PARLANCE_RATE_LIMITS: 'off' } }); });
after(() => server.stop());

for (const folder of ['common', 'named-rooms', 'direct', 'rooms', 'chatroom', 'phone']) {
    describe(folder, { concurrency: 2 }, () => {
        for (const file of goldenFiles(folder)) {
            for (const [spelling, spell] of Object.entries(spellings).slice(0, file.once ? 1 : undefined))
                test(`${file.name}, ${spelling}: ${file.about}`, { timeout: 30000 }, () => runGolden(server, file, spell));
        }
    });
}
