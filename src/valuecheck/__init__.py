"""Shared-values messaging consistency checker."""

__version__ = "0.1.0"
