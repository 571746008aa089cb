// What ccxt sees of the public market.
'use strict';

const { assert } = require('./harness.js');
const { makeClient } = require('./ccxt_client.js');

module.exports = async function run(table) {
    const client = await makeClient();
    const check = (name, body) => table.check('ccxt', name, body);

    await check('loads the markets with steps and contract values', async () => {
        await client.loadMarkets();
        const spot = client.market('BTC/USDT');
        const swap = client.market('BTC/USDT:USDT');
        assert.equal(spot.spot, true);
        assert.equal(swap.swap, true);
        assert.equal(swap.linear, true);
        assert.ok(swap.contractSize > 0);
        assert.ok(spot.precision.price > 0 && spot.precision.amount > 0);
        assert.ok(client.market('SOL/USDT') && client.market('ETH/USDT:USDT'));
    });
    await check('reads the server time', async () => {
        const time = await client.fetchTime();
        assert.ok(Math.abs(time - Date.now()) < 5000);
    });
    await check('reads the status', async () => { assert.equal((await client.fetchStatus()).status, 'ok'); });
    await check('reads one ticker', async () => {
        const ticker = await client.fetchTicker('BTC/USDT');
        assert.ok(ticker.bid > 0 && ticker.ask > ticker.bid && ticker.last > 0);
        assert.ok(ticker.high >= ticker.low && ticker.baseVolume > 0);
    });
    await check('reads all spot and swap tickers', async () => {
        assert.ok(Object.keys(await client.fetchTickers(['BTC/USDT', 'ETH/USDT'])).length === 2);
        assert.ok(Object.keys(await client.fetchTickers(['BTC/USDT:USDT'])).length === 1);
    });
    await check('reads an order book', async () => {
        const book = await client.fetchOrderBook('BTC/USDT', 50);
        assert.equal(book.bids.length, 50);
        assert.ok(book.bids[0][0] < book.asks[0][0]);
        assert.ok(book.bids[0][0] > book.bids[1][0] && book.asks[0][0] < book.asks[1][0]);
    });
    await check('reads trades', async () => {
        const trades = await client.fetchTrades('BTC/USDT', undefined, 20);
        assert.ok(trades.length > 0 && trades[0].price > 0 && trades[0].amount > 0 && trades[0].side);
    });
    await check('reads candles of a minute and a day', async () => {
        const minutes = await client.fetchOHLCV('BTC/USDT', '1m', undefined, 100);
        assert.equal(minutes.length, 100);
        assert.ok(minutes.every((bar, index) => index === 0 || bar[0] - minutes[index - 1][0] === 60000));
        assert.ok(minutes.every(([, open, high, low, close]) => high >= Math.max(open, close) && low <= Math.min(open, close)));
        assert.ok((await client.fetchOHLCV('ETH/USDT:USDT', '1d', undefined, 5)).length > 0);
    });
    await check('reads funding rate and its history', async () => {
        const funding = await client.fetchFundingRate('BTC/USDT:USDT');
        assert.ok(Number.isFinite(funding.fundingRate) && funding.fundingTimestamp > Date.now() - 1000);
        assert.ok(Array.isArray(await client.fetchFundingRateHistory('BTC/USDT:USDT', undefined, 5)));
    });
    await check('reads mark price, open interest and leverage tiers', async () => {
        assert.ok((await client.fetchMarkPrice('BTC/USDT:USDT')).markPrice > 0);
        assert.ok((await client.fetchOpenInterest('BTC/USDT:USDT')).openInterestAmount > 0);
        assert.ok((await client.fetchMarketLeverageTiers('BTC/USDT:USDT')).length > 0);
    });
    await check('watches a ticker', async () => { assert.ok((await client.watchTicker('BTC/USDT')).last > 0); });
    await check('watches trades', async () => { assert.ok((await client.watchTrades('BTC/USDT')).length > 0); });
    await check('watches a book through a hundred updates', async () => {
        for (let update = 0; update < 100; ++update) {
            const book = await client.watchOrderBook('BTC/USDT:USDT');
            assert.ok(book.bids[0][0] < book.asks[0][0], 'crossed book');
        }
    });
    await check('watches books5 and the best quotes', async () => {
        const five = await client.watchOrderBook('ETH/USDT', 5);
        assert.ok(five.bids.length >= 1 && five.asks.length >= 1);
        const best = await client.watchBidsAsks(['SOL/USDT']);
        assert.ok(best['SOL/USDT'].bid < best['SOL/USDT'].ask);
    });
    await check('watches candles', async () => { assert.ok((await client.watchOHLCV('BTC/USDT', '1m')).length > 0); });
    await check('watches mark price and funding rate', async () => {
        assert.ok((await client.watchMarkPrice('BTC/USDT:USDT')).markPrice > 0);
        assert.ok(Number.isFinite((await client.watchFundingRate('BTC/USDT:USDT')).fundingRate));
    });
    await client.close();
};
