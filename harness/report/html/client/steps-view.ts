import type { Json } from '../../../values/json.ts';
import type { DivergenceRow as Divergence, StepData } from '../report-data.ts';
import { channelViews } from './channel-view.ts';
import { member } from './columns.ts';
import { countOf, h } from './dom.ts';
import { EXPECTED_NAME, textOfPieces } from './findings.ts';
import { NO_MARKS } from './json-view.ts';
import type { Detail } from './report-store.ts';
import { scenarioHref } from './route.ts';
export type StepsOptions = { readonly isRaw: boolean; readonly divergences: readonly Divergence[] };

const CHANNELS_IN_ORDER = ['start', 'http', 'stream', 'calls', 'db', 'audit', 'time'];

/** What the targets showed, step by step. */
export function stepsSection(detail: Detail, options: StepsOptions) {
  const count = Math.max(0, ...detail.views.map(({ raw }) => raw.length));
  const steps = Array.from({ length: count }, (_, index) => stepView(detail, index, options));
  const openAll = h('button', { type: 'button' }, 'Open all');
  openAll.addEventListener('click', () => {
    for (const { open } of steps) {
      open();
    }
  });
  return h(
    'section',
    { 'aria-labelledby': 'steps-title' },
    h(
      'div',
      { class: 'toolbar' },
      h('h2', { id: 'steps-title' }, 'Steps'),
      viewSwitch(detail.id, options.isRaw),
      count > 0 && openAll,
    ),
    h(
      'p',
      { class: 'quiet' },
      options.isRaw
        ? 'What was seen, before legitimate variation becomes symbols.'
        : 'What is compared: legitimate variation has become symbols, such as <uuid.v4#1>. Point at one, or focus it, to see what it stands for.',
    ),
    ...(count === 0
      ? [h('p', {}, 'No target left a transcript of this scenario.')]
      : steps.map(({ details }) => details)),
  );
}

function viewSwitch(id: string, isRaw: boolean) {
  const choice = (text: string, raw: boolean) =>
    h('a', { href: scenarioHref(id, raw), 'aria-current': raw === isRaw ? 'true' : undefined }, text);
  return h('nav', { class: 'switch', 'aria-label': 'View' }, choice('Symbols', false), choice('As seen', true));
}

export type ShownStep = {
  readonly target: string;
  readonly canonical: StepData | undefined;
  readonly step: StepData | undefined;
  readonly before: Json | undefined;
};

function stepView(detail: Detail, index: number, { isRaw, divergences }: StepsOptions) {
  const steps = shownSteps(detail, index, isRaw);
  const own = divergences.filter((one) => isOfStep(detail, one, steps));
  const labels = [...new Set(steps.flatMap(({ step }) => (step === undefined ? [] : [step.label])))];
  const details = h(
    'details',
    { class: 'step', 'data-diverges': own.length > 0 },
    h(
      'summary',
      { 'data-item': true },
      h('span', { class: 'step-number' }, index + 1),
      h('span', { class: 'step-name' }, labels.join(' / ')),
      h('span', { class: 'quiet' }, stepFacts(detail, steps)),
      own.length > 0 && h('span', { class: 'badge', 'data-verdict': 'divergent' }, 'diverges'),
    ),
  );
  const fill = () => {
    if (!details.open || details.childElementCount > 1) {
      return;
    }
    const content = channelsOf(detail, steps, isRaw ? [] : own);
    details.append(...(content.length > 0 ? content : [h('p', { class: 'quiet' }, 'Nothing was seen here.')]));
  };
  details.addEventListener('toggle', fill);
  // The event comes later than what opened it, and nobody should see an open step with nothing in it.
  const open = () => {
    details.open = true;
    fill();
  };
  if (own.length > 0) {
    open();
  }
  return { details, open };
}

function shownSteps(detail: Detail, index: number, isRaw: boolean): readonly ShownStep[] {
  return detail.views.map(({ target, canonical, raw }) => {
    const steps = isRaw ? raw : canonical;
    const earlier = steps.slice(0, index).findLast(({ channels }) => channels['db'] !== undefined);
    return { target, canonical: canonical[index], step: steps[index], before: poolValue(detail, earlier, 'db') };
  });
}

/** Steps may share a label, so a divergence belongs to those where the targets differ at its place. */
function isOfStep(detail: Detail, { id, step, channel, pointer, targets }: Divergence, steps: readonly ShownStep[]) {
  const isNamed = steps.some((one) => one.canonical?.label === step || one.step?.label === step);
  if (!isNamed) {
    return false;
  }
  if (targets.includes(EXPECTED_NAME)) {
    const unmet = steps.find(({ target }) => target === targets[1]);
    const shown = textOfPieces(detail.diffs[id]?.right ?? []);
    const value = valueAt(poolValue(detail, unmet?.canonical, channel), pointer);
    return typeof value === 'object' || textOfScalar(value) === shown;
  }

  const values = steps
    .filter(({ target }) => targets.includes(target))
    .map(({ canonical }) => JSON.stringify(valueAt(poolValue(detail, canonical, channel), pointer)));
  return new Set(values).size > 1;
}

/** As the sides of a divergence have it. */
function textOfScalar(value: Json | undefined) {
  return value === undefined ? 'nothing' : String(value);
}

function poolValue({ pool }: Detail, step: StepData | undefined, channel: string): Json | undefined {
  const index = step?.channels[channel];
  return index === undefined ? undefined : pool[index];
}

function valueAt(value: Json | undefined, pointer: string): Json | undefined {
  const tokens = pointer.split('/').slice(1);
  return tokens.reduce(
    (place: Json | undefined, token) => member(place, token.replaceAll('~1', '/').replaceAll('~0', '~')),
    value,
  );
}

/** `mock 200, real 500, 3 LLM calls` */
function stepFacts(detail: Detail, steps: readonly ShownStep[]) {
  const statuses = steps.map(({ target, step }) => ({
    target,
    status:
      valueAt(poolValue(detail, step, 'http'), '/response/status') ??
      valueAt(poolValue(detail, step, 'start'), '/outcome'),
  }));
  const distinct = [...new Set(statuses.map(({ status }) => status))];
  const shown = statuses.filter(({ status }) => status !== undefined);
  const outcome =
    distinct.length === 1
      ? shown.slice(0, 1).map(({ status }) => String(status))
      : shown.map(({ target, status }) => `${target} ${status}`);
  const lengths = steps.map(({ step }) => {
    const calls = poolValue(detail, step, 'calls');
    return Array.isArray(calls) ? calls.length : 0;
  });
  const calls = Math.max(0, ...lengths);
  return [...outcome, ...(calls > 0 ? [countOf(calls, 'LLM call')] : [])].join(', ');
}

function channelsOf(detail: Detail, steps: readonly ShownStep[], divergences: readonly Divergence[]) {
  const present = CHANNELS_IN_ORDER.filter((channel) =>
    steps.some(({ step }) => step?.channels[channel] !== undefined),
  );
  return present.flatMap((channel) => {
    const own = divergences.filter((one) => one.channel === channel);
    const shown = steps.map(({ target, step }) => {
      const pointers = own.filter(({ targets }) => targets.includes(target)).map(({ pointer }) => pointer);
      const marks = pointers.length > 0 ? new Set(pointers) : NO_MARKS;
      return { target, value: poolValue(detail, step, channel), marks };
    });
    return channelViews(
      channel,
      shown,
      steps.map(({ before }) => before),
    );
  });
}
