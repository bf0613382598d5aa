"""Plain routes: signing in and out, language and colours, pictures of pages."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.errors import RapporteurError
from pipeline.read.pictures import picture
from pipeline.web import access
from pipeline.web.pages import THEME, THEMES, rendered
from pipeline.web.words import COOKIE, TONGUES, words_of

if TYPE_CHECKING:
    from pipeline.web.app import House

YEAR = 365 * 24 * 3600


def add(app: FastAPI, house: House) -> None:
    """Adds the routes."""

    @app.get("/sign-in")
    def form(request: Request, back: str = "/") -> Response:
        return sign_in_form(request, back, "")

    @app.post("/sign-in")
    def sign_in(request: Request, name: str = Form(""), password: str = Form(""), csrf: str = Form(""), back: str = Form("/")) -> Response:
        t = words_of(request)
        if not csrf or not secrets.compare_digest(csrf.encode(), request.cookies.get(access.CSRF, "").encode()):
            return sign_in_form(request, back, t("The form was too old. Try again."), 403)
        if not house.doorkeeper.begins(name):
            return sign_in_form(request, back, t("Too many wrong passwords. Wait a minute."), 429)
        token = house.doorkeeper.admit(name, password)
        if token is None:
            return sign_in_form(request, back, t("Name or password is wrong."), 401)
        response = RedirectResponse(access.safe_back(back), 303)
        response.set_cookie(access.SESSION, token, httponly=True, samesite="lax", secure=request.url.scheme == "https")
        response.delete_cookie(access.CSRF)
        return response

    @app.post("/sign-out")
    def sign_out(request: Request) -> Response:
        house.accounts.sign_out(access.token_of(request))
        response = RedirectResponse("/sign-in", 303)
        response.delete_cookie(access.SESSION)
        return response

    @app.get("/language/{tongue}")
    def language(tongue: str, back: str = "/") -> Response:
        return remembered(COOKIE, tongue if tongue in TONGUES else "en", back)

    @app.get("/theme/{theme}")
    def colours(theme: str, back: str = "/") -> Response:
        return remembered(THEME, theme if theme in THEMES else "auto", back)

    @app.get("/picture/{cycle}/{page}/{source:path}")
    def page_picture(cycle: str, page: int, source: str, v: str = "") -> Response:
        try:
            case = house.desk.case(cycle, source)
            data = house.desk.original(case)
            if data is None:
                return Response("the file is another one by now", 404)
            made = picture(data, page)
        except (RapporteurError, IndexError) as error:
            return Response(str(error), 404, media_type="text/plain")
        lasting = "private, max-age=604800, immutable" if v and v == (case.entry.sha256 or "")[:16] else "private, no-store"
        return Response(made.jpeg, media_type="image/jpeg", headers={"Cache-Control": lasting})


def sign_in_form(request: Request, back: str, wrong: str, status: int = 200) -> Response:
    """The form, with a token that only a page of this program can send back."""
    token = request.cookies.get(access.CSRF) or secrets.token_urlsafe(16)
    page = rendered("sign-in.html", words_of(request), back=access.safe_back(back), wrong=wrong, csrf=token)
    response = HTMLResponse(page, status)
    response.set_cookie(access.CSRF, token, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return response


def remembered(name: str, value: str, back: str) -> Response:
    """A choice that the browser keeps."""
    response = RedirectResponse(access.safe_back(back), 303)
    response.set_cookie(name, value, max_age=YEAR, samesite="lax")
    return response
