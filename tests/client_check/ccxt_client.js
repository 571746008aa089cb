// ccxt, unmodified, pointed at the simulator by its URL options.
'use strict';

const { environment, load } = require('./harness.js');

const ccxt = load('ccxt');

// ccxt wants an agent of its own before it opens sockets without TLS.
async function makeClient(overrides = {}) {
    const client = new ccxt.pro.okx({
        apiKey: environment.key,
        secret: environment.secret,
        password: environment.passphrase,
        enableRateLimit: true,
        urls: { api: { rest: environment.rest, ws: environment.ws } },
        ...overrides,
    });
    await client.loadHttpProxyAgent();
    return client;
}

module.exports = { ccxt, makeClient };
