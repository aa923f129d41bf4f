"""Another part for a site that is there already: what only a test puts in the place of what a slice keeps."""

from dataclasses import replace

from fastapi import FastAPI

from app.web.site import give_site, site_of


def put_part(app: FastAPI, part: object) -> None:
    """In the place of the part of its class."""
    site = site_of(app)
    give_site(app, replace(site, parts={**site.parts, type(part): part}))
