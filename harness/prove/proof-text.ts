import type { ControlResult, MutantResult, Proof } from '../evidence/proof.ts';

type Paint = (style: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string) => string;

/** Killers that are named for a mutant; the others are counted. */
const NAMED = 3;
/** Of a longer list, as many are named; `proof.json` has all of them. */
const LISTED = 20;

/** A proof for a person: what was not noticed first, the scores last. */
export function formatProof(proof: Proof, paint: Paint): string {
  const { mutants, controls } = proof;
  const seeded = mutants.filter(({ tier }) => tier !== 'G');
  const survivors = mutants.filter(({ outcome }) => outcome !== 'killed');
  return [
    ...seeded.filter(({ outcome }) => outcome === 'killed').map((mutant) => killedLine(mutant, paint)),
    ...survivors.flatMap((mutant) => survivorLines(mutant, paint)),
    ...controls.map((control) => controlLine(control, paint)),
    '',
    ...scores(proof),
    `False positives: ${proof.falsePositives} in ${controls.length} controls`,
    ...strengthLines(proof),
    ...proof.reasons.map((reason) => paint('yellow', `Inconclusive: ${reason}`)),
  ].join('\n');
}

function killedLine({ id, title, outcome, killedBy }: MutantResult, paint: Paint): string {
  const more = killedBy.length > NAMED ? ` and ${killedBy.length - NAMED} more` : '';
  const killers = paint('dim', `by ${killedBy.slice(0, NAMED).join(', ')}${more}`);
  return `${paint('green', outcome.padEnd(16))} ${id} ${title}\n${' '.repeat(17)}${killers}`;
}

function survivorLines({ id, title, outcome, killedBy, why }: MutantResult, paint: Paint): string[] {
  const indent = ' '.repeat(17);
  return [
    `${paint(outcome === 'inconclusive' ? 'yellow' : 'red', outcome.padEnd(16))} ${id} ${title}`,
    ...(killedBy.length === 0 ? [] : [`${indent}not as expected, but by ${killedBy.slice(0, NAMED).join(', ')}`]),
    ...(why === undefined ? [] : [`${indent}${why}`]),
  ];
}

function controlLine({ id, title, outcome, divergences, why }: ControlResult, paint: Paint): string {
  const style = outcome === 'quiet' ? 'green' : outcome === 'noisy' ? 'red' : 'yellow';
  const detail = why === undefined ? '' : `: ${divergences > 0 ? `${divergences} divergences, ` : ''}${why}`;
  return `${paint(style, outcome.padEnd(16))} ${id} ${title}${detail}`;
}

function scores({ tiers }: Proof): string[] {
  return Object.entries(tiers)
    .filter(([, { total }]) => total > 0)
    .map(
      ([tier, { killed, total, lower95 }]) =>
        `${tier}: ${killed} of ${total} killed (at least ${Math.round(lower95 * 100)} % with 95 % confidence)`,
    );
}

/** What each part is worth: the number that falls without it. */
function strengthLines({ ablation, kills, smokeSet, untried }: Proof): string[] {
  const { channels, scenarios, rules, withoutEffect } = ablation;
  const pairs = Object.values(kills).reduce((sum, own) => sum + own.length, 0);
  const needed = rules.filter(({ divergences }) => divergences > 0);
  return [
    `Kills: ${pairs}, by ${Object.keys(kills).length} scenarios`,
    `Kills by channel: ${channels.map(({ channel, kills: own, blind }) => `${channel} ${own} (${blind.length} by it alone)`).join(', ')}`,
    ...scenarios.map(
      ({ scenario, lost }) => `Without ${scenario}, ${lost.join(' and ')} ${lost.length > 1 ? 'live' : 'lives'}.`,
    ),
    `Rules: without one, ${needed.length} of ${rules.length} would let the code as it is diverge`,
    `Without effect: channels ${listed(withoutEffect.channels)}; rules ${listed(withoutEffect.rules)}`,
    `Rules in whose field nothing could be changed: ${listed(untried)}`,
    `Scenarios that kill nothing: ${listed(withoutEffect.scenarios)}`,
    `Smallest set found that kills them all: ${smokeSet.join(', ') || 'none'}`,
  ];
}

function listed(names: readonly string[]): string {
  if (names.length === 0) {
    return 'none';
  }
  const more = names.length > LISTED ? ` and ${names.length - LISTED} more` : '';
  return `${names.slice(0, LISTED).join(', ')}${more}`;
}
