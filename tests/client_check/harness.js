// The table of checks: each has a name and an async body that throws when something is wrong, and a deadline.
'use strict';

const assert = require('node:assert/strict');
const { createRequire } = require('node:module');
const path = require('node:path');

const DEADLINE_MS = 15000;

const environment = {
    rest: process.env.REST_URL,
    ws: process.env.WS_URL,
    key: process.env.API_KEY,
    secret: process.env.API_SECRET,
    passphrase: process.env.API_PASSPHRASE,
};

// The clients live in the build folder, where npm put them.
const load = createRequire(path.join(process.env.CLIENT_MODULES, 'package.json'));

function withDeadline(promise, what) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`${what}: nothing within ${DEADLINE_MS} ms`)), DEADLINE_MS);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

// Asks again and again until `probe` answers something, for things that take a moment.
async function eventually(what, probe) {
    const deadline = Date.now() + DEADLINE_MS;
    for (;;) {
        const answer = await probe();
        if (answer) return answer;
        if (Date.now() > deadline) throw new Error(`${what}: not within ${DEADLINE_MS} ms`);
        await new Promise((resolve) => setTimeout(resolve, 150));
    }
}

class Table {
    rows = [];

    async check(client, name, body) {
        const start = Date.now();
        try {
            await withDeadline(body(), name);
            this.rows.push({ client, name, passed: true, detail: '', ms: Date.now() - start });
        } catch (error) {
            const detail = String(error && error.message ? error.message : JSON.stringify(error)).slice(0, 300);
            this.rows.push({ client, name, passed: false, detail: detail.replaceAll('\n', ' '), ms: Date.now() - start });
        }
        const row = this.rows.at(-1);
        console.log(`${row.passed ? 'pass' : 'FAIL'}  ${client.padEnd(8)} ${name.padEnd(58)} ${String(row.ms).padStart(6)} ms`
            + (row.detail ? `\n      ${row.detail}` : ''));
    }

    summarise() {
        const failed = this.rows.filter((row) => !row.passed).length;
        console.log(`client_check: ${this.rows.length - failed} of ${this.rows.length} checks passed`);
        return failed === 0 ? 0 : 1;
    }
}

module.exports = { assert, environment, eventually, load, Table, withDeadline };
