import { dirname, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Plugin } from 'vitest/config';
import type { Waiver } from '../compare/waiver.ts';
import type { Evidence, RunManifest, TargetRecord } from '../observe/evidence.ts';
import type { JsonObject } from '../observe/json.ts';
import type { Transcript } from '../observe/transcript.ts';
import type { RecordMode } from '../replay/llm-network.ts';
import { loadConfig } from '../scenario/load-config.ts';
import type { Environment, ParityConfig } from '../scenario/parity-config.ts';
import type { RunSettings } from '../scenario/run-settings.ts';
import { UnknownTarget } from '../scenario/scenario-errors.ts';
import type { PreparedTarget, Target } from '../scenario/target.ts';
import { loadTranscripts, prepareEvidenceFolder, saveManifest } from './evidence-folder.ts';
import { loadWaivers } from './load-waivers.ts';
import type { Progress } from './progress.ts';
import { runVitest, type VitestOutcome } from './run-vitest.ts';
import { sumWitnesses } from './sum-witnesses.ts';

export interface RunRequest {
  /** Absolute path of the parity configuration. */
  readonly config: string;
  /** In order; the first is the reference. Undefined: every target of the configuration. */
  readonly targets: readonly string[] | undefined;
  readonly only: string | null;
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
}

/** Runs the scenarios on the targets and returns the evidence, which also lies in the folder `out`. */
export async function runParity(request: RunRequest): Promise<Evidence> {
  const config = await loadConfig(request.config);
  await using prepared = await prepareTargets(request, config);
  return await collectEvidence(request, { config, prepared, pluginsFor: () => [] });
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
    if (target === undefined) throw new UnknownTarget(name, Object.keys(config.targets));
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
  readonly pluginsFor: (target: string) => readonly Plugin[];
}

export async function collectEvidence(request: RunRequest, run: PreparedRun): Promise<Evidence> {
  const startedMs = performance.now();
  const waivers = await loadWaivers(resolve(dirname(request.config), run.config.waivers ?? 'parity.waivers.yaml'));
  await prepareEvidenceFolder(request.out);
  const outcome = await runVitest({
    settings: run.prepared.targets.map(({ name, prepared }) => settingsFor(request, run.config, { name, prepared })),
    scenarios: run.config.scenarios,
    pluginsFor: run.pluginsFor,
    progress: request.progress,
    signal: request.signal,
  });
  const { transcripts, faults } = await loadTranscripts(request.out);
  const durationMs = Math.round(performance.now() - startedMs);
  const complete = { ...outcome, faults: [...outcome.faults, ...faults] };
  const manifest = describeRun({ request, run, waivers, outcome: complete, transcripts, durationMs });
  await saveManifest(request.out, manifest);
  return { manifest, transcripts };
}

function settingsFor(
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
    llm: request.llm,
    upstream: hasEveryKey ? 'live' : 'stand-in',
    prepared: target.prepared?.data ?? null,
  };
}

interface RunDescription {
  readonly waivers: readonly Waiver[];
  readonly request: RunRequest;
  readonly run: PreparedRun;
  readonly outcome: VitestOutcome;
  readonly transcripts: readonly Transcript[];
  readonly durationMs: number;
}

function describeRun({ request, run, waivers, outcome, transcripts, durationMs }: RunDescription): RunManifest {
  const targets = run.prepared.targets.map(({ name, prepared }): TargetRecord => {
    const seen = transcripts.filter((transcript) => transcript.target === name).map(({ witness }) => witness);
    return { name, witness: { ...prepared?.witness, ...sumWitnesses(seen) } };
  });
  return {
    schema: 'ultra-parity/run/v1',
    runId: request.runId,
    startedAt: request.startedAt.toISOString(),
    durationMs,
    command: request.command,
    reference: targets[0]?.name ?? '',
    targets,
    scenarios: outcome.scenarios,
    rules: run.config.rules,
    waivers,
    faults: outcome.faults,
    environment: environmentOf(),
  };
}

function environmentOf(): JsonObject {
  return { node: process.version, platform: process.platform, arch: process.arch };
}
