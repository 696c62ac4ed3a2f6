"""Formats of weights, one a file; none needs another, nor the framework that wrote it.

Each has `load(content, budget)`, which gives the arrays by name.
"""
