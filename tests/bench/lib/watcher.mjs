// SPDX-License-Identifier: GPL-3.0-or-later
// A console in a process of its own, so that its work is not the load's: watches every view that it may.
// Arguments: the server's URL, a token, and "read" or "stall" (it stops reading).
import { WebSocketLink } from '../../admin/support/consolelink.mjs';

const [url, token, mode] = process.argv.slice(2);
const rowsOfWindow = 100;
/** A console has one page of a table before it: the busiest first. */
const windows = { sessions: { sort: 'bytesOut', descending: true } };
const report = { messages: 0, bytes: 0, views: [] };

const link = await WebSocketLink.open(url);

function watch({ views }) {
    report.views = views;
    views.forEach((view, index) => {
        link.send(JSON.stringify({ type: 'subscribe', id: index + 1, view, limit: rowsOfWindow, ...windows[view] }));
    });
}

link.receive((text) => {
    report.messages += 1;
    report.bytes += text.length;
    const message = JSON.parse(text);
    if (message.type === 'error')
        throw new Error(text);
    if (message.type === 'welcome') {
        watch(message);
        process.send('watching');
        if (mode === 'stall')
            link.pause();
    }
});
link.send(JSON.stringify({ type: 'login', token }));
process.on('message', () => process.send(report));
