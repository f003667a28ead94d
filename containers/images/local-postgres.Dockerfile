FROM scratch
COPY rootfs/ /
RUN ["/bin/busybox", "sh", "-c", "mkdir -p /sbin /usr/bin /usr/sbin && /bin/busybox --install -s"]
ENV PATH=/usr/local/pgsql/bin:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 PGDATA=/var/lib/postgresql/data
# A cluster prepared here makes a start a second faster. Its password is thrown away: every start sets its own.
RUN mkdir -p -m 1777 /tmp && mkdir -p /var/lib/postgresql/data /usr/share/pgseed \
 && chown -R postgres:postgres /var/lib/postgresql /usr/share/pgseed \
 && head -c 24 /dev/urandom | base64 > /tmp/password && chmod 644 /tmp/password \
 && su postgres -s /bin/sh -c 'initdb -D /usr/share/pgseed --username=postgres --pwfile=/tmp/password --no-sync --auth-local=trust --auth-host=scram-sha-256 --locale-provider=builtin --builtin-locale=C.UTF-8 --encoding=UTF8' \
 && rm /tmp/password
STOPSIGNAL SIGINT
EXPOSE 5432
VOLUME /var/lib/postgresql/data
ENTRYPOINT ["/usr/local/bin/docker-entrypoint.sh"]
CMD ["postgres"]
