"""The form in the browser: records as values that a form can show, and back into their files.

It stands beside the preview (see `preview`) and is never published. The form itself is Decap CMS, which speaks with
`app` as it would with its own local server.
"""
