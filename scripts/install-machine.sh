#!/bin/sh
# Brings a Debian 12 machine to what the whole test suite needs: a container engine that answers, a static busybox for
# the images that are built without a registry, and a browser for the report. Run as root; does nothing twice.
set -eu

DOCKER_DATA=${DOCKER_DATA:-/var/lib/docker}
DOCKER_LOG=${DOCKER_LOG:-/var/log/dockerd-ultra-parity.log}
WAIT_SECONDS=30

missing=
command -v dockerd >/dev/null || missing="$missing docker.io"
[ -x /bin/busybox ] && ldd /bin/busybox 2>&1 | grep -q 'not a dynamic' || missing="$missing busybox-static"
command -v chromium >/dev/null || missing="$missing chromium"

if [ -n "$missing" ]; then
  echo "installing:$missing" >&2
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of packages
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
fi

# Never start a second dockerd beside a running one, least of all with --bridge=none: it deletes the first one's docker0.
if ! docker info >/dev/null 2>&1; then
  if [ -n "${DOCKER_HOST:-}" ]; then
    echo "DOCKER_HOST is $DOCKER_HOST and no engine answers there" >&2
    exit 1
  fi
  echo "starting dockerd, log in $DOCKER_LOG" >&2
  setsid dockerd --data-root "$DOCKER_DATA" >"$DOCKER_LOG" 2>&1 </dev/null &
  dockerd=$!
  waited=0
  until docker info >/dev/null 2>&1; do
    if [ "$waited" -ge "$WAIT_SECONDS" ] || ! kill -0 "$dockerd" 2>/dev/null; then
      echo "dockerd does not answer after $waited s:" >&2
      tail -n 40 "$DOCKER_LOG" >&2
      exit 1
    fi
    sleep 1
    waited=$((waited + 1))
  done
fi
echo "container engine $(docker version --format '{{.Server.Version}}') answers" >&2
