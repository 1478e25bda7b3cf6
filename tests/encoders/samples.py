"""Sentences for the tests of encoders."""

from __future__ import annotations

SENTENCES = (
    "We support the free flow of data across borders.",
    "We will not allow data to flow freely across borders.",
    "データの自由な流通を支持します。",
    "La privacidad es un derecho fundamental.",
    "A proteção de dados é essencial.",
    "Rain.",
    "It will rain tomorrow, and the minister will open the new bridge in the afternoon.",
)

HOSTILE = (
    "",
    " ",
    "\0",
    "a\0b",
    "\u202e\u2066desrever\u2069",
    "\ud800",
    "half \udfff of a pair",
    "\ufdd0\uffff\U0010ffff",
    "e" + "\u0301" * 500,
    "👩‍👩‍👧‍👦" * 50,
    "[CLS] [SEP] [PAD] [MASK] ##ing",
    "{{ 7 * 7 }} ${HOME} `id` <script>",
)
"""Texts that a tokenizer may stumble over."""
