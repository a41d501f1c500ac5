"""Discord's OAuth2 on this machine: a page that asks, codes, tokens, and faults and tricks on demand.

It keeps to what RFC 9700 asks of an authorization server: exact redirect addresses, PKCE, codes that work once and
shortly, tokens that end when their code is tried again. What a client does with that is for the tests to find out.
"""

import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from html import escape
from typing import Any, Final
from urllib.parse import parse_qs, quote, unquote, urlencode

from aiohttp import web

from domain.links import Account
from playground.loopback import Loopback, Reply

CLIENT: Final = "1186000000000000099"
SECRET: Final = "demo secret/+%"
CODE_LASTS: Final = timedelta(minutes=1)

_BODY: Final = web.RequestKey("body", bytes)
_PLACES: Final = {
    "/oauth2/authorize": "authorize",
    "/api/oauth2/token": "token",
    "/api/oauth2/token/revoke": "revoke",
    "/api/v10/users/@me": "me",
}
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Pretend Discord</title>
<style>body{{font:1rem/1.6 system-ui,sans-serif;max-width:26rem;margin:2rem auto;padding:0 1.25rem;background:#313338;
color:#f2f3f5}}button{{font:inherit;display:block;width:100%;margin:.5rem 0;padding:.7rem;border:0;border-radius:.4rem;
background:#5865f2;color:#fff}}button[value=""]{{background:#4e5058}}</style></head>
<body><h1>Pretend Discord</h1><p>An app wants to know <strong>who you are</strong>: your id, name and picture.
As whom do you allow it?</p><form method="post" action="/oauth2/authorize?{query}">{buttons}
<button name="as" value="">Cancel</button></form></body></html>"""


@dataclass(slots=True)
class _Grant:
    """What a code was given for."""

    account: Account
    challenge: str
    redirect_uri: str
    until: datetime
    token: str | None = None


class DemoDiscord(Loopback):
    """Asks for and answers about `accounts`; scripts are keyed by `authorize`, `token`, `me` and `revoke`.

    `sends_back` may change what a browser is sent back with, `redirects` are the addresses that it may be sent to.
    `tokens` are those that work now.
    """

    def __init__(self, *, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self.accounts: dict[int, Account] = {}
        self.redirects: set[str] = set()
        self.tokens: dict[str, Account] = {}
        self.revoked: list[str] = []
        self.asked_for: list[Mapping[str, str]] = []
        self.sends_back: Callable[[dict[str, str]], dict[str, str]] = dict
        self._clock = clock
        self._grants: dict[str, _Grant] = {}
        self._given = 0

    def add(self, account: Account) -> Account:
        """Somebody who can log in here."""
        self.accounts[account.id] = account
        return account

    def code_for(self, account: Account, challenge: str, redirect_uri: str) -> str:
        """A code, as a person gets it who allows an app to know them."""
        code = self._fresh("code")
        self._grants[code] = _Grant(account, challenge, redirect_uri, self._clock() + CODE_LASTS)
        return code

    async def _serve(self, request: web.BaseRequest) -> web.StreamResponse:
        request[_BODY] = await request.read()
        return await super()._serve(request)

    def keys(self, request: web.BaseRequest) -> tuple[str, ...]:
        """What is asked for."""
        return (_PLACES.get(request.path, "elsewhere"),)

    def truth(self, request: web.BaseRequest) -> Reply:
        """What Discord would say."""
        match request.method, _PLACES.get(request.path):
            case "GET", "authorize":
                return self._ask(request)
            case "POST", "authorize":
                return self._decide(request)
            case "POST", "token":
                return self._token(request)
            case "POST", "revoke":
                return self._revoke(request)
            case "GET", "me":
                return self._me(request)
            case _:
                return Reply(404, b"<html><body>404</body></html>", "text/html")

    def _ask(self, request: web.BaseRequest) -> Reply:
        """The page on which somebody allows it; what is wrong with the question is said here, and sent nowhere."""
        if wrong := self._wrong_with(request.query):
            return _said({"error": "invalid_request", "error_description": wrong}, 400)
        self.asked_for.append(dict(request.query))
        buttons = "".join(
            f'<button name="as" value="{one.id}">{escape(one.name)}</button>' for one in self.accounts.values()
        )
        page = _PAGE.format(query=escape(request.query_string), buttons=buttons)
        return Reply(200, page.encode(), "text/html")

    def _decide(self, request: web.BaseRequest) -> Reply:
        if wrong := self._wrong_with(request.query):
            return _said({"error": "invalid_request", "error_description": wrong}, 400)
        asked, chosen = request.query, _form(request).get("as", "")
        told = {"state": asked.get("state", ""), "iss": self.url}
        if account := self.accounts.get(int(chosen or 0)):
            told["code"] = self.code_for(account, asked["code_challenge"], asked["redirect_uri"])
        else:
            told |= {"error": "access_denied", "error_description": "The resource owner denied the request"}
        query = urlencode(self.sends_back(told))
        return Reply(303, b"", "text/html", {"Location": f"{asked['redirect_uri']}?{query}"})

    def _wrong_with(self, asked: Mapping[str, str]) -> str | None:
        wanted = {"response_type": "code", "client_id": CLIENT, "scope": "identify", "code_challenge_method": "S256"}
        for name, value in wanted.items():
            if asked.get(name) != value:
                return f"Invalid {name}"
        if asked.get("redirect_uri") not in self.redirects:
            return "Invalid redirect_uri"
        return None if len(asked.get("code_challenge", "")) == 43 else "Invalid code_challenge"

    def _token(self, request: web.BaseRequest) -> Reply:
        if not _is_client(request):
            return _said({"error": "invalid_client"}, 401)
        form = _form(request)
        grant = self._grants.get(form.get("code", ""))
        if grant is not None and grant.token is not None:
            self.tokens.pop(grant.token, None)  # tried twice: somebody else may have it (RFC 6749, 4.1.2)
        if grant is None or grant.token is not None or not self._fits(grant, form):
            return _said({"error": "invalid_grant", "error_description": 'Invalid "code" in request.'}, 400)
        grant.token = self._fresh("token")
        self.tokens[grant.token] = grant.account
        return _said(
            {
                "token_type": "Bearer",
                "access_token": grant.token,
                "expires_in": 604800,
                "refresh_token": self._fresh("refresh"),
                "scope": "identify",
            }
        )

    def _fits(self, grant: _Grant, form: Mapping[str, str]) -> bool:
        shown = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest()).decode().rstrip("=")
        same = (form.get("grant_type"), form.get("redirect_uri"), shown)
        return same == ("authorization_code", grant.redirect_uri, grant.challenge) and self._clock() < grant.until

    def _revoke(self, request: web.BaseRequest) -> Reply:
        if not _is_client(request):
            return _said({"error": "invalid_client"}, 401)
        token = _form(request).get("token", "")
        self.revoked.append(token)
        self.tokens.pop(token, None)
        return _said({})

    def _me(self, request: web.BaseRequest) -> Reply:
        account = self.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if account is None:
            return _said({"message": "401: Unauthorized", "code": 0}, 401)
        named = {"username": account.name.lower(), "global_name": account.name, "discriminator": "0"}
        return _said({"id": str(account.id), "avatar": account.avatar} | named)

    def _fresh(self, what: str) -> str:
        self._given += 1
        return f"{what}-{self._given}-{sha256(f'{what}{self._given}'.encode()).hexdigest()[:16]}"


def _is_client(request: web.BaseRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Basic ")
    name, _, secret = b64decode(given).decode().partition(":")
    return (unquote(name), unquote(secret)) == (CLIENT, SECRET) and quote(SECRET, safe="") == secret


def _form(request: web.BaseRequest) -> dict[str, str]:
    return {name: values[-1] for name, values in parse_qs(request[_BODY].decode()).items()}


def _said(answer: Mapping[str, Any], status: int = 200) -> Reply:
    return Reply(status, json.dumps(answer).encode())
