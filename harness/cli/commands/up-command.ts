import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { EXIT } from '../../base/exit-codes.ts';
import { createSettings, hasEveryLiveKey, prepareTargets } from '../../run/prepare-targets.ts';
import type { ParityConfig } from '../../scenario/api/parity-config.ts';
import type { Target } from '../../scenario/api/target.ts';
import { loadConfig } from '../../scenario/engine/load-config.ts';
import { UnknownTarget } from '../../scenario/engine/scenario-errors.ts';
import { openTraffic } from '../../scenario/engine/traffic.ts';
import type { CommandContext } from '../shared/command-context.ts';
import { UsageError } from '../shared/report-error.ts';
import { toRunRequest } from '../shared/run-options.ts';
import { addTargetOptions, type TargetOptions } from '../shared/target-options.ts';
import { waitForInterrupt } from '../shared/wait-for-interrupt.ts';

interface UpOptions extends TargetOptions {
  readonly target?: string;
}

/** Takes the place of a scenario. */
const USER = { id: 'up/person', title: 'a person' };

/** `parity up`: one target with all that it needs, for a person to use until Ctrl-C. */
export function register(program: Command, context: CommandContext): void {
  addTargetOptions(program.command('up'), context)
    .description('start a target with everything it needs, for a person to use, until Ctrl-C')
    .option('--target <name>', 'which target (default: the first that is not the reference)')
    .action((options: UpOptions) => up(options, context));
}

async function up(options: UpOptions, context: CommandContext): Promise<void> {
  const { env, stdout, signal } = context;
  const path = resolve(context.cwd, options.config);
  const config = await loadConfig(path);
  const { name, target } = chooseTarget(config, options.target);
  const isLive = hasEveryLiveKey(config, env);
  await using opened = new AsyncDisposableStack();
  const folder = await openRecordingFolder(opened);
  const request = {
    ...toRunRequest({ ...options, target: [name], out: folder }, context),
    cassettes: folder,
    llm: isLive ? ('live' as const) : ('record-all' as const),
  };
  const prepared = opened.use(await prepareTargets(request, config));
  const [own = { name, prepared: undefined }] = prepared.targets;
  const settings = createSettings(request, config, own);
  const traffic = opened.use(
    await openTraffic({
      identity: { ...USER, file: path },
      given: {},
      config,
      target,
      env,
      now: context.now,
      newToken: context.newRunId,
      settings,
    }),
  );
  const instance = opened.use(
    await target.setUp({ scenario: USER, given: {}, prepared: settings.prepared, env, llm: traffic.urls }),
  );
  const startResult = await instance.start();
  if (startResult.outcome === 'refused') {
    throw new UsageError(`${startResult.code}: ${startResult.message}`, { hint: startResult.hint });
  }
  const welcome = config.welcome?.(startResult.url);
  const inspectCommand = instance.inspectCommand?.();
  stdout.write(`${name} listens at ${startResult.url}; ${describeModels(target, isLive)} for the models.\n`);
  stdout.write(welcome === undefined ? '' : `${welcome}\n`);
  context.unguarded.stdout.write(inspectCommand === undefined ? '' : `What it stores: ${inspectCommand}\n`);
  stdout.write('Ctrl-C stops it and all that was started for it.\n');
  await waitForInterrupt(signal);
  context.exitWith(EXIT.equivalent);
}

function chooseTarget(
  config: ParityConfig,
  named: string | undefined,
): { readonly name: string; readonly target: Target } {
  const names = Object.keys(config.targets);
  const name = named ?? names[1] ?? names[0] ?? '';
  const target = config.targets[name];
  if (target === undefined) {
    throw new UnknownTarget(name, names);
  }
  return { name, target };
}

function describeModels({ traffic }: Target, isLive: boolean): string {
  if (traffic === 'scripted') {
    return 'scripted doubles answer';
  }
  return isLive ? 'the live providers answer' : 'a stand-in answers';
}

/** What the stand-in answers is recorded into a folder that is deleted with the command. */
async function openRecordingFolder(opened: AsyncDisposableStack): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parity-up-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
