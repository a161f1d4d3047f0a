"""Hands MkDocs' events to the adapter, as its plugin does where the package is installed."""

from pledgebook.adapter.plugin import PledgebookPlugin

_plugin = PledgebookPlugin()
globals().update({name: getattr(_plugin, name) for name in dir(_plugin) if name.startswith("on_")})
