import type { Divergence } from '../evidence/divergence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Reason } from '../evidence/verdict.ts';
import { compareTranscripts } from './compare-transcripts.ts';

/** Each target against itself. What differs here is noise, and says nothing about the other target. */
export interface Control {
  /** How many pairs of transcripts were compared. */
  readonly pairs: number;
  /** Between a target and itself, so both names are the same. They are no divergences of the run. */
  readonly divergences: readonly Divergence[];
  /** Scenarios that one of the two attempts left without a transcript. */
  readonly unpaired: readonly { readonly scenario: string; readonly target: string }[];
}

export function controlOf({ manifest, transcripts, control }: Evidence): Control | undefined {
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
    divergences: pairs.flat(),
    unpaired: attempts
      .filter(({ first, second }) => first === undefined || second === undefined)
      .map(({ scenario, target }) => ({ scenario, target })),
  };
}

/** One for each scenario whose two attempts on a target disagree. */
export function controlReasons({ divergences, unpaired }: Control): Reason[] {
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
