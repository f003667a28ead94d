import { BootError } from './boot-error.ts';
import { parseConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { type RunningServer, start } from './start.ts';

/** sysexits.h EX_SOFTWARE */
const INTERNAL = 70;

try {
  stopOnSignal(await start(parseConfig(process.env)));
} catch (error) {
  process.exitCode = report(error);
}

function stopOnSignal(server: RunningServer): void {
  const stop = async (): Promise<void> => {
    await server[Symbol.asyncDispose]();
    process.exitCode = 0;
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      stop().catch((error: unknown) => {
        process.exitCode = report(error);
      });
    });
  }
}

function report(error: unknown): number {
  if (error instanceof ConfigError || error instanceof BootError) {
    process.stderr.write(`${error.code}: ${error.message}\nHint: ${error.hint}\n`);
    return error.exitCode;
  }
  process.stderr.write(`INTERNAL: ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'}\n`);
  return INTERNAL;
}
