import type { Engine } from './engine.ts';

/**
 * Settles what testcontainers 12.2 reads from the process environment: the engine that was found; 127.0.0.1 instead of
 * the address of a bridge where both would do; and no reaper container unless one is configured, because its image comes
 * from a registry. Abandoned containers are swept by label at the next start instead.
 */
export function configureTestcontainers(engine: Engine, env: Readonly<Record<string, string | undefined>>): void {
  if (env['DOCKER_HOST']) {
    process.env['DOCKER_HOST'] = env['DOCKER_HOST'];
  }
  if (engine.publishesOnLoopback) {
    process.env['TESTCONTAINERS_HOST_OVERRIDE'] ??= '127.0.0.1';
  }
  if (!env['RYUK_CONTAINER_IMAGE']) {
    process.env['TESTCONTAINERS_RYUK_DISABLED'] ??= 'true';
  }
}
