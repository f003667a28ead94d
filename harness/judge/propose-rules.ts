import type { Divergence } from '../evidence/divergence.ts';
import type { Rule } from '../evidence/rule.ts';
import type { RuleKind } from '../evidence/rule-kind.ts';
import type { Json } from '../values/json.ts';

/** What repeated runs of one target say about its rules. */
export interface RuleProposals {
  readonly rules: readonly Rule[];
  /** What varies and is not for a rule to hide. */
  readonly refused: readonly {
    readonly channel: Divergence['channel'];
    readonly pointer: string;
    readonly why: string;
  }[];
}

/**
 * Proposes a rule for each place where a target disagrees with itself. A difference of structure, order or type is a bug or
 * a race, and a value that has no format in common would need a rule that says nothing: those are refused.
 */
export function proposeRules(divergences: readonly Divergence[]): RuleProposals {
  const places = Map.groupBy(divergences, ({ channel, pointer }) => `${channel} ${withoutIndexes(pointer)}`);
  const decided = [...places.values()].flatMap(([first, ...rest]) => {
    if (first === undefined) {
      return [];
    }
    const place = { channel: first.channel, pointer: withoutIndexes(first.pointer) };
    return [{ place, decision: decide([first, ...rest]) }];
  });
  return {
    rules: decided.flatMap(({ place, decision }) => ('as' in decision ? [{ ...place, as: decision.as }] : [])),
    refused: decided.flatMap(({ place, decision }) => ('why' in decision ? [{ ...place, why: decision.why }] : [])),
  };
}

type Decision = { readonly as: RuleKind } | { readonly why: string };

function decide(seen: readonly Divergence[]): Decision {
  const kinds = new Set(seen.map(({ kind }) => kind));
  if (kinds.has('order')) {
    return { why: 'the order varies: say `set` only where it has no meaning' };
  }
  if (kinds.size > 1 || !kinds.has('value')) {
    return { why: `the structure varies (${[...kinds].join(', ')})` };
  }
  if (seen.some(({ pointer }) => pointer.split('/').length < 3)) {
    return { why: 'the place is too broad' };
  }
  return chooseFormat(seen.flatMap(({ left, right }) => [left, right]));
}

/** The narrowest rule that all values meet. */
function chooseFormat(values: readonly Json[]): Decision {
  if (values.every((value) => Number.isInteger(value) && Number(value) >= 0)) {
    return { as: 'gauge' };
  }
  if (values.every((value) => typeof value === 'number' && value >= 0)) {
    return { as: 'duration' };
  }
  const texts = values.filter((value) => typeof value === 'string');
  const [first = ''] = texts;
  const isAlike = texts.length === values.length && texts.every(({ length }) => length === first.length);
  const alphabet = ALPHABETS.find((one) => texts.every((text) => new RegExp(`^${one}+$`).test(text)));
  if (!isAlike || first.length < SHORTEST || alphabet === undefined) {
    return { why: 'the values have no format in common, so a rule would say nothing' };
  }
  return { as: { symbol: 'random', pattern: `^${alphabet}{${first.length}}$` } };
}

/** Fewer characters could be a choice of a few words. */
const SHORTEST = 8;
const ALPHABETS = ['\\d', '[0-9a-f]', '[A-Za-z0-9]', '[A-Za-z0-9_-]', '[A-Za-z0-9+/=]'];

function withoutIndexes(pointer: string): string {
  return pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
}
