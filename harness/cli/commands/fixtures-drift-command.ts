import { resolve } from 'node:path';
import { Command } from 'commander';
import { EXIT, type ExitCode } from '../../base/exit-codes.ts';
import { startStandIn } from '../../traffic/engine/stub-upstream.ts';
import { type DriftResult, findDrift } from '../../traffic/maintenance/find-drift.ts';
import type { CommandContext } from '../command-context.ts';
import type { CommandAction } from '../program.ts';

interface DriftCommandOptions {
  readonly stubReplies?: boolean;
  readonly json?: boolean;
}

type Credentials = (provider: string) => Readonly<Record<string, string>> | null;

/** `parity fixtures drift`: do the providers still answer in the shape that is on the cassettes? */
export function fixturesDriftCommand(choose: (action: CommandAction) => void): Command {
  return new Command('drift')
    .description('ask the providers again, with the keys in the environment, and compare the shape of their answers')
    .argument('<dir>', 'cassette directory')
    .option(
      '--stand-in',
      'ask the stand-in on this machine instead: it costs nothing and says nothing of the providers',
    )
    .option('--json', 'print one JSON object on standard output')
    .action((dir: string, options: DriftCommandOptions) => {
      choose(async (context) => {
        const result = await drift(resolve(context.cwd, dir), options, context);
        const exitCode = exitOf(result);
        const object = { schema: 'ultra-parity/fixtures-drift/v1', exitCode, ...result };
        context.stdout.write(`${options.json === true ? JSON.stringify(object, null, 2) : describe(result)}\n`);
        return exitCode;
      });
    });
}

async function drift(directory: string, { stubReplies }: DriftCommandOptions, context: CommandContext) {
  if (stubReplies !== true) {
    const credentials = credentialsIn(context.env);
    return await findDrift({ directory, upstream: { source: 'live' }, credentials, signal: context.signal });
  }
  await using upstream = await startStandIn({ replies: [] });
  return await findDrift({ directory, upstream, credentials: () => ({}), signal: context.signal });
}

function credentialsIn(env: Readonly<Record<string, string | undefined>>): Credentials {
  const google = env['GEMINI_API_KEY'] ?? env['GOOGLE_API_KEY'];
  const [openai, anthropic] = [env['OPENAI_API_KEY'], env['ANTHROPIC_API_KEY']];
  const headers: Readonly<Record<string, Readonly<Record<string, string>> | null>> = {
    openai: openai === undefined ? null : { authorization: `Bearer ${openai}` },
    anthropic: anthropic === undefined ? null : { 'x-api-key': anthropic, 'anthropic-version': '2023-06-01' },
    google: google === undefined ? null : { 'x-goog-api-key': google },
  };
  return (provider) => headers[provider] ?? null;
}

/** What was added breaks nobody. Nothing asked is no answer. */
function exitOf({ asked, drifts }: DriftResult): ExitCode {
  if (drifts.some(({ kind }) => kind === 'removed' || kind === 'type' || kind === 'status')) {
    return EXIT.divergent;
  }
  return asked === 0 || drifts.some(({ kind }) => kind === 'unreachable') ? EXIT.inconclusive : EXIT.equivalent;
}

function describe({ asked, same, skipped, drifts }: DriftResult): string {
  return [
    ...drifts.map(
      ({ file, interaction, kind, pointer, recorded, live }) =>
        `${kind.padEnd(11)}  ${file} #${interaction} ${pointer || '/'}: ${recorded || 'nothing'} on the cassette, ${live || 'nothing'} now`,
    ),
    `${asked} requests asked again, ${same} with the recorded shape, ${skipped} not asked: no key, no provider, or a recorded error`,
  ].join('\n');
}
