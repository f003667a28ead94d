import { BootError } from './boot-error.ts';
import { compose } from './compose.ts';
import { parseConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { deleteOldAnalyses } from './domain/retention.ts';

/** From sysexits.h: EX_USAGE, EX_SOFTWARE. */
const EXIT = { usage: 64, internal: 70 } as const;
const USAGE = `node server/retention.ts DAYS

Deletes the analyses of all users that are older than so many days (1 to 36500), in batches, with the configuration of the
server, while servers run.
`;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  const [days = ''] = words;
  if (words.length !== 1 || !/^[1-9]\d{0,4}$/.test(days) || Number(days) > 36_500) {
    process.stderr.write(USAGE);
    return EXIT.usage;
  }
  try {
    await using ports = await compose(parseConfig(process.env));
    const deleted = await deleteOldAnalyses(ports, Number(days));
    ports.logger.log('info', 'old_analyses_deleted', { days: Number(days), deleted });
    return 0;
  } catch (error) {
    return report(error);
  }
}

function report(error: unknown): number {
  if (error instanceof ConfigError || error instanceof BootError) {
    process.stderr.write(`${error.code}: ${error.message}\nHint: ${error.hint}\n`);
    return error.exitCode;
  }
  process.stderr.write(`INTERNAL: ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'}\n`);
  return EXIT.internal;
}
