"""Tests of the room `reading`: pages."""
