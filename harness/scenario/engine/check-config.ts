import { z } from 'zod';
import { isBuiltIn, sortChannels } from '../../channels/channels.ts';
import { CHANNEL_NAME } from '../../evidence/divergence.ts';
import { type Rule, ruleSchema } from '../../evidence/rule.ts';
import { describeProblem } from '../../evidence/schema.ts';
import { upstreamsSchema } from '../../traffic/api/upstreams.ts';
import { volatilePlaceSchema } from '../../traffic/api/volatile-place.ts';
import { harmlessSchema } from '../../traffic/secrets/harmless.ts';
import { FORMAT_NAMES } from '../../values/formats/formats.ts';
import type { ParityConfig } from '../api/parity-config.ts';

/** Checks the shape of a configuration that was loaded from a file, and says what is wrong with it. */
export function findConfigProblems(config: unknown): string[] {
  if (typeof config !== 'object' || config === null) {
    return ['its default export is not an object'];
  }
  const {
    scenarios,
    cassettes,
    targets,
    rules,
    channels = [],
    harmless = [],
    upstreams = {},
    volatile = [],
    formats = [],
  } = config as Partial<Record<keyof ParityConfig, unknown>>;
  return [
    typeof scenarios === 'string' ? undefined : '`scenarios` is not the name of a folder',
    typeof cassettes === 'string' ? undefined : '`cassettes` is not the name of a folder',
    Array.isArray(rules) ? undefined : '`rules` is not a list',
    typeof targets === 'object' && targets !== null && Object.keys(targets).length > 0
      ? undefined
      : '`targets` names no target',
    ...(Array.isArray(rules) ? rules.flatMap(findRuleProblems) : []),
    ...findFormatProblems(formats),
    ...findChannelProblems(channels, Array.isArray(rules) ? rules : []),
    ...findSchemaProblems('harmless', z.array(harmlessSchema), harmless),
    ...findSchemaProblems('upstreams', upstreamsSchema, upstreams),
    ...findSchemaProblems('volatile', z.array(volatilePlaceSchema), volatile),
  ].filter((problem) => problem !== undefined);
}

function findRuleProblems(rule: unknown, index: number): string[] {
  const { error } = ruleSchema.safeParse(rule);
  return error === undefined ? [] : [`rule ${index + 1} ${describeProblem(error)}`];
}

function findSchemaProblems(name: string, schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `\`${[name, ...path].join('.')}\`: ${message}`);
}

function findFormatProblems(formats: unknown): string[] {
  if (!Array.isArray(formats)) {
    return ['`formats` is not a list of names'];
  }
  return formats
    .filter((name) => !FORMAT_NAMES.includes(name))
    .map((name) => `\`formats\` has ${JSON.stringify(name)}, which is none of ${FORMAT_NAMES.join(', ')}`);
}

/** A rule for an unknown channel would silently do nothing. */
function findChannelProblems(channels: unknown, rules: readonly Partial<Rule>[]): string[] {
  if (!Array.isArray(channels)) {
    return ['`channels` is not a list of names'];
  }
  const known = sortChannels(channels.map(String)).map(({ name }) => name);
  const wrong = channels.filter((name) => typeof name !== 'string' || !CHANNEL_NAME.test(name) || isBuiltIn(name));
  const unknown = new Set(rules.map(({ channel }) => String(channel)).filter((name) => !known.includes(name)));
  return [
    ...wrong.map((name) => `\`channels\` has ${JSON.stringify(name)}, which is built in or no name in lower case`),
    ...[...unknown].map(
      (name) => `a rule is for the channel ${JSON.stringify(name)}, which \`channels\` does not name`,
    ),
  ];
}
