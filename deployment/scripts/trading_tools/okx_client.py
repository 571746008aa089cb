"""A small signed client of an OKX v5 REST interface, written apart from our C++ client so that it can judge it."""

import base64
import datetime
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request

PAGE = 100
TOO_MANY_REQUESTS = 429
RATE_LIMITED_TRIES = 10
RATE_LIMITED_PAUSE = 0.3  # seconds; the venue counts requests in windows of two


class RateLimited(RuntimeError):
    """More requests than the venue allows."""


class OkxClient:
    def __init__(self, url, key, secret, passphrase):
        self.url, self.key, self.secret, self.passphrase = url.rstrip("/"), key, secret, passphrase

    def get(self, path, **parameters):
        """The `data` of one answer."""
        query = urllib.parse.urlencode({name: value for name, value in parameters.items() if value != ""})
        return self._send("GET", path + ("?" + query if query else ""), "")

    def post(self, path, body):
        """The `data` of the answer to a write; refused items are in it, for the caller to judge."""
        return self._send("POST", path, json.dumps(body), ("0", "1", "2"))

    def _send(self, method, target, body, codes=("0",)):
        """Waits and asks again while the venue says "too many requests", which it did not act upon."""
        for _ in range(RATE_LIMITED_TRIES - 1):
            try:
                return self._send_once(method, target, body, codes)
            except RateLimited:
                time.sleep(RATE_LIMITED_PAUSE)
        return self._send_once(method, target, body, codes)

    def _send_once(self, method, target, body, codes):
        now = datetime.datetime.now(datetime.timezone.utc)
        timestamp = now.strftime("%Y-%m-%dT%H:%M:%S.") + f"{now.microsecond // 1000:03d}Z"
        sign = hmac.new(self.secret.encode(), (timestamp + method + target + body).encode(), hashlib.sha256).digest()
        request = urllib.request.Request(self.url + target, data=body.encode() or None, method=method, headers={
            "Content-Type": "application/json",
            "OK-ACCESS-KEY": self.key,
            "OK-ACCESS-SIGN": base64.b64encode(sign).decode(),
            "OK-ACCESS-TIMESTAMP": timestamp,
            "OK-ACCESS-PASSPHRASE": self.passphrase,
        })
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                answer = json.load(response)
        except urllib.error.HTTPError as error:
            kind = RateLimited if error.code == TOO_MANY_REQUESTS else RuntimeError
            raise kind(f"{target}: HTTP {error.code}: {error.read().decode(errors='replace')[:300]}") from error
        if answer.get("code") not in codes:
            raise RuntimeError(f"{target}: {answer.get('code')} {answer.get('msg')}")
        return answer["data"]

    def all_pages(self, path, cursor, **parameters):
        """Every row, newest first, page after page by the id called `cursor`."""
        rows, after = [], ""
        while True:
            page = self.get(path, limit=str(PAGE), after=after, **parameters)
            rows += page
            if len(page) < PAGE:
                return rows
            after = page[-1][cursor]
