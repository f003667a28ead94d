import { createHash } from 'node:crypto';
import type { CoverageExpectation } from '../evidence/coverage-expectation.ts';
import {
  type ConfigurationState,
  RUN_SCHEMA,
  type RunPart,
  type SealedManifest,
  type SourceState,
  type TargetRecord,
} from '../evidence/manifest.ts';
import { sumWitnesses } from '../evidence/sum-witnesses.ts';
import type { Transcript } from '../evidence/transcript.ts';
import type { Waiver } from '../evidence/waiver.ts';
import type { ParityConfig } from '../scenario/api/parity-config.ts';
import type { JsonObject } from '../values/json.ts';
import type { PreparedRun, RunRequest } from './run-request.ts';
import type { VitestOutcome } from './run-vitest.ts';

interface RunDescription {
  readonly request: RunRequest;
  readonly run: PreparedRun;
  readonly waivers: readonly Waiver[];
  readonly expected: CoverageExpectation | undefined;
  readonly outcome: VitestOutcome;
  readonly transcripts: readonly Transcript[];
  readonly durationMs: number;
}

/** What a run set out to do, as it is written beside what it did. */
export function describeRun(description: RunDescription): Omit<SealedManifest, 'files'> {
  const { request, run, waivers, expected, outcome } = description;
  const { config } = run;
  const targets = describeTargets(description);
  const part = describePart(description, targets);
  return {
    schema: RUN_SCHEMA,
    runId: part.runId,
    startedAt: part.startedAt,
    durationMs: part.durationMs,
    command: part.command,
    reference: targets[0]?.name ?? '',
    targets,
    scenarios: outcome.scenarios,
    rules: config.rules,
    waivers,
    faults: outcome.faults,
    environment: part.environment,
    ...(expected === undefined ? {} : { expected }),
    selection: request.only,
    parts: [part],
    isMerged: false,
    suite: outcome.suite ?? outcome.scenarios.map(({ id }) => id),
    source: request.source ?? UNKNOWN_SOURCE,
    configuration: describeConfiguration(config, { waivers, expected }),
    hasControl: request.control === true,
  };
}

const UNKNOWN_SOURCE: SourceState = { commit: null, isDirty: false, changes: null, lockfile: null };

function describeTargets({ run, transcripts }: RunDescription): TargetRecord[] {
  return run.prepared.targets.map(({ name, prepared }) => {
    const seen = transcripts.filter(({ target }) => target === name).map(({ witness }) => witness);
    const { requiredWitness, unwitnessed } = run.config.targets[name] ?? {};
    const witness = { ...prepared?.witness, ...sumWitnesses(seen) };
    return {
      name,
      witness,
      ...(requiredWitness === undefined ? {} : { requiredWitness }),
      ...(unwitnessed === undefined ? {} : { unwitnessed }),
    };
  });
}

function describePart({ request, durationMs }: RunDescription, targets: readonly TargetRecord[]): RunPart {
  return {
    runId: request.runId,
    command: request.command,
    startedAt: request.startedAt.toISOString(),
    durationMs,
    shard: request.shard ?? null,
    targets: targets.map(({ name, witness }) => ({ name, witness })),
    environment: describeEnvironment(),
  };
}

function describeConfiguration(
  { rules, targets }: ParityConfig,
  rest: { readonly waivers: readonly Waiver[]; readonly expected: CoverageExpectation | undefined },
): ConfigurationState {
  const named = Object.entries(targets).map(([name, { traffic, requiredWitness }]) => ({
    name,
    traffic,
    requiredWitness,
  }));
  const sha256 = createHash('sha256')
    .update(JSON.stringify({ rules, targets: named, ...rest }))
    .digest('hex');
  return { sha256, targets: named.map(({ name }) => name) };
}

function describeEnvironment(): JsonObject {
  return { node: process.version, platform: process.platform, arch: process.arch };
}
