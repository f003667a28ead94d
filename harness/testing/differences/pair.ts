import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AuditEvent } from '../../evidence/audit-event.ts';
import type { DivergenceKind } from '../../evidence/divergence.ts';
import type { OutgoingCall } from '../../evidence/llm-call.ts';
import type { OutgoingRequest } from '../../evidence/outgoing-request.ts';
import type { Rule } from '../../evidence/rule.ts';
import type { Tables } from '../../evidence/step.ts';
import type { Drive } from '../../scenario/api/scenario-context.ts';
import type { StartResult } from '../../scenario/api/target.ts';
import type { Json } from '../../values/json.ts';

/** What one target does. Everything that is left out is the same on every target. */
export interface Behaviour {
  /** Answers a request; `count` is 1 for the first one of the scenario. */
  readonly respond?: (response: ServerResponse, request: IncomingMessage, count: number) => void | Promise<void>;
  readonly calls?: readonly OutgoingCall[];
  readonly outgoing?: readonly OutgoingRequest[];
  readonly tables?: Tables;
  readonly audit?: readonly AuditEvent[];
  readonly channels?: Readonly<Record<string, Json>>;
  readonly start?: Extract<StartResult, { readonly outcome: 'refused' }>;
  readonly exitCode?: number;
}

/** A behaviour, or what makes one when the scenario runs, where it depends on the time of the run. */
export type Side = Behaviour | (() => Behaviour);

/** Where a difference must be reported: the channel, a pointer that the reported one equals or lies below, the kind. */
export interface Place {
  readonly channel: string;
  readonly pointer: string;
  readonly kind?: DivergenceKind;
}

/** Two targets that differ in exactly one thing, and what must be said of it. */
export interface Pair {
  /** Unique in the whole table. */
  readonly title: string;
  readonly left: Side;
  readonly right: Side;
  /** What the scenario does; one GET request where it is left out. */
  readonly drive?: Drive;
  readonly rules?: readonly Rule[];
  readonly says: Place | 'equal';
}

/** One table of pairs: a label and the two behaviours for each, and what all of them must say. */
export function definePairs(
  kind: string,
  says: Place | 'equal',
  rows: readonly (readonly [label: string, left: Side, right: Side, says?: Place])[],
  options: Pick<Pair, 'drive' | 'rules'> = {},
): Pair[] {
  return rows.map(([label, left, right, own]) => ({
    title: `${kind}: ${label}`,
    left,
    right,
    says: own ?? says,
    ...options,
  }));
}

export const BODY: Place = { channel: 'http', pointer: '/response/body' };

/** A header in the canonical response. */
export function atHeader(name: string): Place {
  return { channel: 'http', pointer: `/response/headers/${name}` };
}
