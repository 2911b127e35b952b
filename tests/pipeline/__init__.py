"""Tests of the stages: what runs, what is fresh, what a rebuild gives."""
