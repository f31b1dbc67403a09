"""Pages and texts are sent compressed; the static files are so already, by WhiteNoise."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXTS = ("text/", "application/json", "application/schema+json", "image/svg+xml")


class CompressionMiddleware(GZipMiddleware):
    """Compress what is text, and leave alone what is compressed already, such as zip files.

    Guessing a secret of a page by the length of its answer (BREACH) fails twice: tokens against forgery are
    masked anew on every page, and Django adds up to a hundred random bytes to every compressed answer.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Compress a text for a browser that asks for it."""
        if response.headers.get("Content-Type", "").startswith(TEXTS):
            return super().process_response(request, response)
        return response
