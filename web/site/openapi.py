"""The OpenAPI description of every route that takes or gives JSON, made from the table of routes."""

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from web.site.bodies import SCHEMA_VERSION, Trouble
from web.site.guard import CSRF_HEADER
from web.site.routes import ROUTES, Route

PLACE = "#/components/schemas/{model}"


def openapi() -> dict[str, Any]:
    """The document, as JSON values."""
    routes = [one for one in ROUTES if one.json]
    models: dict[type[BaseModel], None] = {}
    for one in routes:
        models |= dict.fromkeys(_models(one))
    models[Trouble] = None
    described: list[tuple[type[BaseModel], Literal["validation"]]] = [
        (model, "validation") for model in models
    ]
    _, schemas = models_json_schema(described, ref_template=PLACE)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Bellweave",
            "version": str(SCHEMA_VERSION),
            "description": "What `bellweave serve` answers on this computer to a browser that came in.",
        },
        "paths": {one.path: {one.method.lower(): _operation(one)} for one in routes},
        "components": {
            "schemas": schemas["$defs"],
            "securitySchemes": {
                "visit": {"type": "apiKey", "in": "cookie", "name": "bellweave"},
                "words": {"type": "apiKey", "in": "header", "name": CSRF_HEADER},
            },
        },
    }


def _models(route: Route) -> Iterable[type[BaseModel]]:
    """What is sent and what comes back."""
    return [one for one in (route.asks, route.answers) if one is not None]


def _operation(route: Route) -> dict[str, Any]:
    keys: dict[str, list[str]] = {"visit": [], "words": []} if route.acts else {"visit": []}
    found: dict[str, Any] = {
        "operationId": route.name,
        "security": [keys],
        "x-shows": sorted(one.name.lower() for one in route.shows),
        "responses": {"200": _json("What was asked for.", route.answers), **_refusals(route)},
    }
    if route.needed:
        found["parameters"] = [
            {"name": one, "in": "query", "required": True, "schema": {"type": "string"}}
            for one in route.needed
        ]
    if route.asks is not None:
        found["requestBody"] = {"required": True, **_content(route.asks)}
    return found


def _refusals(route: Route) -> dict[str, Any]:
    found = {
        "401": _json("Nobody is signed in.", Trouble),
        "404": {"description": "There is no such thing, or not for this reader."},
    }
    if not route.acts:
        return found | {"503": _json("It cannot be told now.", Trouble)}
    return found | {
        "400": _json("What was sent cannot be used.", Trouble),
        "403": {"description": "It was not asked by a page of ours."},
        "409": _json("It was refused, and nothing was done.", Trouble),
    }


def _json(says: str, model: type[BaseModel] | None) -> dict[str, Any]:
    return {"description": says, **(_content(model) if model else {})}


def _content(model: type[BaseModel]) -> dict[str, Any]:
    place = {"$ref": PLACE.format(model=model.__name__)}
    return {"content": {"application/json": {"schema": place}}}
