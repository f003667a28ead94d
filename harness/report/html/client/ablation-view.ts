import type { ProofData as Proof } from '../report-data.ts';
import { countOf, h, listed } from './dom.ts';
import { columnHeads, longTable } from './long-table.ts';
import { scenarioLink } from './mutants-table.ts';
import type { Report } from './report-store.ts';
export type Ablation = Proof['ablation'];

const MOST_NAMED = 12;

/** What each part is worth: by how much a number falls, or rises, when the part is taken away. */
export function ablationSections(report: Report, { ablation, mutants, untried }: Proof) {
  const seeded = mutants.filter(({ tier, outcome }) => tier !== 'G' && outcome === 'killed').length;
  return [
    h(
      'section',
      { class: 'worth', 'aria-labelledby': 'ablation-title' },
      h('h2', { id: 'ablation-title' }, 'What each part is worth'),
      h(
        'p',
        { class: 'quiet' },
        `One part at a time is taken away; ${countOf(seeded, 'bug')} of H and C are killed with all of them.`,
      ),
      h('h3', {}, 'Without a channel'),
      channelsTable(ablation, seeded),
      h('h3', {}, 'Without a scenario'),
      scenariosPart(report, ablation, seeded),
      h('h3', {}, 'Without a rule'),
      rulesPart(ablation, untried),
    ),
  ];
}

function channelsTable({ channels }: Ablation, killed: number) {
  return h(
    'table',
    { class: 'matrix', 'aria-label': 'Without a channel' },
    h(
      'thead',
      {},
      h('tr', {}, ...columnHeads(['Channel', 'Kills through it', 'Noticed without it', 'What nothing else shows'])),
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
            h('td', { 'data-label': 'Noticed without it' }, fallen(killed, blind.length)),
            h('td', { 'data-label': 'What nothing else shows' }, blind.length === 0 ? 'nothing' : namedUpTo(blind)),
          ),
        ),
    ),
  );
}

function scenariosPart(report: Report, { scenarios, withoutEffect }: Ablation, killed: number) {
  const { table, show } = longTable({
    head: columnHeads(['Scenario', 'Killed without it', 'What lives then']),
    label: 'Without a scenario',
    draw: ({ scenario, lost }: Ablation['scenarios'][number]) =>
      h(
        'tr',
        {},
        h('th', { scope: 'row' }, scenarioLink(report, scenario)),
        h('td', { 'data-label': 'Killed without it' }, fallen(killed, lost.length)),
        h('td', { 'data-label': 'What lives then' }, namedUpTo(lost)),
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
        h('summary', {}, `${countOf(idle.length, 'scenario')} killed no bug of H and C`),
        h(
          'p',
          { class: 'quiet' },
          'A bug is tried on the scenarios that it foretells, so this is no proof that one is of no use.',
        ),
        h('ul', {}, ...idle.map((id) => h('li', {}, scenarioLink(report, id)))),
      ),
  );
}

function rulesPart({ rules, withoutEffect }: Ablation, untried: readonly string[]) {
  const { table, show } = longTable({
    head: columnHeads(['Rule', 'Divergences without it', 'Scenarios looked at']),
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
        `${countOf(withoutEffect.rules.length, 'rule')} had no effect on the code as it is: each lets something vary that did not.`,
      ),
    untried.length > 0 &&
      h(
        'p',
        { class: 'note' },
        `Nobody knows how wide these are, since nothing could be changed there: ${untried.join(', ')}.`,
      ),
  );
}

function fallen(from: number, by: number) {
  return by === 0 ? `${from}, as with it` : `${from - by} instead of ${from}`;
}

function namedUpTo(names: readonly string[]) {
  const more = names.length - MOST_NAMED;
  return more > 0 ? `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more` : listed(names);
}
