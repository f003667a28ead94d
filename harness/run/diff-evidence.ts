import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Evidence } from '../evidence/evidence.ts';
import { EvidenceInvalid } from '../evidence/evidence-invalid.ts';
import { loadEvidence, loadManifest, loadTranscript } from '../evidence/folder.ts';
import type { RunManifest } from '../evidence/manifest.ts';
import type { ScenarioIdentity, Transcript } from '../evidence/transcript.ts';
import type { Verdict, VerdictWord } from '../evidence/verdict.ts';
import { measureCoverage } from '../judge/coverage.ts';
import { judge } from '../judge/judge.ts';
import { describeScope } from '../judge/run-parts.ts';

/** One side of a comparison: transcripts, and the run that they come from. */
interface Side {
  readonly manifest: RunManifest;
  readonly transcripts: readonly Transcript[];
}

/**
 * Compares two transcripts or two evidence folders. Folders with the same targets are compared target by target (two
 * runs); folders that hold one target each are compared with each other (two jobs of a matrix).
 *
 * @throws EvidenceInvalid
 */
export async function diffEvidence(pathA: string, pathB: string): Promise<{ verdict: Verdict; evidence: Evidence }> {
  const [a, b] = [await loadSide(pathA), await loadSide(pathB)];
  const pairs = pairTargets(a.manifest, b.manifest);
  const relabelled = pairs.flatMap(([ofA, ofB]) => [
    ...relabel(a.transcripts, ofA, labelTarget('a', ofA)),
    ...relabel(b.transcripts, ofB, labelTarget('b', ofB)),
  ]);
  // What must be seen of the whole is for a run or a merge to say.
  const { expected: _, suite: __, ...kept } = a.manifest;
  const manifest: RunManifest = {
    ...kept,
    parts: [],
    scenarios: joinScenarios(a.manifest.scenarios, b.manifest.scenarios),
    faults: [...a.manifest.faults, ...b.manifest.faults],
    waivers: [],
    comparesRuns: a.manifest.targets.length === b.manifest.targets.length && pairs.every(([ofA, ofB]) => ofA === ofB),
    targets: pairs.flatMap(([ofA, ofB]) => [
      { name: labelTarget('a', ofA), witness: getWitness(a.manifest, ofA) },
      { name: labelTarget('b', ofB), witness: getWitness(b.manifest, ofB) },
    ]),
  };
  const evidence: Evidence = { manifest, transcripts: relabelled };
  const [first, ...rest] = pairs.map(([ofA, ofB]) =>
    judge(onePair(evidence, labelTarget('a', ofA), labelTarget('b', ofB))),
  );
  if (first === undefined) {
    throw new EvidenceInvalid(pathB, `it holds ${listNames(b.manifest)}, and ${pathA} holds ${listNames(a.manifest)}`);
  }
  return { verdict: combine([first, ...rest], evidence), evidence };
}

async function loadSide(path: string): Promise<Side> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory();
  if (isFolder === undefined) {
    throw new EvidenceInvalid(path, 'it does not exist');
  }
  if (isFolder) {
    return await loadEvidence(path);
  }

  const transcript = await loadTranscript(path);
  const manifest = await manifestAbove(dirname(path));
  return {
    manifest: {
      ...manifest,
      scenarios: [transcript.scenario],
      targets: manifest.targets.filter(({ name }) => name === transcript.target),
      faults: [],
    },
    transcripts: [transcript],
  };
}

/** A transcript is read with the rules of the run that it belongs to. */
async function manifestAbove(folder: string): Promise<RunManifest> {
  const path = join(folder, 'run.json');
  const isThere = (await stat(path).catch(() => undefined))?.isFile() === true;
  if (isThere) {
    return await loadManifest(folder);
  }
  if (dirname(folder) === folder) {
    throw new EvidenceInvalid(folder, 'no run.json lies above the transcript');
  }
  return await manifestAbove(dirname(folder));
}

function pairTargets(a: RunManifest, b: RunManifest): [string, string][] {
  const [namesA, namesB] = [a, b].map(({ targets }) => targets.map(({ name }) => name).toSorted()) as [
    string[],
    string[],
  ];
  if (namesA.join() === namesB.join()) {
    return namesA.map((name) => [name, name]);
  }
  const [onlyA, onlyB] = [namesA[0], namesB[0]];
  const isOneEach = namesA.length === 1 && namesB.length === 1 && onlyA !== undefined && onlyB !== undefined;
  return isOneEach ? [[onlyA, onlyB]] : [];
}

function onePair({ manifest, transcripts }: Evidence, reference: string, other: string): Evidence {
  const targets = manifest.targets.filter(({ name }) => name === reference || name === other);
  return {
    manifest: { ...manifest, reference, targets },
    transcripts: transcripts.filter(({ target }) => target === reference || target === other),
  };
}

/** The verdicts of all pairs as one: the worst of them, with everything that any of them found. */
function combine(verdicts: readonly [Verdict, ...Verdict[]], { manifest, transcripts }: Evidence): Verdict {
  const ranked = verdicts.toSorted((one, other) => RANK.indexOf(one.verdict) - RANK.indexOf(other.verdict));
  const worst = ranked[0] ?? verdicts[0];
  const sum = (pick: (counts: Verdict['counts']) => number) =>
    verdicts.reduce((total, { counts }) => total + pick(counts), 0);
  return {
    ...worst,
    counts: {
      scenarios: manifest.scenarios.length,
      steps: sum(({ steps }) => steps),
      targets: manifest.targets.length,
      divergences: sum(({ divergences }) => divergences),
      waived: sum(({ waived }) => waived),
    },
    scope: describeScope(manifest),
    targets: manifest.targets,
    scenarios: verdicts.flatMap(({ scenarios }) => scenarios),
    divergences: verdicts.flatMap(({ divergences }) => divergences),
    coverage: measureCoverage(manifest, transcripts),
    reasons: verdicts.flatMap(({ reasons }) => reasons),
  };
}

/** The worst first. */
const RANK: readonly VerdictWord[] = ['divergent', 'inconclusive', 'equivalent'];

function relabel(transcripts: readonly Transcript[], target: string, label: string): Transcript[] {
  return transcripts
    .filter((transcript) => transcript.target === target)
    .map((transcript) => ({ ...transcript, target: label }));
}

function labelTarget(side: 'a' | 'b', target: string): string {
  return `${side}:${target}`;
}

function joinScenarios(a: readonly ScenarioIdentity[], b: readonly ScenarioIdentity[]): ScenarioIdentity[] {
  return [...new Map([...a, ...b].map((scenario) => [scenario.id, scenario])).values()];
}

function getWitness({ targets }: RunManifest, name: string) {
  return targets.find((target) => target.name === name)?.witness ?? {};
}

function listNames({ targets }: RunManifest): string {
  return targets.length === 0 ? 'no target' : targets.map(({ name }) => name).join(' and ');
}
