// What okx-api does over sockets.
'use strict';

const { assert, environment, load } = require('./harness.js');

const { RestClient, WebsocketClient, WS_KEY_MAP } = load('okx-api');
const SPOT = 'BTC-USDT';

// Every check listens for itself.
require('node:events').defaultMaxListeners = 100;

const silent = { trace() {}, info() {}, error() {} };

function makeSocket(word) {
    return new WebsocketClient({
        accounts: [{ apiKey: environment.key, apiSecret: environment.secret, apiPass: environment.passphrase }],
        wsUrl: word === '' ? environment.ws : `${environment.ws}/${word}`,
    }, silent);
}

// Resolves with the first push that `isWanted` accepts.
function nextPush(socket, isWanted) {
    return new Promise((resolve, reject) => {
        socket.on('update', (push) => { if (isWanted(push)) resolve(push); });
        socket.on('exception', (error) => reject(new Error(JSON.stringify(error))));
    });
}

async function subscribed(socket, args, isWanted) {
    const push = nextPush(socket, isWanted);
    socket.subscribe(args);
    return push;
}

async function publicChecks(check) {
    const socket = makeSocket('public');
    for (const channel of ['tickers', 'trades', 'books', 'books5', 'bbo-tbt']) {
        await check(`gets pushes of ${channel}`, async () => {
            const push = await subscribed(socket, { channel, instId: SPOT }, (item) => item.arg.channel === channel);
            assert.ok(push.data.length > 0);
        });
    }
    for (const channel of ['mark-price', 'funding-rate', 'price-limit', 'open-interest']) {
        await check(`gets pushes of ${channel}`, async () => {
            const arg = { channel, instId: 'BTC-USDT-SWAP' };
            const push = await subscribed(socket, arg, (item) => item.arg.channel === channel);
            assert.equal(push.data[0].instId, 'BTC-USDT-SWAP');
        });
    }
    await check('gets pushes of index-tickers and status', async () => {
        await subscribed(socket, { channel: 'index-tickers', instId: SPOT }, (item) => item.arg.channel === 'index-tickers');
        await subscribed(socket, { channel: 'status' }, (item) => item.arg.channel === 'status');
    });
    socket.closeAll(true);
    const business = makeSocket('business');
    await check('gets candles of a second, each closed once', async () => {
        const closed = new Map();
        await new Promise((resolve) => {
            business.on('update', (push) => {
                for (const row of push.data) {
                    if (row[8] === '1') closed.set(row[0], (closed.get(row[0]) ?? 0) + 1);
                }
                if (closed.size >= 3) resolve();
            });
            business.subscribe({ channel: 'candle1s', instId: SPOT });
        });
        assert.ok([...closed.values()].every((count) => count === 1));
    });
    business.closeAll(true);
}

async function privateChecks(check) {
    const rest = new RestClient({
        apiKey: environment.key, apiSecret: environment.secret, apiPass: environment.passphrase, baseUrl: environment.rest });
    const socket = makeSocket('private');
    await check('logs in and gets account, positions, balance snapshots', async () => {
        const account = await subscribed(socket, { channel: 'account' }, (item) => item.arg.channel === 'account');
        assert.equal(account.eventType, 'snapshot');
        assert.ok(account.data[0].details.some((detail) => detail.ccy === 'USDT'));
        await subscribed(socket, { channel: 'positions', instType: 'ANY' }, (item) => item.arg.channel === 'positions');
        const both = await subscribed(
            socket, { channel: 'balance_and_position' }, (item) => item.arg.channel === 'balance_and_position');
        assert.equal(both.data[0].eventType, 'snapshot');
    });
    await check('sees live, then filled, with fee, on the order channel', async () => {
        const clOrdId = `wsp${Date.now()}`;
        const states = [];
        const filled = nextPush(socket, (item) => {
            if (item.arg.channel !== 'orders' || item.data[0].clOrdId !== clOrdId) return false;
            states.push(item.data[0]);
            return item.data[0].state === 'filled';
        });
        await Promise.all(socket.subscribe({ channel: 'orders', instType: 'ANY' }));
        await rest.submitOrder(
            { instId: SPOT, tdMode: 'cash', side: 'sell', ordType: 'market', sz: '0.004', clOrdId });
        await filled;
        assert.equal(states[0].state, 'live');
        const fills = states.filter((state) => state.tradeId !== '');
        assert.ok(fills.length > 0 && fills.every((fill) => fill.execType === 'T' && Number(fill.fillFee) < 0));
        const sum = fills.reduce((total, fill) => total + Number(fill.fillSz), 0);
        assert.ok(Math.abs(sum - 0.004) < 1e-12);
    });
    await check('places and cancels by socket requests', async () => {
        const [spec] = await rest.getInstruments({ instType: 'SPOT', instId: SPOT });
        const [ticker] = await rest.getTicker({ instId: SPOT });
        const px = Math.floor(Number(ticker.bidPx) * 0.985).toString();
        const placed = await socket.sendWSAPIRequest(WS_KEY_MAP.prodPrivate, 'order',
            { instIdCode: spec.instIdCode, tdMode: 'cash', side: 'buy', ordType: 'limit', px, sz: '0.01' });
        assert.equal(placed.data[0].sCode, '0');
        const cancelled = await socket.sendWSAPIRequest(WS_KEY_MAP.prodPrivate, 'cancel-order',
            { instIdCode: spec.instIdCode, ordId: placed.data[0].ordId });
        assert.equal(cancelled.data[0].sCode, '0');
    });
    socket.closeAll(true);
    const business = makeSocket('business');
    await check('sees algo orders come and go', async () => {
        const push = nextPush(business, (item) => item.arg.channel === 'orders-algo' && item.data[0].state === 'canceled');
        await Promise.all(business.subscribe({ channel: 'orders-algo', instType: 'ANY' }));
        const last = Number((await rest.getTicker({ instId: SPOT }))[0].last);
        const [ack] = await rest.placeAlgoOrder({
            instId: SPOT, tdMode: 'cash', side: 'sell', ordType: 'conditional', sz: '0.01',
            slTriggerPx: Math.round(last * 0.9).toString(), slOrdPx: '-1' });
        await rest.cancelAlgoOrder([{ instId: SPOT, algoId: ack.algoId }]);
        assert.equal((await push).data[0].algoId, ack.algoId);
    });
    business.closeAll(true);
}

module.exports = async function run(table) {
    const check = (name, body) => table.check('okx-api', name, body);
    await publicChecks(check);
    await privateChecks(check);
    const all = makeSocket('');
    await check('gets every kind of channel on the bare base URL', async () => {
        await subscribed(all, { channel: 'tickers', instId: SPOT }, (item) => item.arg.channel === 'tickers');
        await subscribed(all, { channel: 'candle1m', instId: SPOT }, (item) => item.arg.channel === 'candle1m');
        await subscribed(all, { channel: 'account' }, (item) => item.arg.channel === 'account');
    });
    all.closeAll(true);
};
