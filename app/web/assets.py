"""The static files: read once, named by their content so that browsers keep them, compressed when first sent."""

import gzip
import hashlib
import mimetypes
from functools import cached_property
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from app.errors import NotFound
from app.resources import STATIC
from app.web.revalidation import is_held

TYPES = {
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".js": "text/javascript",
    ".webmanifest": "application/manifest+json",
}
FOREVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=600"


class Asset:
    def __init__(self, path: Path) -> None:
        self.bytes = path.read_bytes()
        self.type = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "text/plain"
        self.version = hashlib.sha256(self.bytes).hexdigest()[:12]
        self._is_packed = path.suffix == ".woff2"

    @cached_property
    def packed(self) -> bytes | None:
        """Compressed, from the first time somebody asks; None where that makes it no smaller."""
        packed = gzip.compress(self.bytes, mtime=0) if not self._is_packed else b""
        return packed if 0 < len(packed) < len(self.bytes) else None


class Assets:
    """Path below static/ → the file. Looked up in a dictionary, so no request can name another file."""

    def __init__(self, folder: Path = STATIC) -> None:
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        self.by_path = {path.relative_to(folder).as_posix(): Asset(path) for path in files}

    @property
    def versions(self) -> dict[str, str]:
        return {path: asset.version for path, asset in self.by_path.items()}

    async def respond(self, request: Request) -> Response:
        """The file of the address. Raises NotFound."""
        asset = self.by_path.get(request.path_params["path"])
        if asset is None:
            raise NotFound("There is no such file.")
        fresh = request.query_params.get("v") == asset.version
        headers = {
            "ETag": f'"{asset.version}"',
            "Cache-Control": FOREVER if fresh else SHORT,
            "Vary": "Accept-Encoding",
        }
        if is_held(request, headers["ETag"]):
            return Response(status_code=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", "") and asset.packed:
            return Response(
                asset.packed, media_type=asset.type, headers={**headers, "Content-Encoding": "gzip"}
            )
        return Response(asset.bytes, media_type=asset.type, headers=headers)
