import { createHash } from 'node:crypto';
import { HarnessError } from '../base/harness-error.ts';
import type { SealedEvidence } from './evidence.ts';
import type { RunPart, SealedManifest, TargetRecord } from './manifest.ts';
import { sumWitnesses } from './sum-witnesses.ts';
import type { Transcript } from './transcript.ts';

/** The parts are not parts of one run. */
class MergeRefused extends HarnessError {
  readonly code = 'PARITY_MERGE_REFUSED';

  constructor(problem: string, parts: readonly RunPart[]) {
    super(`${problem}: ${parts.map(describePart).join(' and ')}.`, {
      hint: 'Merge the parts of one run: the same commit, lock file and configuration, each shard of a target once.',
    });
  }
}

/**
 * Two parts of one run as one: shards, or jobs that ran other targets. Neither the order of the parts nor the grouping
 * has a meaning, and everything is derived from the parts alone.
 *
 * @throws MergeRefused
 */
export function mergeEvidence(a: SealedEvidence, b: SealedEvidence): SealedEvidence {
  const parts = [...a.manifest.parts, ...b.manifest.parts].toSorted(compareBy(getPartKey));
  refuseMismatch(a.manifest, b.manifest);
  refuseDuplicates(parts);
  const merged: SealedEvidence = {
    manifest: mergeManifests(a.manifest, b.manifest, parts),
    transcripts: [...a.transcripts, ...b.transcripts].toSorted(compareBy(getPlace)),
  };
  if (a.control === undefined || b.control === undefined) {
    return merged;
  }
  return { ...merged, control: mergeEvidence(a.control, b.control) };
}

function mergeManifests(a: SealedManifest, b: SealedManifest, parts: readonly RunPart[]): SealedManifest {
  const order = a.configuration.targets;
  const [first = ''] = order.filter((name) => name === a.reference || name === b.reference);
  const runIds = parts.map(({ runId }) => runId).toSorted();
  return {
    ...a,
    runId: `merge-${createHash('sha256').update(runIds.join('\n')).digest('hex').slice(0, 10)}`,
    startedAt: parts.map(({ startedAt }) => startedAt).toSorted()[0] ?? a.startedAt,
    durationMs: parts.reduce((sum, { durationMs }) => sum + durationMs, 0),
    command: [...new Set(parts.map(({ command }) => command))].toSorted().join(' && '),
    reference: first,
    targets: mergeTargets([...a.targets, ...b.targets], { parts, order, first }),
    scenarios: distinctBy([...a.scenarios, ...b.scenarios], ({ id }) => id),
    faults: distinctBy([...a.faults, ...b.faults], (fault) => JSON.stringify(fault)),
    environment: sumWitnesses(parts.map(({ environment }) => environment)),
    parts,
    files: distinctBy([...a.files, ...b.files], ({ path }) => path),
  };
}

interface TargetMerge {
  readonly parts: readonly RunPart[];
  readonly order: readonly string[];
  readonly first: string;
}

/** The reference first, then in the order of the configuration; what was witnessed several times is listed. */
function mergeTargets(records: readonly TargetRecord[], { parts, order, first }: TargetMerge): TargetRecord[] {
  const named = new Map(records.map((record) => [record.name, record]));
  const names = [first, ...order.filter((name) => name !== first && named.has(name))];
  return names.flatMap((name) => {
    const record = named.get(name);
    if (record === undefined) {
      return [];
    }
    const own = parts.flatMap(({ targets }) => targets.filter((target) => target.name === name));
    return [{ ...record, witness: sumWitnesses(own.map(({ witness }) => witness)) }];
  });
}

/** What must be the same in every part, in words for a person. */
const SHARED: readonly (readonly [what: string, of: (manifest: SealedManifest) => unknown])[] = [
  ['commits', ({ source }) => [source.commit, source.isDirty]],
  ['changes that are not committed', ({ source }) => source.changes],
  ['lock files', ({ source }) => source.lockfile],
  ['configurations', ({ configuration }) => configuration],
  ['rules', ({ rules }) => rules],
  ['waivers', ({ waivers }) => waivers],
  ['expectations', ({ expected }) => expected ?? null],
  ['lists of scenarios', ({ suite }) => suite],
  ['selections of scenarios', ({ selection }) => selection],
  ['answers to whether there was a control', ({ hasControl }) => hasControl],
];

function refuseMismatch(a: SealedManifest, b: SealedManifest): void {
  for (const [what, of] of SHARED) {
    if (JSON.stringify(of(a)) !== JSON.stringify(of(b))) {
      throw new MergeRefused(`The parts have different ${what}`, [...a.parts.slice(0, 1), ...b.parts.slice(0, 1)]);
    }
  }
}

function refuseDuplicates(parts: readonly RunPart[]): void {
  const claims = parts.flatMap((part) => part.targets.map(({ name }) => ({ part, name })));
  for (const own of Map.groupBy(claims, ({ name }) => name).values()) {
    const [first, second] = own;
    if (first === undefined || second === undefined) {
      continue;
    }
    const owners = own.map(({ part }) => part);
    if (new Set(owners.map(({ shard }) => shard?.of ?? 0)).size > 1) {
      throw new MergeRefused(`${first.name} was cut into different numbers of shards`, owners);
    }
    const twice = owners.find((part, index) =>
      owners.some((other, at) => at < index && other.shard?.index === part.shard?.index),
    );
    if (twice !== undefined) {
      const same = owners.filter(({ shard }) => shard?.index === twice.shard?.index);
      throw new MergeRefused(`${first.name} was run twice for the same part of the suite`, same);
    }
  }
}

function describePart({ runId, shard, targets }: RunPart): string {
  const names = targets.map(({ name }) => name).join(',');
  return `run ${runId} (${names}${shard === null ? '' : `, shard ${shard.index}/${shard.of}`})`;
}

function getPartKey(part: RunPart): string {
  return `${part.targets.map(({ name }) => name).join(',')} ${part.shard?.index ?? 0} ${part.runId}`;
}

function getPlace({ scenario, target }: Transcript): string {
  return `${scenario.id}\n${target}`;
}

function compareBy<T>(key: (value: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : 1);
}

function distinctBy<T>(values: readonly T[], key: (value: T) => string): T[] {
  return [...new Map(values.map((value) => [key(value), value])).values()].toSorted(compareBy(key));
}
