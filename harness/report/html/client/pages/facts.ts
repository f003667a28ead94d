import type { PlayedCassette as Cassette } from '../../../../evidence/played-cassettes.ts';
import type { Json } from '../../../../values/json.ts';
import { formatCount, formatDuration, formatInstant, h } from '../elements/dom.ts';
import { createLongTable, renderHeads } from '../elements/long-table.ts';
import type { Report } from '../load-report.ts';
import { getScenarioHref } from '../route.ts';
import { renderFindingGroups } from './mutants/controls.ts';

export function renderTargets(report: Report) {
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
            : renderFacts(witness),
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
          `${formatCount(control.pairs, 'pair')} compared: ${flaky.length === 0 ? 'all agree' : formatCount(flaky.length, 'flaky scenario')}.`,
        ),
    flaky.length > 0 &&
      h(
        'ul',
        {},
        ...flaky.map(({ id, title, flaky: on }) =>
          h('li', {}, h('a', { href: getScenarioHref(id) }, title), ` on ${on.join(', ')}`),
        ),
      ),
    ...(control === null ? [] : renderFindingGroups(report, control.findings)),
  ];
}

export function renderCassettes(report: Report) {
  const { table, show } = createLongTable({
    head: renderHeads(['Scenario', 'Target', 'Recorded from', 'Recorded', 'Age at the run', 'Calls']),
    label: 'Cassettes played',
    draw: ({ scenario, target, source, recordedAt, ageDays, replayed }: Cassette) =>
      h(
        'tr',
        {},
        h('td', {}, h('a', { href: getScenarioHref(scenario) }, report.findScenario(scenario)?.title ?? scenario)),
        h('td', { 'data-label': 'Target' }, target),
        h('td', { 'data-label': 'Recorded from' }, source),
        h('td', { 'data-label': 'Recorded' }, formatInstant(recordedAt)),
        h('td', { 'data-label': 'Age at the run' }, ageDays === 0 ? 'under a day' : formatCount(ageDays, 'day')),
        h('td', { 'data-label': 'Calls' }, replayed),
      ),
  });
  show(report.index.cassettes.toSorted((a, b) => b.ageDays - a.ageDays));
  return [h('p', { class: 'quiet' }, 'Recorded answers of language models, the oldest first.'), table];
}

export function renderRun({ index: { run } }: Report) {
  const { runId, startedAt, durationMs, command, reference, environment } = run;
  return [
    renderFacts({
      run: runId,
      started: formatInstant(startedAt),
      took: formatDuration(durationMs),
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
          h('thead', {}, h('tr', {}, ...renderHeads(['Place', 'Must be']))),
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

function renderFacts(facts: Readonly<Record<string, Json>>) {
  return h(
    'dl',
    { class: 'fact-list' },
    ...Object.entries(facts)
      .filter(([, value]) => value !== null)
      .flatMap(([name, value]) => [h('dt', {}, splitWords(name)), h('dd', {}, renderFact(value))]),
  );
}

function renderFact(value: Json): Node | string {
  if (Array.isArray(value)) {
    return value.map((item) => String(formatFact(item))).join(', ');
  }
  if (typeof value === 'object' && value !== null) {
    return renderFacts(value as Readonly<Record<string, Json>>);
  }
  return formatFact(value);
}

function formatFact(value: Json) {
  if (typeof value === 'boolean') {
    return value ? 'yes' : 'no';
  }
  return typeof value === 'string' ? formatInstant(value) : JSON.stringify(value);
}

function splitWords(name: string) {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
}
