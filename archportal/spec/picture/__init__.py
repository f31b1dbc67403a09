"""The picture of a whole specification: all use cases and what flows between them, in columns.

From an outline to a picture: `filtering` chooses, `graph` (or `folding`) says what is drawn, `cycles` which
arrows go back; `layering` finds the columns, `ordering` the rows, `placing` and `layout` the places. Where
there are many columns it runs downwards instead: `levels` finds the rows, `beside` what stands beside them,
`rowplan` and `downward` the places. `svg` and `mermaid` write it down, `table` and `words` say the same to
those who do not see it.
"""
