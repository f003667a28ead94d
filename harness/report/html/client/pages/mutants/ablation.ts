import type { ProofData as Proof } from '../../../data/proof.ts';
import { formatCount, h, joinNames } from '../../elements/dom.ts';
import { createLongTable, renderHeads } from '../../elements/long-table.ts';
import { renderScenarioLink } from '../../elements/scenario-link.ts';
import type { Report } from '../../load-report.ts';

export type Ablation = Proof['ablation'];

const MOST_NAMED = 12;

/** What each channel, scenario and rule adds: how the result changes without it. */
export function renderAblation(report: Report, { ablation, mutants, untried }: Proof) {
  const seeded = mutants.filter(({ tier, outcome }) => tier !== 'G' && outcome === 'killed').length;
  return [
    h(
      'section',
      { class: 'worth', 'aria-labelledby': 'ablation-title' },
      h('h2', { id: 'ablation-title' }, 'Ablation'),
      h(
        'p',
        { class: 'quiet' },
        `One part at a time is left out. Mutants of tiers H and C killed with all parts: ${seeded}.`,
      ),
      h('h3', {}, 'Without a channel'),
      renderChannels(ablation, seeded),
      h('h3', {}, 'Without a scenario'),
      renderScenarios(report, ablation, seeded),
      h('h3', {}, 'Without a rule'),
      renderRules(ablation, untried),
    ),
  ];
}

function renderChannels({ channels }: Ablation, killed: number) {
  return h(
    'table',
    { class: 'matrix', 'aria-label': 'Without a channel' },
    h(
      'thead',
      {},
      h('tr', {}, ...renderHeads(['Channel', 'Kills through it', 'Killed without it', 'Killed by nothing else'])),
    ),
    h(
      'tbody',
      {},
      ...channels
        .toSorted((a, b) => b.blind.length - a.blind.length || b.kills - a.kills)
        .map(({ channel, kills, blind }) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, channel),
            h('td', { 'data-label': 'Kills through it' }, kills),
            h('td', { 'data-label': 'Killed without it' }, describeDrop(killed, blind.length)),
            h('td', { 'data-label': 'Killed by nothing else' }, blind.length === 0 ? 'nothing' : listNames(blind)),
          ),
        ),
    ),
  );
}

function renderScenarios(report: Report, { scenarios, withoutEffect }: Ablation, killed: number) {
  const { table, show } = createLongTable({
    head: renderHeads(['Scenario', 'Killed without it', 'Surviving mutants']),
    label: 'Without a scenario',
    draw: ({ scenario, lost }: Ablation['scenarios'][number]) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, renderScenarioLink(report, scenario)),
        h('td', { 'data-label': 'Killed without it' }, describeDrop(killed, lost.length)),
        h('td', { 'data-label': 'Surviving mutants' }, listNames(lost)),
      ),
  });
  show(scenarios.toSorted((a, b) => b.lost.length - a.lost.length));
  const idle = withoutEffect.scenarios;
  return h(
    'div',
    {},
    scenarios.length === 0 ? h('p', {}, 'Each mutant is killed by more than one scenario, or by none.') : table,
    idle.length > 0 &&
      h(
        'details',
        { class: 'panel' },
        h('summary', {}, `${formatCount(idle.length, 'scenario')} killed no mutant of tiers H and C`),
        h(
          'p',
          { class: 'quiet' },
          'A mutant is run with the scenarios that should notice it, so these scenarios may still be of use.',
        ),
        h('ul', {}, ...idle.map((id) => h('li', {}, renderScenarioLink(report, id)))),
      ),
  );
}

function renderRules({ rules, withoutEffect }: Ablation, untried: readonly string[]) {
  const { table, show } = createLongTable({
    head: renderHeads(['Rule', 'Divergences without it', 'Scenarios compared']),
    label: 'Without a rule',
    draw: ({ channel, pointer, scenarios, divergences }: Ablation['rules'][number]) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, h('code', {}, `${channel}${pointer}`)),
        h(
          'td',
          { 'data-label': 'Divergences without it' },
          divergences > 0 ? `+${divergences}` : scenarios === 0 ? 'no value there' : '0: no effect here',
        ),
        h('td', { 'data-label': 'Scenarios compared' }, scenarios),
      ),
  });
  show(rules.toSorted((a, b) => b.divergences - a.divergences));
  return h(
    'div',
    {},
    rules.length === 0 ? h('p', {}, 'There are no rules.') : table,
    withoutEffect.rules.length > 0 &&
      h(
        'p',
        { class: 'quiet' },
        `${formatCount(withoutEffect.rules.length, 'rule')} without an effect: nothing varied there.`,
      ),
    untried.length > 0 &&
      h('p', { class: 'note' }, `Not tested, because nothing could be changed there: ${untried.join(', ')}.`),
  );
}

function describeDrop(from: number, by: number) {
  return by === 0 ? `${from}, no change` : `${from - by} instead of ${from}`;
}

function listNames(names: readonly string[]) {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : joinNames(names);
}
