import type { Channel } from '../channels/channel.ts';
import { findChannel } from '../channels/channels.ts';
import { escapeSymbols } from '../channels/escape-symbols.ts';
import { compareText, sortByKey } from '../channels/shared-order.ts';
import type { Rule } from '../evidence/rule.ts';
import type { RuleKind } from '../evidence/rule-kind.ts';
import type { Format, Recognised } from '../values/formats/format.ts';
import { EVERYWHERE, FORMATS, NAMED_FORMATS, recogniseText, replaceWords } from '../values/formats/formats.ts';
import { UUID_IN_TEXT, uuid } from '../values/formats/uuid.ts';
import { isJsonObject, isLosslessNumber, type Json, type JsonObject } from '../values/json.ts';
import { type DecodedJwt, decodeJwt, relativeTimes } from '../values/jwt.ts';
import { join, matchesPointer } from '../values/pointer.ts';
import { isInside, type RunWindow } from '../values/run-window.ts';
import { applyRule, isOfFormats } from './apply-rule.ts';
import { describeMoment, type Moment } from './describe-moment.ts';
import type { ResponseTexts } from './response-texts.ts';
import type { SymbolNamer } from './symbol-table.ts';
import type { TokenIdentities } from './token-identities.ts';
import type { TokenLedger } from './token-ledger.ts';

const UUID_LENGTH = 36;
/** A token inside a longer text: after a scheme, in a URL. */
const TOKEN_IN_TEXT = /(?<![\w.-])eyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** The parts of a token stand at no place that a rule can name. */
const NO_CHANNEL = '';

/** The rules of a channel, and which of them was found for a place. */
interface ChannelRules {
  readonly rules: readonly Rule[];
  readonly findFormatsAt: Channel['findFormatsAt'];
  readonly atPlaces: Map<string, PlaceRules>;
}

type Member = readonly [name: string, value: Json];

/** Where a value stands, and when it was seen. */
export interface Place {
  readonly channel: string;
  readonly pointer: string;
  readonly window: RunWindow | undefined;
}

export interface ValueSources {
  readonly facts: JsonObject;
  readonly rules: readonly Rule[];
  readonly responses: ResponseTexts;
  readonly tokens: TokenLedger;
  readonly identities: TokenIdentities;
}

/**
 * Turns the legitimate variations inside values into symbols: what a format recognises as a whole, identifiers and tokens
 * inside longer texts, what the models said, and what the rules name.
 */
export class CanonicalValues {
  readonly #sources: ValueSources;
  readonly #symbols: SymbolNamer;
  readonly #order: CanonicalValues | undefined;
  readonly #rules = new Map<string, ChannelRules>();
  /** Tokens of which the canonical form has said what they say. */
  readonly #shownTokens = new Set<string>();
  /** Those of the configuration: they hold for texts without a place, too. */
  readonly #formats: readonly Format[];

  /** @param order gives identifiers that it has not seen no number, so its values can be sorted; left out for itself */
  constructor(sources: ValueSources, symbols: SymbolNamer, order?: CanonicalValues) {
    this.#sources = sources;
    this.#symbols = symbols;
    this.#order = order;
    this.#formats = listFormats(sources.rules.filter(({ pointer }) => pointer === EVERYWHERE));
  }

