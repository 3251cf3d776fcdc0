#!/usr/bin/env python3
"""Hashes that mmh3 gives for texts of every length of a last word, as murmur.json beside this file.

Run it as `python3 murmur.py` where `pip install mmh3==5.3.1` has been; the same mmh3 writes the same bytes.
"""

import json
import pathlib

import mmh3

TEXTS = [
    "", "a", "ab", "abc", "abcd", "abcde", "hello", "hello, world", "The quick brown fox jumps over the lazy dog",
    "indicators.six-packuser-1", "indicators.six-packuser-2", "indicators.six-packuser-3", "füñf", "日本語", "🙂🙃",
    "\u0000", "x" * 255,
]

hashes = [{"text": text, "hash": mmh3.hash(text, 0, signed=False)} for text in TEXTS]
place = pathlib.Path(__file__).with_name("murmur.json")
place.write_text(json.dumps(hashes, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
