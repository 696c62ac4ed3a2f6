"""NumPy as TF 1.15's programs knew it (1.18), for the program alone, on today's NumPy.

`names.csv` beside `run/substitutes.py` says which names are answered; `functions.py` holds those whose meaning changed,
`promotion.py` NumPy 1's rule for the type of a mixed expression, `operators.py` the operators that follow it, and
`rewriting.py` puts them in the program's code.
"""
