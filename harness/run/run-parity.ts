import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { sortChannels } from '../channels/channels.ts';
import type { SealedEvidence } from '../evidence/evidence.ts';
import { controlFolder, loadTranscripts, prepareEvidenceFolder, saveManifest } from '../evidence/folder.ts';
import { loadWaivers } from '../evidence/load-waivers.ts';
import type { Shard, SourceState } from '../evidence/manifest.ts';
import { loadConfig } from '../scenario/api/load-config.ts';
import type { Environment, ParityConfig } from '../scenario/api/parity-config.ts';
import type { RunSettings } from '../scenario/api/run-settings.ts';
import { UnknownTarget } from '../scenario/api/scenario-errors.ts';
import type { PreparedTarget, Target } from '../scenario/api/target.ts';
import type { RecordMode } from '../traffic/engine/llm-network.ts';
import { describeRun } from './describe-run.ts';
import { expectationOf } from './expectation-of.ts';
import type { Progress } from './progress.ts';
import { runVitest, type VitestOutcome, type VitestRun } from './run-vitest.ts';

export interface RunRequest {
  /** Absolute path of the parity configuration. */
  readonly config: string;
  /** In order; the first is the reference. Undefined: every target of the configuration. */
  readonly targets: readonly string[] | undefined;
  readonly only: string | null;
  /** Which of several machines this is; all of it when absent. */
  readonly shard?: Shard;
  /** Do it twice, so that each target can be compared with itself. */
  readonly control?: boolean;
  /** Which code is tested; unknown when absent. */
  readonly source?: SourceState;
  readonly llm: RecordMode;
  readonly out: string;
  /** Absolute path of the cassettes, where they are not those of the configuration. */
  readonly cassettes?: string;
  /** What the command line asked of the targets, such as `{ postgres: 'embedded' }`. */
  readonly options: Readonly<Record<string, string | undefined>>;
  /** What a person types to do it again. */
  readonly command: string;
  readonly env: Environment;
  readonly runId: string;
  readonly startedAt: Date;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  /** Awaited when the evidence is there and what was prepared still runs. */
  readonly beforeStop?: (evidence: SealedEvidence, prepared: PreparedTargets) => Promise<void>;
}

/** Runs the scenarios on the targets and returns the evidence, which also lies in the folder `out`. */
export async function runParity(request: RunRequest): Promise<SealedEvidence> {
  const config = await loadConfig(request.config);
  await using prepared = await prepareTargets(request, config);
  const run: PreparedRun = { config, prepared, runScenarios: runVitest };
  const evidence = await collectBoth(request, run);
  await request.beforeStop?.(evidence, prepared);
  return evidence;
}

async function collectBoth(request: RunRequest, run: PreparedRun): Promise<SealedEvidence> {
  const evidence = await collectEvidence(request, run);
  if (request.control !== true) {
    return evidence;
  }

  request.progress.note('once more, to compare each target with itself');
  const again = { ...request, control: false, out: controlFolder(request.out) };
  return { ...evidence, control: await collectEvidence(again, run) };
}

/** Targets that are prepared, so that more than one run can share them. */
export interface PreparedTargets extends AsyncDisposable {
  readonly targets: readonly { readonly name: string; readonly prepared: PreparedTarget | undefined }[];
}

export async function prepareTargets(request: RunRequest, config: ParityConfig): Promise<PreparedTargets> {
  await using opened = new AsyncDisposableStack();
  const targets = [];
  for (const name of request.targets ?? Object.keys(config.targets)) {
    const target: Target | undefined = config.targets[name];
    if (target === undefined) {
      throw new UnknownTarget(name, Object.keys(config.targets));
    }
    const { runId, env, options, progress } = request;
    const prepared = await target.prepare?.({
      runId,
      env,
      options,
      progress: (line) => progress.note(`${name}: ${line}`),
    });
    targets.push({ name, prepared: prepared === undefined ? undefined : opened.use(prepared) });
  }
  const owned = opened.move();
  return { targets, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

export interface PreparedRun {
  readonly config: ParityConfig;
  readonly prepared: PreparedTargets;
  /** What runs the scenarios and leaves their transcripts in the evidence folder. */
  readonly runScenarios: (run: VitestRun) => Promise<VitestOutcome>;
}

export async function collectEvidence(request: RunRequest, run: PreparedRun): Promise<SealedEvidence> {
  const startedMs = performance.now();
  const { config } = run;
  const waiversFile = resolve(dirname(request.config), config.waivers ?? 'parity.waivers.yaml');
  const waivers = await loadWaivers(
    waiversFile,
    sortChannels(config.channels ?? []).map(({ name }) => name),
  );
  const expected = await expectationOf(config);
  await prepareEvidenceFolder(request.out);
  const outcome = await run.runScenarios({
    settings: run.prepared.targets.map(({ name, prepared }) => settingsFor(request, config, { name, prepared })),
    scenarios: config.scenarios,
    progress: request.progress,
    signal: request.signal,
  });
  const { transcripts, faults } = await loadTranscripts(request.out);
  const durationMs = Math.round(performance.now() - startedMs);
  const complete = { ...outcome, faults: [...outcome.faults, ...faults] };
  const described = describeRun({ request, run, waivers, expected, outcome: complete, transcripts, durationMs });
  return { manifest: await saveManifest(request.out, described), transcripts };
}

/** What the scenarios of one target are told. */
export function settingsFor(
  request: RunRequest,
  config: ParityConfig,
  target: PreparedTargets['targets'][number],
): RunSettings {
  const keys = Object.values(config.liveKeys?.(request.env) ?? {});
  const hasEveryKey = keys.length > 0 && keys.every((key) => key !== undefined && key !== '');
  return {
    config: request.config,
    evidence: resolve(request.out),
    cassettes: request.cassettes ?? resolve(dirname(request.config), config.cassettes),
    target: target.name,
    only: request.only,
    shard: request.shard ?? null,
    llm: request.llm,
    upstream: hasEveryKey ? 'live' : 'stand-in',
    prepared: target.prepared?.data ?? null,
  };
}
