/** For a container's HEALTHCHECK: exits 0 when the server on this machine may take traffic, else 1. */
const TIMEOUT_MS = 3_000;
const port = process.env['PORT'] ?? '8080';

try {
  const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  process.exitCode = response.status === 200 ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : 'unreachable'}\n`);
  process.exitCode = 1;
}
