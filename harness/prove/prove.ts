import { performance } from 'node:perf_hooks';
import { claimFolder } from '../evidence/claim-folder.ts';
import { saveProof } from '../evidence/load-proof.ts';
import type { ControlResult, Proof } from '../evidence/proof.ts';
import { proofSchema } from '../evidence/proof.ts';
import { prepareTargets } from '../run/prepare-targets.ts';
import { type Progress, silentProgress } from '../run/progress.ts';
import type { RunRequest } from '../run/run-request.ts';
import type { ParityConfig } from '../scenario/api/parity-config.ts';
import { loadConfig } from '../scenario/engine/load-config.ts';
import { createProjectFirewall } from '../scenario/engine/project-firewall.ts';
import { ablate } from './ablation.ts';
import { findProbes } from './bench/mutant-coverage.ts';
import { MutationBench } from './bench/mutation-bench.ts';
import { checkAgain, checkBenign, checkUnmutated } from './check-false-positives.ts';
import { CopyBench } from './copies/copy-bench.ts';
import { proveFields } from './generated/prove-fields.ts';
import { findLoadProblem, type LoadableMutant } from './mutant/check-loadable.ts';
import { type Catalogue, loadMutants, MutantsMissing, matchesId } from './mutant/load-mutants.ts';
import type { ProveOptions } from './prove-options.ts';
import { type MutantReport, observeUnmutated, runMutant } from './run-mutant.ts';
import { changedSources } from './source-digests.ts';
import { summarise } from './summarise.ts';

export type { Proof };

/**
 * Seeds bugs, and scores how many of them the suite notices. The evidence of the code as it is lies in `unmutated`
 * below `out`, that of each mutant in a folder of its id, and `proof.json` holds what came of it.
 *
 * @throws MutantsMissing, and MutantStale before anything is run
 */
export async function prove(request: RunRequest, { only, shard }: ProveOptions): Promise<Proof> {
  const config = await loadConfig(request.config);
  const catalogue = await loadCatalogue(request, config, { only, shard });
  const wantsFields = only === undefined || /^[^A-Za-z]|^G/.test(only);
  const ofCatalogue = catalogue.mutants.length + catalogue.benign.length;
  if (!wantsFields && ofCatalogue === 0) {
    throw createNoMatch(only);
  }
  const targets = request.targets ?? listMutableTargets(config);
  const isInCopy = (mutant: LoadableMutant) => findLoadProblem(mutant, targets, config) !== undefined;
  await using _claim = await claimFolder(request.out, request.runId);
  await using prepared = await prepareTargets({ ...request, targets }, config);
  await using bench = await MutationBench.open({ request: { ...request, progress: silentProgress }, config, prepared });

  const scenarios = wantsFields ? bench.scenarios : selectScenarios(catalogue, bench);
  request.progress.note(`the code as it is: ${scenarios.length} scenarios on ${bench.targets.join(' and ')}`);
  const loadedHere = [...catalogue.mutants, ...catalogue.benign].filter((mutant) => !isInCopy(mutant));
  const probes = await findProbes(loadedHere, request.config);
  const unmutated = await observeUnmutated(bench, { scenarios, mutants: probes, progress: request.progress });
  const ground = { bench, copies: new CopyBench({ config, prepared }), unmutated, config: request.config };
  const tell = createReporter(request.progress, ofCatalogue);
  const trial = <M extends LoadableMutant>(mutant: M) => ({ ...ground, isInCopy: isInCopy(mutant), mutant });
  const [reports, benign, again] = await Promise.all([
    Promise.all(catalogue.mutants.map(async (mutant) => tell.mutant(await runMutant(trial(mutant))))),
    Promise.all(catalogue.benign.map(async (mutant) => tell.control(await checkBenign(trial(mutant))))),
    only === undefined ? checkAgain(bench, unmutated) : [],
  ]);
  if (wantsFields) {
    request.progress.note('the rules of the comparison');
  }
  const fields = wantsFields
    ? proveFields(unmutated.evidence, unmutated.verdict, (id) => matchesId(id, only))
    : { mutants: [], idle: [] };
  if (ofCatalogue + fields.mutants.length === 0) {
    throw createNoMatch(only);
  }
  const proof = summarise({
    request,
    only,
    shard,
    reports,
    fields,
    controls: [checkUnmutated(unmutated), ...again, ...benign],
    ablation: ablate(reports, unmutated.evidence),
    scenarios: scenarios.length,
    changed: await changedSources(unmutated.sources),
  });
  const firewall = createProjectFirewall(config, request.env);
  const redacted = proofSchema.parse(firewall.redactJson(JSON.parse(JSON.stringify(proof))));
  await saveProof(request.out, redacted);
  return redacted;
}

/** A proof that has tried nothing proves nothing. */
function createNoMatch(only: string | undefined): MutantsMissing {
  return only === undefined
    ? new MutantsMissing('There is no mutant in this part of the catalogue.', { hint: 'Make fewer shards.' })
    : new MutantsMissing(`No mutant matches ${only}.`, { hint: 'Without --mutants, all of them are run.' });
}

async function loadCatalogue(
  request: RunRequest,
  { mutants }: ParityConfig,
  { only, shard }: ProveOptions,
): Promise<Catalogue> {
  if (mutants === undefined) {
    throw new MutantsMissing('The configuration names no folder of mutants.', {
      hint: "Add mutants: 'suites/mutants'.",
    });
  }
  const catalogue = await loadMutants(request.config, mutants, (id) => matchesId(id, only));
  const isOfShard = (_: unknown, index: number) => shard === undefined || index % shard.of === shard.index - 1;
  return { mutants: catalogue.mutants.filter(isOfShard), benign: catalogue.benign.filter(isOfShard) };
}

/** Where a server is spawned, every mutant takes a copy of the project: that is for who asks for it. */
function listMutableTargets({ targets }: ParityConfig): string[] {
  return Object.entries(targets).flatMap(([name, { traffic }]) => (traffic === 'gateway' ? [] : [name]));
}

/** Of a part of the catalogue, the scenarios that it foretells. */
function selectScenarios({ mutants, benign }: Catalogue, bench: MutationBench) {
  const globs = [...mutants.map(({ expect }) => expect.scenario), ...benign.map(({ scenario }) => scenario)];
  const wanted = new Set(globs.flatMap((glob) => bench.matching(glob)));
  return bench.scenarios.filter((scenario) => [...wanted].some(({ id }) => id === scenario.id));
}

/** Says what came of each mutant, and how long the others may take. */
function createReporter(progress: Progress, total: number) {
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
    mutant: (reports: MutantReport): MutantReport => {
      note(reports.result.outcome, `${reports.result.id} ${reports.result.title}`);
      return reports;
    },
    control: (control: ControlResult): ControlResult => {
      note(control.outcome, `${control.id} ${control.title}`);
      return control;
    },
  };
}
