"""What a team would pick otherwise, each set up as its own documentation says.

Every peer is a process of its own with its own packages: `make bench-peers` installs them from each folder's
lock into .state/bench. All serve the same part of schema.sdl, `bench/peers/schema.graphql`.
"""
