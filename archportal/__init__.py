"""archportal: personas and use cases, written down once."""

__version__ = "0.1.0"
