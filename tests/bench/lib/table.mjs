// SPDX-License-Identifier: GPL-3.0-or-later
// The results as text: a row for each scenario, place and server.

const columns = [
    ['messages/s', (r) => r.messagesPerSecond.toFixed(0)],
    ['deliveries/s', (r) => (r.deliveriesPerSecond ? r.deliveriesPerSecond.toFixed(0) : '')],
    ['CPU µs/message', (r) => r.cpuPerMessage.toFixed(1)],
    ['CPU µs/delivery', (r) => (r.deliveriesPerSecond ? r.cpuPerDelivery.toFixed(2) : '')],
    ['ack p50', (r) => milliseconds(r.ack50)],
    ['p99 ms', (r) => milliseconds(r.ack99)],
    ['delivery p50', (r) => milliseconds(r.delivery50)],
    ['p99 ms', (r) => milliseconds(r.delivery99)],
    ['server', (r) => r.serverCpu.toFixed(2)],
    ['load', (r) => r.clientCpu.toFixed(2)],
];

function milliseconds(microseconds) {
    return microseconds ? (microseconds / 1000).toFixed(2) : '';
}

/** The middle one of each number of several rounds. */
function median(results) {
    const middle = (key) => results.map((result) => result[key]).sort((a, b) => a - b)[Math.floor(results.length / 2)];
    return Object.fromEntries(Object.keys(results[0]).map((key) => [key, middle(key)]));
}

export class Table {
    #results;

    constructor(results) {
        this.#results = results;
    }

    toString(scenarios, places, systems) {
        const rows = [['', 'data on', 'server', ...columns.map(([title]) => title)]];
        for (const scenario of scenarios) {
            for (const place of places) {
                for (const system of systems)
                    rows.push(this.#row(scenario, place, system));
            }
        }
        const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
        const line = (row) => row.map((cell, column) =>
            (column < 3 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd();
        return rows.map(line).join('\n');
    }

    #row(scenario, place, system) {
        const result = median(this.#results.filter((r) =>
            r.scenario === scenario.name && r.place === place.name && r.system === system.name));
        return [scenario.title, place.name, system.name, ...columns.map(([, show]) => show(result))];
    }
}
