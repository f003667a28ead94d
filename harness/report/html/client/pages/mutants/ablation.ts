import type { ProofData as Proof } from '../../../data/report-data.ts';
import { formatCount, h, joinNames } from '../../elements/dom.ts';
import { createLongTable, renderHeads } from '../../elements/long-table.ts';
import type { Report } from '../../load-report.ts';
import { renderScenarioLink } from './mutant-table.ts';
export type Ablation = Proof['ablation'];

const MOST_NAMED = 12;

/** What each part is worth: by how much a number falls, or rises, when the part is taken away. */
export function renderAblation(report: Report, { ablation, mutants, untried }: Proof) {
  const seeded = mutants.filter(({ tier, outcome }) => tier !== 'G' && outcome === 'killed').length;
  return [
    h(
      'section',
      { class: 'worth', 'aria-labelledby': 'ablation-title' },
      h('h2', { id: 'ablation-title' }, 'What each part is worth'),
      h(
        'p',
        { class: 'quiet' },
        `One part at a time is taken away; ${formatCount(seeded, 'bug')} of H and C are killed with all of them.`,
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
      h('tr', {}, ...renderHeads(['Channel', 'Kills through it', 'Noticed without it', 'What nothing else shows'])),
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
            h('td', { 'data-label': 'Noticed without it' }, describeDrop(killed, blind.length)),
            h('td', { 'data-label': 'What nothing else shows' }, blind.length === 0 ? 'nothing' : listNames(blind)),
          ),
        ),
    ),
  );
}

function renderScenarios(report: Report, { scenarios, withoutEffect }: Ablation, killed: number) {
  const { table, show } = createLongTable({
    head: renderHeads(['Scenario', 'Killed without it', 'What lives then']),
    label: 'Without a scenario',
    draw: ({ scenario, lost }: Ablation['scenarios'][number]) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, renderScenarioLink(report, scenario)),
        h('td', { 'data-label': 'Killed without it' }, describeDrop(killed, lost.length)),
        h('td', { 'data-label': 'What lives then' }, listNames(lost)),
      ),
  });
  show(scenarios.toSorted((a, b) => b.lost.length - a.lost.length));
  const idle = withoutEffect.scenarios;
  return h(
    'div',
    {},
    scenarios.length === 0 ? h('p', {}, 'Each bug is killed by more than one scenario, or by none.') : table,
    idle.length > 0 &&
      h(
        'details',
        { class: 'panel' },
        h('summary', {}, `${formatCount(idle.length, 'scenario')} killed no bug of H and C`),
        h(
          'p',
          { class: 'quiet' },
          'A bug is tried on the scenarios that it foretells, so this is no proof that one is of no use.',
        ),
        h('ul', {}, ...idle.map((id) => h('li', {}, renderScenarioLink(report, id)))),
      ),
  );
}

function renderRules({ rules, withoutEffect }: Ablation, untried: readonly string[]) {
  const { table, show } = createLongTable({
    head: renderHeads(['Rule', 'Divergences without it', 'Scenarios looked at']),
    label: 'Without a rule',
    draw: ({ channel, pointer, scenarios, divergences }: Ablation['rules'][number]) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, h('code', {}, `${channel}${pointer}`)),
        h(
          'td',
          { 'data-label': 'Divergences without it' },
          divergences > 0 ? `+${divergences}` : scenarios === 0 ? 'nothing stood there' : '0: no effect here',
        ),
        h('td', { 'data-label': 'Scenarios looked at' }, scenarios),
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
        `${formatCount(withoutEffect.rules.length, 'rule')} had no effect on the code as it is: each lets something vary that did not.`,
      ),
    untried.length > 0 &&
      h(
        'p',
        { class: 'note' },
        `Nobody knows how wide these are, since nothing could be changed there: ${untried.join(', ')}.`,
      ),
  );
}

function describeDrop(from: number, by: number) {
  return by === 0 ? `${from}, as with it` : `${from - by} instead of ${from}`;
}

function listNames(names: readonly string[]) {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : joinNames(names);
}
