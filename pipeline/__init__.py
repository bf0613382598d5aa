"""Rapporteur: periodic reports in, tables of actions out."""

__version__ = "0.1.0"
