import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../../base/exit-codes.ts';
import { createPainter } from '../../base/painter.ts';
import type { Check, ParityConfig } from '../../scenario/api/parity-config.ts';
import { loadConfig } from '../../scenario/engine/load-config.ts';
import { listCassettes } from '../../traffic/cassette/list-cassettes.ts';
import type { CommandContext } from '../shared/command-context.ts';

/** `parity doctor`: what this machine offers, what is missing, and the next command. */
export function register(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description('say what this machine offers and what is missing, with the next command')
    .option('--config <file>', 'parity configuration', 'parity.config.ts')
    .option('--json', 'print one JSON object on standard output')
    .action(async (options: { readonly config: string; readonly json?: boolean }) => {
      const path = resolve(context.cwd, options.config);
      const config = await loadConfig(path);
      const checks: Check[] = [
        { name: 'node', status: 'ok', detail: `Node ${process.versions.node}` },
        ...(await cassetteChecks(path, config)),
        ...keyChecks(config, context),
      ];
      checks.push(...((await config.inspect?.(context.env)) ?? []));

      const exitCode = checks.some(({ status }) => status === 'missing') ? EXIT.configuration : EXIT.equivalent;
      if (options.json === true) {
        context.stdout.write(`${JSON.stringify({ schema: 'ultra-parity/doctor/v1', exitCode, checks }, null, 2)}\n`);
      } else {
        context.stdout.write(`${describeChecks(checks, context)}\n`);
      }
      context.exitWith(exitCode);
    });
}

async function cassetteChecks(path: string, { cassettes }: ParityConfig): Promise<Check[]> {
  const listed = await listCassettes(resolve(dirname(path), cassettes));
  const broken = listed.filter(({ status }) => status === 'invalid');
  const interactions = listed.reduce(
    (sum, cassette) => sum + (cassette.status === 'valid' ? cassette.interactions : 0),
    0,
  );
  const detail = `${listed.length} cassettes with ${interactions} interactions in ${cassettes}`;
  if (broken.length > 0) {
    return [
      {
        name: 'cassettes',
        status: 'warning',
        detail: `${detail}; ${broken.length} cannot be read`,
        next: 'npx parity record',
      },
    ];
  }
  if (listed.length === 0) {
    return [{ name: 'cassettes', status: 'warning', detail, next: 'npx parity record' }];
  }
  return [{ name: 'cassettes', status: 'ok', detail }];
}

/** Keys are only needed to record from the live APIs, so a missing one is no fault. */
function keyChecks(config: ParityConfig, { env }: CommandContext): Check[] {
  return Object.entries(config.liveKeys?.(env) ?? {}).map(([name, value]) =>
    value === undefined || value === ''
      ? {
          name,
          status: 'warning',
          detail: 'not set: recording goes to the stand-in',
          next: `export ${name}=... to record from the live API`,
        }
      : { name, status: 'ok', detail: 'set (whether it works is known after the first recording)' },
  );
}

function describeChecks(checks: readonly Check[], { stdout, env }: CommandContext): string {
  const paint = createPainter(stdout, env);
  const marks = {
    ok: paint('green', 'ok      '),
    warning: paint('yellow', 'warning '),
    optional: paint('dim', 'optional'),
    missing: paint('red', 'missing '),
  };
  const width = Math.max(...checks.map(({ name }) => name.length));
  return checks
    .flatMap(({ name, status, detail, next }) => [
      `${marks[status]} ${name.padEnd(width)}  ${detail}`,
      ...(next === undefined ? [] : [`${' '.repeat(width + 11)}-> ${next}`]),
    ])
    .join('\n');
}
