import { join } from 'node:path';
import { claimFolder } from '../evidence/claim-folder.ts';
import type { SealedEvidence } from '../evidence/evidence.ts';
import { compareTranscripts } from '../judge/compare-transcripts.ts';
import { proposeRules, type RuleProposals } from '../judge/propose-rules.ts';
import { loadConfig } from '../scenario/engine/load-config.ts';
import { matchesPointer } from '../values/pointer.ts';
import { prepareTargets } from './prepare-targets.ts';
import { collectEvidence } from './run-parity.ts';
import type { RunRequest } from './run-request.ts';
import { runVitest } from './run-vitest.ts';

export interface LearnOptions {
  /** How often each target is run; at least 2. */
  readonly times: number;
  /** Pointers whose rules are left out, to see what they are for. */
  readonly without: readonly string[];
}

/** Runs each target several times and proposes rules for what varies. The evidence of each time lies below `out`. */
export async function learnRules(request: RunRequest, { times, without }: LearnOptions): Promise<RuleProposals> {
  const loaded = await loadConfig(request.config);
  const rules = loaded.rules.filter(({ pointer }) => !without.some((left) => matchesPointer(left, pointer)));
  const config = { ...loaded, rules };
  await using _claim = await claimFolder(request.out, request.runId);
  await using prepared = await prepareTargets(request, config);
  const runs: SealedEvidence[] = [];
  for (let time = 1; time <= times && !request.signal.aborted; time += 1) {
    request.progress.note(`run ${time} of ${times}`);
    const out = join(request.out, String(time));
    runs.push(await collectEvidence({ ...request, out }, { config, prepared, runScenarios: runVitest }));
  }
  const [first, ...others] = runs.map(({ transcripts }) => transcripts);
  const divergences = (first ?? []).flatMap((transcript) =>
    others.flatMap((all) => {
      const again = all.find(
        ({ scenario, target }) => scenario.id === transcript.scenario.id && target === transcript.target,
      );
      return again === undefined ? [] : compareTranscripts(transcript, again, rules);
    }),
  );
  return proposeRules(divergences);
}
