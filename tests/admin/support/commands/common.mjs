// SPDX-License-Identifier: GPL-3.0-or-later
// What the files of this folder share.
import assert from 'node:assert/strict';

export const administrator = 'chief';
export const noConnection = 999999;
export const noRoom = '0123456789abcdef01234567';
export const noReport = '0123456789abcdef01234568';

export const viewers = ['auditor', 'operator', 'administrator'];
export const moderators = ['operator', 'administrator'];
export const managers = ['administrator'];

export const nothing = () => ({});
export const ofUser = ({ username }) => ({ user: username });
export const ofRoom = ({ room }) => ({ room });

export const ban = ({ local }, { username }) => local.ok('users.ban', { user: username });

/** Lists in pages of one entry until there are `count`. */
export async function pages({ does }, name, args, count, cursor = 'after') {
    let place = {};
    for (let page = 1; page <= count; ++page) {
        const { items, next } = await does(name, { ...args, ...place, limit: 1 });
        assert.equal(items.length, 1, `${name}: page ${page}`);
        assert.ok(next || page === count, `${name}: page ${page} is the last one`);
        place = { [cursor]: next };
    }
}
