"""How much may be asked of Trello, by all processes together: nothing is sent that it would refuse.

The way of a request: `budget` finds what it costs (`prices`) and lets it stand in line (`lane`) until every
`account` that it costs something of has room, as the `ledger` says, which counts in Redis. What Trello says
of its own count (`headers`) corrects ours.
"""
