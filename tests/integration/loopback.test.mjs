// SPDX-License-Identifier: GPL-3.0-or-later
// A server in its default configuration behind a proxy on the same machine, which is configured with
// proxy_pass only: all remote clients have the address 127.0.0.1. They cannot open sockets without a
// token, and cannot act for other users. Such a proxy uses HTTP/1.0, so clients use polling. A proxy
// configured for HTTP/1.1 can only be recognized by the headers of the remote clients.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../clients/support/server.mjs';
import { transportModes } from '../clients/support/sockets.mjs';
import { act, cannotAct, cannotLogOut, isLoggedIn, newRoom, openDialects, texts } from '../dialects/support/claims.mjs';
import { newOrigin, newPage } from '../dialects/support/pages.mjs';
import { open } from '../dialects/support/socket.mjs';
import { newUser } from '../dialects/support/users.mjs';
import { startNginx } from './support/nginx.mjs';

const options = transportModes.polling;
const sites = ['https://chat.example.org', 'http://chat.example.org:8080'];

let server;
let nginx;
/** The proxy's addresses: `forwarded` sends X-Forwarded-For, `http11` uses HTTP/1.1. */
let plain;
let forwarded;
let http11;
before(async () => {
    server = await startServer();
    nginx = await startNginx(server.url, ['', 'proxy_set_header X-Forwarded-For $remote_addr;', 'proxy_http_version 1.1;']);
    [plain, forwarded, http11] = nginx.urls;
});
after(async () => {
    await nginx?.stop();
    await server?.stop();
});

const pageOf = (Origin, url = plain) => newPage(url, { headers: { Origin } });

async function isRefused(t, page) {
    const error = await page.refusal(t, options);
    assert.equal(error.message, 'Authentication required');
    assert.equal(error.data?.code, 'E_AUTH');
    assert.match(error.data.hint, /legacy\.open_sockets/);
}

/** Neither the forger's sockets nor its REST calls can act for the user, who is not affected. */
async function forgeInVain(t, forger, dialect, user) {
    const room = await newRoom(server, user);
    const socket = await forger.open(t, options);
    await cannotAct(dialect, socket, user, room);
    if (dialect === 'rooms')
        await socket.isRefused('joinRoom', room.id);
    await cannotLogOut(forger, user);
    assert.deepEqual(await texts(server, user, room), []);
    assert.ok(await isLoggedIn(server, user));
}

/** The forger can open no socket, and its REST calls cannot log the user out. */
async function isKeptOut(t, forger, user) {
    await isRefused(t, forger);
    await cannotLogOut(forger, user);
    assert.ok(await isLoggedIn(server, user));
}

for (const site of sites) {
    test(`${site}: log-in works; a socket opens with its token, not without one`, async (t) => {
        for (const url of [plain, forwarded, http11]) {
            const page = pageOf(site, url);
            for (const dialect of openDialects) {
                const user = await newUser(dialect, page);
                await isRefused(t, page);
                const socket = await open(t, url, user.token, { ...options, extraHeaders: page.headers });
                await act(dialect, socket, user, await newRoom(page, user));
            }
        }
    });

    test(`${site}: a client that forges a loopback Origin cannot act for other users`, async (t) => {
        for (const dialect of openDialects) {
            const user = await newUser(dialect, pageOf(site));
            await isKeptOut(t, pageOf('http://localhost:3000'), user);
            const other = await newUser(dialect, pageOf(site, http11));
            await forgeInVain(t, pageOf('http://localhost:3000', http11), dialect, other);
        }
    });
}

for (const app of ['https://localhost', 'capacitor://localhost', 'http://localhost', 'ionic://localhost']) {
    test(`an app packed as ${app} needs a token`, async (t) => {
        for (const url of [plain, http11]) {
            const page = pageOf(app, url);
            const user = await newUser('phone', page);
            await isRefused(t, page);
            await cannotLogOut(page, user);
            await forgeInVain(t, pageOf('http://localhost:3000', http11), 'phone', user);
        }
    });
}

test('the site\'s own page cannot log users out without a token', async () => {
    const page = pageOf(sites[0]);
    const user = await newUser('phone', page);
    await cannotLogOut(page, user);
    assert.ok(await isLoggedIn(server, user));
});

test('a forger cannot act for a user of a loopback page, even with the same Origin and User-Agent', async (t) => {
    for (const dialect of openDialects) {
        const page = newPage(server.url);
        const user = await newUser(dialect, page);
        await isKeptOut(t, page.but({ url: plain }), user);
        await forgeInVain(t, pageOf(newOrigin(), http11), dialect, user);
        await act(dialect, await page.open(t, options), user, await newRoom(server, user));
    }
});

test('behind a proxy that sends X-Forwarded-For, no page counts as a loopback page', async (t) => {
    const page = newPage(server.url);
    const user = await newUser('phone', page);
    const forger = page.but({ url: forwarded });
    await isRefused(t, forger);
    await cannotLogOut(forger, user);
    // A session opened through the proxy is no loopback session.
    const theirs = newPage(forwarded);
    const victim = await newUser('phone', theirs);
    await forgeInVain(t, theirs.but({ url: server.url }), 'phone', victim);
    assert.ok(await isLoggedIn(server, user));
});
