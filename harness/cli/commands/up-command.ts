import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Command, Option } from 'commander';
import { EXIT } from '../../base/exit-codes.ts';
import { loadConfig } from '../../scenario/api/load-config.ts';
import type { ParityConfig } from '../../scenario/api/parity-config.ts';
import { UnknownTarget } from '../../scenario/api/scenario-errors.ts';
import type { Target } from '../../scenario/api/target.ts';
import { openTraffic } from '../../scenario/engine/traffic.ts';
import type { CommandContext } from '../command-context.ts';
import { UsageError } from '../explain.ts';
import type { CommandAction } from '../program.ts';
import { untilInterrupted } from '../until-interrupted.ts';

interface UpOptions {
  readonly config: string;
  readonly target?: string;
  readonly postgres?: string;
}

/** A person at the keyboard, in place of a scenario. */
const PERSON = { id: 'up/person', title: 'a person' };

/** `parity up`: one target with all that it needs, for a person to use until Ctrl-C. */
export function upCommand(choose: (action: CommandAction) => void): Command {
  return new Command('up')
    .description('start a target with everything it needs, for a person to use, until Ctrl-C')
    .option('--target <name>', 'which target (default: the first that is not the reference)')
    .addOption(
      new Option('--postgres <provider>', 'where Postgres comes from').choices(['url', 'container', 'embedded']),
    )
    .option('--config <file>', 'parity configuration', 'parity.config.ts')
    .action((options: UpOptions) => {
      choose(async (context) => await bringUp(options, context));
    });
}

async function bringUp(options: UpOptions, context: CommandContext) {
  const { env, stdout, stderr, signal } = context;
  const path = resolve(context.cwd, options.config);
  const config = await loadConfig(path);
  const { name, target } = chosen(config, options.target);
  await using opened = new AsyncDisposableStack();
  const prepared = await target.prepare?.({
    runId: context.newRunId(),
    env,
    options: { postgres: options.postgres },
    progress: (line) => stderr.write(`${name}: ${line}\n`),
  });
  if (prepared !== undefined) {
    opened.use(prepared);
  }
  const hasEveryKey = isLive(config, env);
  const traffic = opened.use(
    await openTraffic({
      identity: { ...PERSON, file: path },
      given: {},
      config,
      target,
      env,
      now: context.now,
      newToken: context.newRunId,
      settings: await settingsFor({ path, name, hasEveryKey }, opened),
    }),
  );
  const request = { scenario: PERSON, given: {}, prepared: prepared?.data ?? null, env, llm: traffic.urls };
  const instance = opened.use(await target.setUp(request));
  const startResult = await instance.start();
  if (startResult.outcome === 'refused') {
    throw new UsageError(`${startResult.code}: ${startResult.message}`, { hint: startResult.hint });
  }
  const models = whoAnswers(target, hasEveryKey);
  stdout.write(`${name} listens at ${startResult.url}; ${models} for the models.\n`);
  const welcome = config.welcome?.(startResult.url);
  if (welcome !== undefined) {
    stdout.write(`${welcome}\n`);
  }
  const line = instance.inspectCommand?.();
  if (line !== undefined) {
    stdout.write(`What it stores: ${line}\n`);
  }
  stdout.write('Ctrl-C stops it and all that was started for it.\n');
  await untilInterrupted(signal);
  return EXIT.equivalent;
}

function chosen(config: ParityConfig, named: string | undefined): { readonly name: string; readonly target: Target } {
  const names = Object.keys(config.targets);
  const name = named ?? names[1] ?? names[0] ?? '';
  const target = config.targets[name];
  if (target === undefined) {
    throw new UnknownTarget(name, names);
  }
  return { name, target };
}

function whoAnswers({ traffic }: Target, hasEveryKey: boolean): string {
  if (traffic === 'scripted') {
    return 'scripted doubles answer';
  }
  return hasEveryKey ? 'the live providers answer' : 'a stand-in answers';
}

function isLive(config: ParityConfig, env: CommandContext['env']): boolean {
  const keys = Object.values(config.liveKeys?.(env) ?? {});
  return keys.length > 0 && keys.every((key) => key !== undefined && key !== '');
}

interface Place {
  readonly path: string;
  readonly name: string;
  readonly hasEveryKey: boolean;
}

/** What the stand-in answers is written to a folder that goes with the command: a person records nothing. */
async function settingsFor({ path, name, hasEveryKey }: Place, opened: AsyncDisposableStack) {
  const folder = await mkdtemp(join(tmpdir(), 'parity-up-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  return {
    config: path,
    evidence: dirname(path),
    cassettes: folder,
    target: name,
    only: null,
    shard: null,
    llm: hasEveryKey ? ('live' as const) : ('record-all' as const),
    upstream: hasEveryKey ? ('live' as const) : ('stand-in' as const),
    prepared: null,
  };
}
