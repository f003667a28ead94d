import type { Json } from '../../../../values/json.ts';
import type { ChannelData } from '../../data/channels.ts';
import type { DivergenceRow as Divergence } from '../../data/divergences.ts';
import type { StepData } from '../../data/split-details.ts';
import { getMember } from '../elements/columns.ts';
import { h, joinNames } from '../elements/dom.ts';
import { NO_MARKS } from '../elements/json.ts';
import { EXPECTED_NAME, joinPieces } from '../findings/findings.ts';
import type { Detail } from '../load-report.ts';
import { getScenarioHref } from '../route.ts';
import { renderChannel } from './channel.ts';

export interface StepsOptions {
  readonly isRaw: boolean;
  readonly divergences: readonly Divergence[];
  /** In the order in which a step shows them. */
  readonly channels: readonly ChannelData[];
}

/** What the targets showed, step by step. */
export function renderSteps(detail: Detail, options: StepsOptions) {
  const count = Math.max(0, ...detail.views.map(({ raw }) => raw.length));
  const steps = Array.from({ length: count }, (_, index) => createStep(detail, index, options));
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
      renderViewSwitch(detail.id, options.isRaw),
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

function renderViewSwitch(id: string, isRaw: boolean) {
  const choice = (text: string, raw: boolean) =>
    h('a', { href: getScenarioHref(id, raw), 'aria-current': raw === isRaw ? 'true' : undefined }, text);
  return h('nav', { class: 'switch', 'aria-label': 'View' }, choice('Symbols', false), choice('As seen', true));
}

export type ShownStep = {
  readonly target: string;
  readonly canonical: StepData | undefined;
  readonly step: StepData | undefined;
  /** The steps before it. */
  readonly earlier: readonly StepData[];
};

function createStep(detail: Detail, index: number, { isRaw, divergences, channels }: StepsOptions) {
  const steps = selectSteps(detail, index, isRaw);
  const own = divergences.filter((one) => isInStep(detail, one, steps));
  const labels = [...new Set(steps.flatMap(({ step }) => (step === undefined ? [] : [step.label])))];
  const details = h(
    'details',
    { class: 'step', 'data-diverges': own.length > 0 },
    h(
      'summary',
      { 'data-item': true },
      h('span', { class: 'step-number' }, index + 1),
      h('span', { class: 'step-name' }, labels.join(' / ')),
      h('span', { class: 'quiet' }, describeStep(steps)),
      own.length > 0 && h('span', { class: 'badge', 'data-verdict': 'divergent' }, 'diverges'),
    ),
  );
  const fill = () => {
    if (!details.open || details.childElementCount > 1) {
      return;
    }
    const content = channels.flatMap((channel) =>
      renderStepChannel(detail, steps, { channel, divergences: isRaw ? [] : own }),
    );
    details.append(...(content.length > 0 ? content : [h('p', { class: 'quiet' }, 'Nothing was seen here.')]));
  };
  details.addEventListener('toggle', fill);
  // The event comes later than what opened it, and an open step must never be empty.
  const open = () => {
    details.open = true;
    fill();
  };
  if (own.length > 0) {
    open();
  }
  return { details, open };
}

function selectSteps(detail: Detail, index: number, isRaw: boolean): readonly ShownStep[] {
  return detail.views.map(({ target, canonical, raw }) => {
    const steps = isRaw ? raw : canonical;
    return { target, canonical: canonical[index], step: steps[index], earlier: steps.slice(0, index) };
  });
}

/** Steps may share a label, so a divergence belongs to those where the targets differ at its place. */
function isInStep(detail: Detail, { id, step, channel, pointer, targets }: Divergence, steps: readonly ShownStep[]) {
  const isNamed = steps.some((one) => one.canonical?.label === step || one.step?.label === step);
  if (!isNamed) {
    return false;
  }
  if (targets.includes(EXPECTED_NAME)) {
    const unmet = steps.find(({ target }) => target === targets[1]);
    const shown = joinPieces(detail.diffs[id]?.right ?? []);
    const value = resolvePointer(getValue(detail, unmet?.canonical, channel), pointer);
    return typeof value === 'object' || formatScalar(value) === shown;
  }

  const values = steps
    .filter(({ target }) => targets.includes(target))
    .map(({ canonical }) => JSON.stringify(resolvePointer(getValue(detail, canonical, channel), pointer)));
  return new Set(values).size > 1;
}

/** As the sides of a divergence have it. */
function formatScalar(value: Json | undefined) {
  return value === undefined ? 'nothing' : String(value);
}

function getValue({ pool }: Detail, step: StepData | undefined, channel: string): Json | undefined {
  const index = step !== undefined && Object.hasOwn(step.channels, channel) ? step.channels[channel] : undefined;
  return index === undefined ? undefined : pool[index];
}

function resolvePointer(value: Json | undefined, pointer: string): Json | undefined {
  const tokens = pointer.split('/').slice(1);
  return tokens.reduce(
    (place: Json | undefined, token) => getMember(place, token.replaceAll('~1', '/').replaceAll('~0', '~')),
    value,
  );
}

/** `mock 200, real 500, 3 LLM calls` */
function describeStep(steps: readonly ShownStep[]) {
  const facts = new Set(steps.flatMap(({ step }) => step?.summary ?? []));
  return [...facts]
    .map((fact) => {
      const targets = steps.filter(({ step }) => step?.summary.includes(fact) === true).map(({ target }) => target);
      return targets.length === steps.length ? fact : `${joinNames(targets)} ${fact}`;
    })
    .join(', ');
}

function renderStepChannel(
  detail: Detail,
  steps: readonly ShownStep[],
  { channel, divergences }: { readonly channel: ChannelData; readonly divergences: readonly Divergence[] },
) {
  const { name } = channel;
  if (steps.every(({ step }) => getValue(detail, step, name) === undefined)) {
    return [];
  }
  const own = divergences.filter((one) => one.channel === name);
  const shown = steps.map(({ target, step }) => {
    const pointers = own.filter(({ targets }) => targets.includes(target)).map(({ pointer }) => pointer);
    const marks = pointers.length > 0 ? new Set(pointers) : NO_MARKS;
    return { target, value: getValue(detail, step, name), marks };
  });
  const before = steps.map(({ earlier }) => {
    const last = earlier.findLast(({ channels }) => Object.hasOwn(channels, name));
    return getValue(detail, last, name);
  });
  return renderChannel(channel, shown, before);
}
