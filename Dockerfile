ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS dependencies
WORKDIR /app
# extra-ca.pem is optional: a certificate for networks that intercept TLS. It stays in this stage.
COPY package.json package-lock.json extra-ca.pem* ./
COPY server/package.json ./server/
RUN if [ -f extra-ca.pem ]; then export NODE_EXTRA_CA_CERTS="$PWD/extra-ca.pem" npm_config_cafile="$PWD/extra-ca.pem"; fi \
 && npm ci --workspace ultra-server --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error

FROM ${NODE_IMAGE}
ENV NODE_ENV=production ULTRA_MODE=real HOST=0.0.0.0 PORT=8080
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY server ./server
USER node
# The server starts in half the time when its modules are compiled already. Later starts find the folder read-only.
ENV NODE_COMPILE_CACHE=/home/node/compiled
RUN ["node", "--input-type=module", "--eval", "await import('/app/server/start.ts')"]
EXPOSE 8080
# It gives up by itself after 3 seconds, and on a busy machine takes long to start.
HEALTHCHECK --interval=5s --timeout=10s --start-period=30s --retries=3 CMD ["node", "server/healthcheck.ts"]
CMD ["node", "server/main.ts"]
