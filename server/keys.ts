import { BootError } from './boot-error.ts';
import { compose } from './compose.ts';
import { parseConfig } from './config.ts';
import { ConfigError } from './config-error.ts';
import { rotateProviderKeys } from './domain/key-rotation.ts';
import { KeyVaultError } from './ports/key-vault.ts';

/** From sysexits.h: EX_USAGE, EX_SOFTWARE, EX_CONFIG. */
const EXIT = { usage: 64, internal: 70, config: 78 } as const;
const BATCH_SIZE = 100;
const USAGE = `node server/keys.ts rotate

Seals the provider keys of all users anew under the first of MASTER_KEYS, with the configuration of the server, while
servers run. First start the servers with the new master key in front and the old one behind it; take the old one out
when this has ended with 0. It may be stopped and started again.
`;

process.exitCode = await main(process.argv.slice(2));

async function main(words: readonly string[]): Promise<number> {
  if (words.length !== 1 || words[0] !== 'rotate') {
    process.stderr.write(USAGE);
    return EXIT.usage;
  }
  try {
    await using ports = await compose(parseConfig(process.env));
    const resealed = await rotateProviderKeys(ports, BATCH_SIZE);
    ports.logger.log('info', 'provider_keys_rotated', { keyVersion: ports.vault.currentVersion, resealed });
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
  if (error instanceof KeyVaultError) {
    process.stderr.write(`${error.code}: ${error.message}\nHint: Put every master key in use into MASTER_KEYS.\n`);
    return EXIT.config;
  }
  process.stderr.write(`INTERNAL: ${error instanceof Error ? `${error.name}: ${error.message}` : 'unknown'}\n`);
  return EXIT.internal;
}
