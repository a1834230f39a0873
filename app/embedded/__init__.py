"""What `make run` starts: the same processes as in production, and stand-ins in place of servers.

A stand-in takes the place of a server whose URL is not set: a Redis in Python for `REDIS_URL`, an SQLite file
for `DATABASE_URL`, the offline Trello for `TRELLO_URL`. What differs from production:

- Nothing lasts: all of them forget everything when they stop.
- The SQLite file is migrated at every start, and has a demo entity, an admin, whose token is printed. One
  process of the backend writes into it.
- The embedded Redis asks for no password, and so listens on loopback only. It has no clustering, no
  persistence and no eviction, and serves tens of clients, not thousands.
- As a broker it has what Redis has: no quorum queue, no delivery limit, no dead-letter queue, no publisher
  confirm. What is promised about crashes is promised, and tested, for RabbitMQ.
- One supervisor starts and stops all processes. Nothing restarts one that ended: everything stops instead.
"""
