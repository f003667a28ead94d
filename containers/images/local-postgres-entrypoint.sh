#!/bin/sh
# Understands the variables of the official image (https://hub.docker.com/_/postgres): POSTGRES_PASSWORD,
# POSTGRES_USER, POSTGRES_DB, POSTGRES_INITDB_ARGS, PGDATA. It has no trust mode and runs no initdb.d scripts.
set -eu

SEED=/usr/share/pgseed
SEED_ARGS='--auth-host=scram-sha-256 --locale-provider=builtin --builtin-locale=C.UTF-8 --encoding=UTF8'

case "${1:-}" in
  -*) set -- postgres "$@" ;;
  postgres) ;;
  *) exec "$@" ;;
esac

if [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA"
  chown -R postgres:postgres "$PGDATA"
  chmod 700 "$PGDATA"
  exec su -s /bin/sh -c 'exec "$0" "$@"' -- postgres "$0" "$@"
fi

single() {
  postgres --single -D "$PGDATA" -c fsync=off postgres >/dev/null
}

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  user=${POSTGRES_USER:-postgres}
  database=${POSTGRES_DB:-$user}
  if [ -z "${POSTGRES_PASSWORD:-}" ]; then
    echo 'POSTGRES_PASSWORD is not set, and this image lets nobody in without a password.' >&2
    exit 1
  fi
  if [ "$user" = postgres ] && [ "${POSTGRES_INITDB_ARGS:-$SEED_ARGS}" = "$SEED_ARGS" ]; then
    cp -a "$SEED/." "$PGDATA/"
    quoted=$(printf %s "$POSTGRES_PASSWORD" | sed "s/'/''/g")
    printf "alter role postgres password '%s'\n" "$quoted" | single
  else
    file=$(mktemp)
    printf '%s\n' "$POSTGRES_PASSWORD" >"$file"
    # shellcheck disable=SC2086 # the arguments are a list
    initdb -D "$PGDATA" --username="$user" --pwfile="$file" --no-sync \
      --auth-local=trust --auth-host=scram-sha-256 ${POSTGRES_INITDB_ARGS:-}
    rm "$file"
  fi
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  if [ "$database" != postgres ]; then
    printf 'create database "%s"\n' "$(printf %s "$database" | sed 's/"/""/g')" | single
  fi
fi
unset POSTGRES_PASSWORD

shift
exec postgres -c listen_addresses='*' "$@"
