import { assignUniqueIds } from '../evidence/divergence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Control, Reason } from '../evidence/verdict.ts';
import { compareTranscripts } from './compare-transcripts.ts';

export function compareControl({ manifest, transcripts, control }: Evidence): Control | undefined {
  if (control === undefined) {
    return undefined;
  }
  const attempts = manifest.scenarios.flatMap(({ id }) =>
    manifest.targets.map(({ name }) => {
      const [first, second] = [transcripts, control.transcripts].map((all) =>
        all.find(({ scenario, target }) => scenario.id === id && target === name),
      );
      return { scenario: id, target: name, first, second };
    }),
  );
  const pairs = attempts.flatMap(({ first, second }) =>
    first === undefined || second === undefined ? [] : [compareTranscripts(first, second, manifest.rules)],
  );
  return {
    pairs: pairs.length,
    divergences: assignUniqueIds(pairs.flat()),
    unpaired: attempts
      .filter(({ first, second }) => first === undefined || second === undefined)
      .map(({ scenario, target }) => ({ scenario, target })),
  };
}

/** One for each scenario whose two attempts on a target disagree. */
export function listControlReasons({ divergences, unpaired }: Control): Reason[] {
  const noisy = Map.groupBy(divergences, ({ scenario, targets: [target] }) => `${scenario}\n${target}`);
  const noise = [...noisy.values()].flatMap(([first, ...rest]): Reason[] => {
    if (first === undefined) {
      return [];
    }
    const { scenario, step, channel, pointer } = first;
    const [target] = first.targets;
    const more = rest.length === 0 ? '' : `, and in ${rest.length} more places`;
    return [
      reason({ scenario, target }, `${target} disagrees with itself in step "${step}", ${channel} ${pointer}${more}.`),
    ];
  });
  const gaps = unpaired.map((place) => reason(place, `${place.target} could not be compared with itself.`));
  return [...noise, ...gaps];
}

function reason(place: { readonly scenario: string; readonly target: string }, message: string): Reason {
  const hint = 'Find what varies from run to run: fix it, or add a rule that says what must still hold.';
  return { code: 'aa_noise', ...place, message, hint };
}
