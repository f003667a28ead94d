import { findChannel } from '../../channels/channels.ts';
import type { Divergence } from '../../evidence/divergence.ts';
import type { Rule } from '../../evidence/rule.ts';
import type { RuleKind } from '../../evidence/rule-kind.ts';
import type { Waiver } from '../../evidence/waiver.ts';
import { isOfFormats } from '../../judge/apply-rule.ts';
import { NAMED_FORMATS, recogniseText } from '../../values/formats/formats.ts';
import { isInstant } from '../../values/formats/instant.ts';
import { argon2, bcrypt, pbkdf2, scrypt } from '../../values/formats/password-hashes.ts';
import { readUuidVersion } from '../../values/formats/uuid.ts';
import type { Json } from '../../values/json.ts';
import { decodeJwt } from '../../values/jwt.ts';
import { writeJson } from '../../values/lossless-json.ts';
import { matchesPointer } from '../../values/pointer.ts';
import type { ValuePlace } from './place.ts';

/** What a normaliser does to the values in its field: a rule of the configuration, or what holds for all values. */
export type FieldKind = RuleKind | 'uuid' | 'instant' | 'jwt' | 'password-hash' | 'waived';

/** Something that lets values vary, and the places where it does. */
export interface Field {
  /** Part of the ids of its mutants: `http.response.body.mode`. */
  readonly name: string;
  readonly kind: FieldKind;
  covers(place: ValuePlace): boolean;
}

const PASSWORD_HASHES = [argon2, bcrypt, pbkdf2, scrypt];

/** Every field: of each rule, of each waiver, and of what the comparison makes a symbol of by itself. */
export function listFields(rules: readonly Rule[], waivers: readonly Waiver[], waived: readonly Divergence[]): Field[] {
  const ruleAt = ({ channel, pointer, value }: ValuePlace) =>
    rules.find(
      (rule) =>
        rule.channel === channel &&
        matchesPointer(rule.pointer, pointer) &&
        (!isOfFormats(rule.as) || isOne(value, rule.as)),
    );
  const isFree = (place: ValuePlace) =>
    ruleAt(place) === undefined && findChannel(place.channel).isComparedByForm?.(place.pointer) !== true;
  const builtIn = (kind: Extract<FieldKind, string>, isOne: (text: string) => boolean): Field => ({
    name: `any.${kind}`,
    kind,
    covers: (place) => typeof place.value === 'string' && isOne(place.value) && isFree(place),
  });
  return [
    ...nameRules(rules).map(
      ({ name, rule }): Field => ({ name, kind: rule.as, covers: (place) => ruleAt(place) === rule }),
    ),
    builtIn('uuid', (text) => readUuidVersion(text) !== undefined),
    builtIn('instant', isInstant),
    builtIn('jwt', (text) => decodeJwt(text) !== undefined),
    builtIn('password-hash', (text) => recogniseText(text, PASSWORD_HASHES) !== undefined),
    ...waivers.map(
      ({ id }): Field => ({
        name: `waiver.${id}`,
        kind: 'waived',
        covers: ({ channel, pointer }) =>
          waived.some((one) => one.waiver === id && one.channel === channel && one.pointer === pointer),
      }),
    ),
  ];
}

/** Formats that are named say something of the values that are of one. */
function isOne(value: Json, { formats }: { readonly formats: readonly string[] }): boolean {
  const text = typeof value === 'string' ? value : writeJson(value);
  return (
    recogniseText(
      text,
      NAMED_FORMATS.filter(({ name }) => formats.includes(name)),
    ) !== undefined
  );
}

/** Rules by a name made of their place; a second rule of one place is told apart by a number. */
function nameRules(rules: readonly Rule[]): { readonly name: string; readonly rule: Rule }[] {
  const counts = new Map<string, number>();
  return rules.map((rule) => {
    const place = rule.pointer.split('/').slice(1);
    const base = [
      rule.channel,
      ...place.map((token) => (token === '**' ? 'any' : token === '*' ? 'each' : token)),
    ].join('.');
    const ordinal = (counts.get(base) ?? 0) + 1;
    counts.set(base, ordinal);
    return { name: ordinal === 1 ? base : `${base}.${ordinal}`, rule };
  });
}