  toSymbols(value: Json, place: Place): Json {
    const { kind, formats } = this.#findRules(place);
    const { pointer } = place;
    const { facts, tokens } = this.#sources;
    const toSymbols = (text: string) => this.toSymbolText(text, formats);
    const ruled = kind && applyRule(kind, value, { facts, tokens, symbols: this.#symbols, pointer, toSymbols });
    if (ruled !== undefined) {
      return ruled;
    }
    if (Array.isArray(value)) {
      return this.#convertList(value, place, kind === 'set');
    }
    if (isJsonObject(value)) {
      return this.#convertObject(value, place);
    }
    return typeof value === 'string'
      ? this.#convertText(value, formats, place)
      : this.#convertNumber(value, formats, place);
  }

  #convertNumber(value: Json, formats: readonly Format[], { window }: Place): Json {
    const text = typeof value === 'number' ? String(value) : isLosslessNumber(value) ? value.$number : undefined;
    const recognised = text === undefined ? undefined : recogniseText(text, formats);
    if (text === undefined || recognised === undefined) {
      return value;
    }
    const form = `${recognised.form}.number`;
    return recognised.kind === 'identifier'
      ? this.#nameIdentifier({ ...recognised, form })
      : describeMoment({ form, ms: recognised.ms, text }, { earliestMs: recognised.ms, window });
  }

  #convertList(items: readonly Json[], place: Place, isSet: boolean): Json {
    const canonical = items.map((item, index) =>
      this.toSymbols(item, { ...place, pointer: join(place.pointer, index) }),
    );
    return isSet ? canonical.toSorted((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))) : canonical;
  }

  #convertObject(value: JsonObject, place: Place): Json {
    const entries = Object.entries(value);
    if (!entries.some(([name]) => mayHoldSymbol(name))) {
      return Object.fromEntries(this.#convertMembers(entries, place));
    }
    if (this.#order === undefined) {
      // Names of new identifiers are equal here, and none of them may be lost.
      return this.#convertMembers(entries, place)
        .map((member) => JSON.stringify(member))
        .toSorted();
    }
    return Object.fromEntries(this.#convertMembers(this.#order.#sort(entries, place), place));
  }

  /** An identifier may also be the name of a member. Such members have no order that two runs share but this one. */
  #sort(entries: readonly Member[], place: Place): Member[] {
    const toKey = (entry: Member) =>
      mayHoldSymbol(entry[0]) ? JSON.stringify(this.#convertMembers([entry], place)) : '';
    return sortByKey(entries, toKey);
  }

  #convertMembers(entries: readonly Member[], place: Place): Member[] {
    const { window } = place;
    const moments = entries.map(([, item]) => (typeof item === 'string' ? readMoment(item) : undefined));
    const earliestMs = findEarliest(moments, window);
    return entries.map(([name, item], index) => {
      const moment = moments[index];
      const canonical =
        moment === undefined
          ? this.toSymbols(item, { ...place, pointer: join(place.pointer, name) })
          : describeMoment(moment, { earliestMs, window });
      return [mayHoldSymbol(name) ? this.toSymbolText(name) : name, canonical];
    });
  }

  #convertText(text: string, formats: readonly Format[], { window }: Place): Json {
    const recognised = recognise(text) ?? recogniseText(text, formats);
    if (recognised !== undefined) {
      return recognised.kind === 'identifier'
        ? this.#nameIdentifier(recognised)
        : describeMoment({ ...recognised, text }, { earliestMs: recognised.ms, window });
    }
    const jwt = decodeJwt(text);
    return jwt === undefined ? this.toSymbolText(text, formats) : this.#convertToken(text, jwt, window);
  }

  #nameIdentifier({ form, identity }: Extract<Recognised, { readonly kind: 'identifier' }>): string {
    return this.#symbols.symbol(form, identity);
  }

  #convertToken(text: string, jwt: DecodedJwt, window: RunWindow | undefined) {
    const place: Place = { channel: NO_CHANNEL, pointer: '', window };
    const identity = this.#sources.identities.identify(text, jwt);
    this.#shownTokens.add(identity);
    return {
      jwt: this.#symbols.symbol('jwt', identity),
      header: this.#convertObject(jwt.header, place),
      claims: Object.fromEntries([
        ...this.#convertMembers(Object.entries(jwt.claims), place),
        ...Object.entries(relativeTimes(jwt.claims, window)),
      ]),
      signature: jwt.signature,
    };
  }

  toSymbolText(text: string, formats: readonly Format[] = this.#formats): string {
    const escaped = this.#sources.responses.replaceIn(escapeSymbols(text));
    const withoutTokens = escaped.includes('eyJ')
      ? escaped.replaceAll(TOKEN_IN_TEXT, (token) => this.#nameToken(token))
      : escaped;
    const named =
      formats.length === 0 ? withoutTokens : replaceWords(withoutTokens, (word) => this.#nameWord(word, formats));
    if (named.length < UUID_LENGTH) {
      return named;
    }
    return named.replaceAll(UUID_IN_TEXT, (id) => {
      const recognised = uuid.recognise(id);
      return recognised?.kind === 'identifier' ? this.#nameIdentifier(recognised) : id;
    });
  }

  #nameWord(word: string, formats: readonly Format[]): string | undefined {
    const recognised = recogniseText(word, formats);
    return recognised?.kind === 'identifier' ? this.#nameIdentifier(recognised) : undefined;
  }

  /** Where no earlier value has shown what the token says, it says so itself. */
  #nameToken(token: string): string {
    const jwt = decodeJwt(token);
    if (jwt === undefined) {
      return token;
    }
    const identity = this.#sources.identities.identify(token, jwt);
    if (this.#order === undefined || this.#shownTokens.has(identity)) {
      return this.#symbols.symbol('jwt', identity);
    }
    const { jwt: name, ...parts } = this.#convertToken(token, jwt, undefined);
    return `${name} ${JSON.stringify(parts)}`;
  }

  /** The same places come again with every step. */
  #findRules({ channel, pointer }: Place): PlaceRules {
    const own = this.#getRules(channel);
    if (own.rules.length === 0 && own.findFormatsAt === undefined) {
      return NO_RULES;
    }
    const known = own.atPlaces.get(pointer);
    if (known !== undefined) {
      return known;
    }
    const rules = own.rules.filter((rule) => matchesPointer(rule.pointer, pointer));
    const found = {
      kind: rules.find(({ as }) => !isOfFormats(as))?.as,
      formats: [...(own.findFormatsAt?.(pointer) ?? []), ...listFormats(rules)],
    };
    own.atPlaces.set(pointer, found);
    return found;
  }

  #getRules(channel: string): ChannelRules {
    const known = this.#rules.get(channel);
    if (known !== undefined) {
      return known;
    }
    const own: ChannelRules = {
      rules: this.#sources.rules.filter((rule) => rule.channel === channel),
      findFormatsAt: channel === NO_CHANNEL ? undefined : findChannel(channel).findFormatsAt,
      atPlaces: new Map(),
    };
    this.#rules.set(channel, own);
    return own;
  }
}

