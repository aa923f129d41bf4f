"""The one place that makes signers: what the site hands out, and takes back only where it was signed here."""

import hashlib
from collections.abc import Sequence

from itsdangerous import URLSafeSerializer

Keys = str | Sequence[str]
"""A secret, or several of which the first signs."""


def signer(keys: Keys, purpose: str) -> URLSafeSerializer:
    """Signs with the first of the keys and reads what any of them signed, for this purpose alone."""
    every = [keys] if isinstance(keys, str) else list(keys)
    return URLSafeSerializer(
        every[::-1],  # itsdangerous signs with the last
        salt=purpose,
        signer_kwargs={"digest_method": hashlib.sha256, "key_derivation": "hmac"},
    )
