"""security.txt: whom to tell of a security hole."""

from __future__ import annotations

from datetime import date

from ...model.register import Security
from .context import ExportContext

SECURITY = ".well-known/security.txt"


def is_valid(security: Security | None, today: date) -> bool:
    """Whether the register says whom to tell, and that it holds today."""
    return security is not None and security.expires.last_day >= today


def render_security(context: ExportContext) -> str:
    """Whom to tell of a security hole, as RFC 9116 has it, until the end of the day that the register gives, in UTC.

    Raises:
        ValueError: the register says nothing of it.
    """
    book, security = context.site.book, context.site.book.register.security
    if security is None:
        raise ValueError("no security contact in the register")
    lines = [f"Contact: {address}" for address in security.contact]
    lines.append(f"Expires: {security.expires}T23:59:59Z")
    lines.append(f"Preferred-Languages: {', '.join(book.languages)}")
    if context.site_url:
        lines.append(f"Canonical: {context.site_url}{SECURITY}")
    if security.policy:
        lines.append(f"Policy: {security.policy}")
    return "\n".join([*lines, ""])