interface PlaceRules {
  readonly kind: RuleKind | undefined;
  /** Recognised there beside those that are recognised everywhere. */
  readonly formats: readonly Format[];
}

const NO_RULES: PlaceRules = { kind: undefined, formats: [] };

function listFormats(rules: readonly Rule[]): readonly Format[] {
  const names = new Set<string>(rules.flatMap(({ as }) => (isOfFormats(as) ? as.formats : [])));
  return NAMED_FORMATS.filter(({ name }) => names.has(name));
}

/** No text of a format is shorter, and none that a system makes is longer. Most texts need not be looked at. */
const SHORTEST_FORMAT = '2026-01-01 00:00:00'.length;
const LONGEST_FORMAT = 512;

function recognise(text: string): Recognised | undefined {
  return text.length < SHORTEST_FORMAT || text.length > LONGEST_FORMAT ? undefined : recogniseText(text, FORMATS);
}

function readMoment(text: string): Moment | undefined {
  const recognised = recognise(text);
  return recognised?.kind === 'moment' ? { form: recognised.form, ms: recognised.ms, text } : undefined;
}

function mayHoldSymbol(name: string): boolean {
  return name.length >= UUID_LENGTH || name.includes('<');
}

/** The earliest moment of an object, of the run where there is one. */
function findEarliest(moments: readonly (Moment | undefined)[], window: RunWindow | undefined): number {
  const all = moments.flatMap((moment) => moment?.ms ?? []);
  if (all.length === 0) {
    return Number.POSITIVE_INFINITY;
  }
  const ofRun = window === undefined ? [] : all.filter((ms) => isInside(ms, window));
  return Math.min(...(ofRun.length > 0 ? ofRun : all));
}
