"""PostgreSQL and Valkey from wheels, and the one parent that runs DealerFollow on one machine.

For trials, development and tests. A server in production brings its own stores and process manager.
"""
