import type { PlayedCassette as Cassette } from '../../../evidence/played-cassettes.ts';
import type { Json } from '../../../values/json.ts';
import { findingGroups } from './controls-view.ts';
import { countOf, durationText, h, instantText } from './dom.ts';
import { columnHeads, longTable } from './long-table.ts';
import type { Report } from './report-store.ts';
import { scenarioHref } from './route.ts';

export function targetsView(report: Report) {
  const { targets, control, scenarios } = report.index;
  const flaky = scenarios.filter((scenario) => scenario.flaky.length > 0);
  return [
    h(
      'div',
      { class: 'sides' },
      ...targets.map(({ name, witness }) =>
        h(
          'article',
          { class: 'panel' },
          h('h2', {}, name),
          Object.keys(witness).length === 0
            ? h('p', { class: 'quiet' }, 'It proved nothing about itself.')
            : factList(witness),
        ),
      ),
    ),
    h('h2', {}, 'Each target against itself'),
    control === null
      ? h(
          'p',
          { class: 'quiet' },
          'Not tried in this run. With --control, every target is run twice and must agree with itself.',
        )
      : h(
          'p',
          {},
          `${countOf(control.pairs, 'pair')} compared: ${flaky.length === 0 ? 'all agree' : countOf(flaky.length, 'flaky scenario')}.`,
        ),
    flaky.length > 0 &&
      h(
        'ul',
        {},
        ...flaky.map(({ id, title, flaky: on }) =>
          h('li', {}, h('a', { href: scenarioHref(id) }, title), ` on ${on.join(', ')}`),
        ),
      ),
    ...(control === null ? [] : findingGroups(report, control.findings)),
  ];
}

export function cassettesView(report: Report) {
  const { table, show } = longTable({
    head: columnHeads(['Scenario', 'Target', 'Recorded from', 'Recorded', 'Age at the run', 'Calls']),
    label: 'Cassettes played',
    draw: ({ scenario, target, source, recordedAt, ageDays, replayed }: Cassette) =>
      h(
        'tr',
        {},
        h('td', {}, h('a', { href: scenarioHref(scenario) }, report.rowOf(scenario)?.title ?? scenario)),
        h('td', { 'data-label': 'Target' }, target),
        h('td', { 'data-label': 'Recorded from' }, source),
        h('td', { 'data-label': 'Recorded' }, instantText(recordedAt)),
        h('td', { 'data-label': 'Age at the run' }, ageDays === 0 ? 'under a day' : countOf(ageDays, 'day')),
        h('td', { 'data-label': 'Calls' }, replayed),
      ),
  });
  show(report.index.cassettes.toSorted((a, b) => b.ageDays - a.ageDays));
  return [h('p', { class: 'quiet' }, 'Recorded answers of language models, the oldest first.'), table];
}

export function runView({ index: { run } }: Report) {
  const { runId, startedAt, durationMs, command, reference, environment } = run;
  return [
    factList({
      run: runId,
      started: instantText(startedAt),
      took: durationText(durationMs),
      command,
      'compared with': reference,
      ...environment,
    }),
    h('h2', {}, 'Rules in force'),
    h('p', { class: 'quiet' }, 'Where a value may vary, and what it must still be. Everything else must be the same.'),
    run.rules.length === 0
      ? h('p', {}, 'None.')
      : h(
          'table',
          { class: 'matrix' },
          h('thead', {}, h('tr', {}, ...columnHeads(['Place', 'Must be']))),
          h(
            'tbody',
            {},
            ...run.rules.map(({ channel, pointer, meaning }) =>
              h('tr', {}, h('td', {}, h('code', {}, `${channel}${pointer}`)), h('td', {}, meaning)),
            ),
          ),
        ),
  ];
}

function factList(facts: Readonly<Record<string, Json>>) {
  return h(
    'dl',
    { class: 'fact-list' },
    ...Object.entries(facts)
      .filter(([, value]) => value !== null)
      .flatMap(([name, value]) => [h('dt', {}, inWords(name)), h('dd', {}, factValue(value))]),
  );
}

function factValue(value: Json): Node | string {
  if (Array.isArray(value)) {
    return value.map((item) => String(factText(item))).join(', ');
  }
  if (typeof value === 'object' && value !== null) {
    return factList(value as Readonly<Record<string, Json>>);
  }
  return factText(value);
}

function factText(value: Json) {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  return typeof value === 'string' ? instantText(value) : JSON.stringify(value);
}

function inWords(name: string) {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}
