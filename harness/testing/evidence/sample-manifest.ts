import type { SealedEvidence } from '../../evidence/evidence.ts';
import type { RunPart, SealedManifest } from '../../evidence/manifest.ts';
import type { Transcript } from '../../evidence/transcript.ts';
import { sampleTranscript } from './sample-transcript.ts';

/** A manifest for tests: one scenario on two targets that can be told apart, changed by what is given. */
export function sampleManifest(changes: Partial<SealedManifest> = {}): SealedManifest {
  const { scenario } = sampleTranscript();
  const targets = changes.targets ?? ['mock', 'real'].map((name) => ({ name, witness: { name } }));
  return {
    schema: 'ultra-parity/run/v2',
    runId: 'run',
    startedAt: '2026-11-24T10:00:00.000Z',
    durationMs: 1,
    command: 'npx parity run',
    reference: targets[0]?.name ?? '',
    targets,
    scenarios: [scenario],
    waivers: [],
    rules: [],
    faults: [],
    environment: {},
    selection: null,
    parts: [samplePart({ targets: targets.map(({ name, witness }) => ({ name, witness })) })],
    isMerged: false,
    suite: [scenario.id],
    source: { commit: 'c0ffee', isDirty: false, changes: null, lockfile: null },
    configuration: { sha256: '0'.repeat(64), targets: targets.map(({ name }) => name) },
    hasControl: false,
    files: [],
    ...changes,
  };
}

export function samplePart(changes: Partial<RunPart> = {}): RunPart {
  return {
    runId: 'run',
    command: 'npx parity run',
    startedAt: '2026-11-24T10:00:00.000Z',
    durationMs: 1,
    shard: null,
    targets: [],
    environment: {},
    ...changes,
  };
}

/** Evidence for tests: by default a transcript of the one scenario on each target, all the same. */
export function sampleEvidence(
  changes: Partial<SealedManifest> = {},
  transcripts?: readonly Transcript[],
): SealedEvidence {
  const manifest = sampleManifest(changes);
  return {
    manifest,
    transcripts: transcripts ?? manifest.targets.map(({ name }) => sampleTranscript({ target: name })),
  };
}
