"""Who is who across articles: units, persons, and the conferrals that several articles tell of.

Pure functions over mentions; store/links.py reads these from a database and writes what is found. Every decision has its
`why`, and a person's ruling goes before it.

Blocking is by exact keys in one normal form, and rapidfuzz looks at what is left in a block (typing slips). A
probabilistic linker (splink) was weighed and left: it needs attributes such as birth dates to learn its weights from,
news of awards has none, and the rule that a name alone never joins two persons is one of logic and not of weight.
"""
