import { performance } from 'node:perf_hooks';
import { saveProof } from '../evidence/load-proof.ts';
import type { ControlResult, Proof } from '../evidence/proof.ts';
import { prepareTargets } from '../run/prepare-targets.ts';
import { type Progress, silentProgress } from '../run/progress.ts';
import type { RunRequest } from '../run/run-request.ts';
import type { ParityConfig } from '../scenario/api/parity-config.ts';
import { loadConfig } from '../scenario/engine/load-config.ts';
import { ablate } from './ablation.ts';
import { MutationBench } from './bench/mutation-bench.ts';
import { againControls, baselineControl, benignControl } from './controls.ts';
import { CopyBench } from './copies/copy-bench.ts';
import { proveFields } from './generated/prove-fields.ts';
import { type Catalogue, isWanted, loadMutants, MutantsMissing } from './load-mutants.ts';
import { type Reachable, whyOutOfReach } from './mutant-out-of-reach.ts';
import type { ProveOptions } from './prove-options.ts';
import { spotsOf } from './reach.ts';
import { changedSources } from './source-digests.ts';
import { summarise } from './summarise.ts';
import { observeBaseline, type Tried, tryMutant } from './try-mutant.ts';

export type { Proof };

/**
 * Seeds bugs, and scores how many of them the suite notices. The evidence of the code as it is lies in `baseline` below
 * `out`, that of each mutant in a folder of its id, and `proof.json` holds what came of it.
 *
 * Throws MutantsMissing, and MutantStale before anything is run.
 */
export async function prove(request: RunRequest, { only, shard }: ProveOptions): Promise<Proof> {
  const config = await loadConfig(request.config);
  const catalogue = await catalogueOf(request, config, { only, shard });
  const wantsFields = only === undefined || /^[^A-Za-z]|^G/.test(only);
  const ofCatalogue = catalogue.mutants.length + catalogue.benign.length;
  if (!wantsFields && ofCatalogue === 0) {
    throw noneMatches(only);
  }
  const targets = request.targets ?? mutableTargets(config);
  const isInCopy = (mutant: Reachable) => whyOutOfReach(mutant, targets, config) !== undefined;
  await using prepared = await prepareTargets({ ...request, targets }, config);
  await using bench = await MutationBench.open({ request: { ...request, progress: silentProgress }, config, prepared });

  const scenarios = wantsFields ? bench.scenarios : scenariosFor(catalogue, bench);
  request.progress.note(`the code as it is: ${scenarios.length} scenarios on ${bench.targets.join(' and ')}`);
  const loadedHere = [...catalogue.mutants, ...catalogue.benign].filter((mutant) => !isInCopy(mutant));
  const spots = await spotsOf(loadedHere, request.config);
  const baseline = await observeBaseline(bench, { scenarios, mutants: spots, progress: request.progress });
  const ground = { bench, copies: new CopyBench({ config, prepared }), baseline, config: request.config };
  const tell = narrator(request.progress, ofCatalogue);
  const subject = <M extends Reachable>(mutant: M) => ({ ...ground, isInCopy: isInCopy(mutant), mutant });
  const [tried, benign, again] = await Promise.all([
    Promise.all(catalogue.mutants.map(async (mutant) => tell.mutant(await tryMutant(subject(mutant))))),
    Promise.all(catalogue.benign.map(async (mutant) => tell.control(await benignControl(subject(mutant))))),
    only === undefined ? againControls(bench, baseline) : [],
  ]);
  if (wantsFields) {
    request.progress.note('the rules of the comparison');
  }
  const fields = wantsFields
    ? proveFields(baseline.evidence, baseline.verdict, (id) => isWanted(id, only))
    : { mutants: [], idle: [] };
  if (ofCatalogue + fields.mutants.length === 0) {
    throw noneMatches(only);
  }
  const proof = summarise({
    request,
    only,
    shard,
    tried,
    fields,
    controls: [baselineControl(baseline), ...again, ...benign],
    ablation: ablate(tried, baseline.evidence),
    scenarios: scenarios.length,
    changed: await changedSources(baseline.sources),
  });
  await saveProof(request.out, proof);
  return proof;
}

/** A proof that has tried nothing proves nothing. */
function noneMatches(only: string | undefined): MutantsMissing {
  return only === undefined
    ? new MutantsMissing('There is no mutant in this part of the catalogue.', { hint: 'Make fewer shards.' })
    : new MutantsMissing(`No mutant matches ${only}.`, { hint: 'Without --mutants, all of them are run.' });
}

async function catalogueOf(
  request: RunRequest,
  { mutants }: ParityConfig,
  { only, shard }: ProveOptions,
): Promise<Catalogue> {
  if (mutants === undefined) {
    throw new MutantsMissing('The configuration names no folder of mutants.', {
      hint: "Add mutants: 'suites/mutants'.",
    });
  }
  const catalogue = await loadMutants(request.config, mutants, (id) => isWanted(id, only));
  const isOfShard = (_: unknown, index: number) => shard === undefined || index % shard.of === shard.index - 1;
  return { mutants: catalogue.mutants.filter(isOfShard), benign: catalogue.benign.filter(isOfShard) };
}

/** Where a server is spawned, every mutant takes a copy of the project: that is for who asks for it. */
function mutableTargets({ targets }: ParityConfig): string[] {
  return Object.entries(targets).flatMap(([name, { traffic }]) => (traffic === 'gateway' ? [] : [name]));
}

/** Of a part of the catalogue, the scenarios that it foretells. */
function scenariosFor({ mutants, benign }: Catalogue, bench: MutationBench) {
  const globs = [...mutants.map(({ expect }) => expect.scenario), ...benign.map(({ scenario }) => scenario)];
  const wanted = new Set(globs.flatMap((glob) => bench.matching(glob)));
  return bench.scenarios.filter((scenario) => [...wanted].some(({ id }) => id === scenario.id));
}

/** Says what came of each mutant, and how long the others may take. */
function narrator(progress: Progress, total: number) {
  const startedMs = performance.now();
  let done = 0;
  const note = (outcome: string, what: string) => {
    done += 1;
    const leftMs = ((performance.now() - startedMs) / done) * (total - done);
    progress.note(
      `${String(done).padStart(String(total).length)}/${total} ${outcome.padEnd(16)} ${what}, ${Math.round(leftMs / 1_000)} s to go`,
    );
  };
  return {
    mutant: (tried: Tried): Tried => {
      note(tried.result.outcome, `${tried.result.id} ${tried.result.title}`);
      return tried;
    },
    control: (control: ControlResult): ControlResult => {
      note(control.outcome, `${control.id} ${control.title}`);
      return control;
    },
  };
}
