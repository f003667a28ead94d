import type { RuleKind } from '../../../evidence/rule-kind.ts';

/** What a rule turns a value into, and what it still demands of it. */
export function describeRule(kind: RuleKind): string {
  if (typeof kind === 'object' && 'cost' in kind) {
    return 'what the calls of the scenario cost by the tokens they reported';
  }
  if (typeof kind === 'object' && 'formats' in kind) {
    return `a symbol where it is of the format ${kind.formats.join(' or ')}`;
  }
  if (typeof kind === 'object') {
    return 'facts' in kind
      ? `a symbol where it is what the target declares as ${kind.facts.join(', ')}`
      : `a random text of the form ${kind.pattern}`;
  }
  switch (kind) {
    case 'duration':
      return 'any duration of 0 or more and under an hour';
    case 'gauge':
      return 'any whole number of 0 or more';
    case 'input-tokens':
      return 'the input tokens that the calls of the scenario reported';
    case 'output-tokens':
      return 'the output tokens that the calls of the scenario reported';
    case 'set':
      return 'a list in any order';
    case 'sequence':
      return 'one more than in the event before';
    case 'delta':
      return 'pieces of a text, however it was cut';
    case 'parallel':
      return 'in any order among neighbours that agree here';
    default:
      kind satisfies never;
      throw new TypeError('Unknown rule');
  }
}
