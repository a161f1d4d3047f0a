"""Shows a site while it is written: builds it at each change, serves the last whole one, and tells what stops the next.

Nothing here is published: what the browser needs is added to a page on its way out of the machine's own server.
"""
