FROM scratch
COPY rootfs/ /
RUN ["/bin/busybox", "sh", "-c", "mkdir -p /sbin /usr/bin /usr/sbin && /bin/busybox --install -s"]
ENV PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8
RUN mkdir -p -m 1777 /tmp && mkdir -p /root /home/node && chown node:node /home/node \
 && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm \
 && ln -s ../lib/node_modules/npm/bin/npx-cli.js /usr/local/bin/npx
CMD ["node"]
