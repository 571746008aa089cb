"""ccxt for Python, unmodified, pointed at the simulator by its URL options."""

import ccxt.pro as ccxt

from harness import Environment

SPOT = "BTC/USDT"
SWAP = "BTC/USDT:USDT"


def make_client(**overrides):
    """A client of the simulated venue with sockets (ccxt.pro)."""
    return ccxt.okx({
        "apiKey": Environment.key,
        "secret": Environment.secret,
        "password": Environment.passphrase,
        "enableRateLimit": True,
        "urls": {"api": {"rest": Environment.rest, "ws": Environment.ws}},
        **overrides,
    })


async def say_goodbye(client):
    """Closes a client; Python 3.11 may fail there over TLS when the other end went first, which proves nothing."""
    try:
        await client.close()
    except AttributeError:
        pass


async def resting_bid(client, symbol):
    """A price far enough from the market not to trade, near enough not to be refused."""
    ticker = await client.fetch_ticker(symbol)
    return float(client.price_to_precision(symbol, ticker["bid"] * 0.985))
