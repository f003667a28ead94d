#!/bin/sh
# npm's binaries have no pg_isready. The eighth line of postmaster.pid says `ready` once logins are taken.
[ "$(sed -n 8p "$PGDATA/postmaster.pid" 2>/dev/null | tr -d ' ')" = ready ]
