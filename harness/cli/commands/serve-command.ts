import { resolve } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { EXIT } from '../../base/exit-codes.ts';
import type { RecordMode } from '../../traffic/api/record-mode.ts';
import { fasterTime } from '../../traffic/engine/replay/time-source.ts';
import { type EndedPlayback, type Gateway, openGateway } from '../../traffic/gateway/gateway.ts';
import { PROVIDERS } from '../../traffic/providers/providers.ts';
import { findEnvironmentSecrets } from '../../traffic/secrets/environment-secrets.ts';
import { startStubUpstream } from '../../traffic/stub/stub-upstream.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { waitForInterrupt } from '../shared/wait-for-interrupt.ts';

/** Never to be written into a cassette. */
const KEYS = PROVIDERS.flatMap(({ keys }) => keys.variables);

interface ServeOptions {
  readonly cassettes: string;
  readonly port: number;
  readonly host: string;
  readonly scenario?: string;
  readonly llm: RecordMode;
  readonly upstream: 'live' | 'stand-in';
  readonly pace: number;
  readonly json?: boolean;
}

/** `parity serve`: the cassettes over HTTP until Ctrl-C. Inconclusive when a playback had faults. */
export function register(program: Command, context: CommandContext): void {
  program
    .command('serve')
    .description('answer LLM calls from the cassettes over HTTP, for a server in a container or in another language')
    .option('--cassettes <dir>', 'folder of the cassettes', 'fixtures/cassettes')
    .option('--port <number>', 'port to listen on; 0 for any that is free', parsePort, 4010)
    .option('--host <address>', 'address to listen on; 0.0.0.0 for containers', '127.0.0.1')
    .option('--scenario <id>', 'scenario of the requests that name none')
    .addOption(
      new Option('--llm <mode>', 'where answers come from')
        .choices(['replay', 'record-missing', 'record-all', 'live'])
        .default('replay'),
    )
    .addOption(
      new Option('--upstream <name>', 'who answers what is not replayed: the live APIs, or a stand-in on this machine')
        .choices(['live', 'stand-in'])
        .default('live'),
    )
    .option('--pace <factor>', 'how fast recorded time passes: 1 as recorded, 2 twice as fast, 0 at once', parsePace, 0)
    .option('--json', 'print one JSON object a line: where it listens, then what was played')
    .action(async (options: ServeOptions) => context.exitWith(await serve(options, context)));
}

async function serve(options: ServeOptions, context: CommandContext) {
  let playbacks = 0;
  await using opened = new AsyncDisposableStack();
  const asks = options.llm !== 'replay' && options.upstream === 'stand-in';
  const upstream = asks ? opened.use(await startStubUpstream({ replies: [] })) : ({ source: 'live' } as const);
  const gateway = opened.use(
    await openGateway({
      mode: options.llm,
      cassettes: resolve(context.cwd, options.cassettes),
      upstream,
      now: context.now,
      knownSecrets: [...KEYS.flatMap((name) => context.env[name] ?? []), ...findEnvironmentSecrets(context.env)],
      ...(options.pace === 0 ? {} : { pace: 'recorded' as const, time: fasterTime(options.pace) }),
      host: options.host,
      port: options.port,
      scenario: options.scenario,
      newToken: () => {
        playbacks += 1;
        return `${context.newRunId()}-${playbacks}`;
      },
    }),
  );
  const isJson = options.json === true;
  context.stdout.write(isJson ? `${JSON.stringify(summariseStart(gateway))}\n` : describeStart(gateway));
  await waitForInterrupt(context.signal);
  const ended = await gateway.end();
  const exitCode = ended.some(({ summary }) => summary.faults.length > 0) ? EXIT.inconclusive : EXIT.equivalent;
  context.stdout.write(
    isJson
      ? `${JSON.stringify({ schema: 'ultra-parity/served/v1', exitCode, playbacks: ended })}\n`
      : ended.map(describeEnd).join(''),
  );
  return exitCode;
}

function parsePace(value: string): number {
  const factor = Number(value);
  if (!Number.isFinite(factor) || factor < 0) {
    throw new InvalidArgumentError('A pace is a number from 0 on.');
  }
  return factor;
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65_535) {
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  }
  return port;
}

function summariseStart({ url, baseUrls }: Gateway) {
  return { schema: 'ultra-parity/serve/v1', url, baseUrls, control: `${url}/__parity` };
}

function describeStart({ url, baseUrls }: Gateway): string {
  return [
    `The cassettes answer at ${url}`,
    ...PROVIDERS.map(({ name, baseUrl }) => `  ${baseUrl.variable}=${baseUrls[name]}`),
    `Name the scenario by the header x-parity-scenario, or POST ${url}/__parity/scenarios/<id> for base URLs of its own.`,
    '',
  ].join('\n');
}

function describeEnd({ scenario, summary }: EndedPlayback): string {
  const { replayed, recorded, unplayed, faults } = summary;
  const lines = faults.flatMap(({ code, message, hint }) => [`  ${code}: ${message}`, `  ${hint}`]);
  const added = recorded === 0 ? '' : `, ${recorded} recorded`;
  return [`${scenario}: ${replayed} played, ${unplayed} not asked for${added}`, ...lines, ''].join('\n');
}
