import type { StreamEvent } from '../values/event-stream.ts';
import type { Json, JsonObject } from '../values/json.ts';
import type { AuditEvent } from './audit-event.ts';
import type { EvidenceFault } from './evidence-fault.ts';
import type { LlmCall } from './llm-call.ts';
import type { StepTime } from './step-time.ts';

/**
 * What one scenario did on one target: plain JSON, complete enough that the verdict can be computed again from it on
 * another machine. Secrets are replaced before a transcript exists.
 */
export interface Transcript {
  readonly schema: 'ultra-parity/transcript/v1';
  readonly scenario: ScenarioIdentity;
  readonly target: string;
  /** What the target says it is (`mode`, `database`...). A value in an observation that equals its fact is no divergence. */
  readonly facts: JsonObject;
  readonly steps: readonly Step[];
  /** Rows after the last step, as logical tables; null where the target has none or never started. */
  readonly tables: Tables | null;
  /** What the project's own channels showed after the last step. */
  readonly channels?: OwnChannels;
  readonly faults: readonly EvidenceFault[];
  /** What the target proved to be while this scenario ran. */
  readonly witness: JsonObject;
  readonly durationMs: number;
}

export interface ScenarioIdentity {
  /** Path of the scenario file below its root and a slug of the title: `accounts/login/refuses-a-wrong-password`. */
  readonly id: string;
  readonly title: string;
  /** Relative to the project, for people. */
  readonly file: string;
}

/** One thing the scenario did, and everything that could be seen of it. */
export interface Step {
  /** For people: `POST /api/auth/login`. */
  readonly label: string;
  readonly http?: HttpExchange;
  /** Identical requests that were sent at once; a step has this, `abort` or `http`. */
  readonly concurrently?: ConcurrentExchange;
  /** A request whose client went away before an answer began. */
  readonly abort?: AbandonedRequest;
  readonly start?: StartOutcome;
  /** How the system ended that was told to stop; it stands on the channel `start`. */
  readonly stop?: StopOutcome;
  /** What came over a response of type `text/event-stream`; the body of `http` is then null. */
  readonly stream?: readonly StreamEvent[];
  readonly tables?: Tables;
  readonly channels?: OwnChannels;
  /** In the order in which they started. */
  readonly calls: readonly LlmCall[];
  /** What the system logged, in the order in which it did; absent where the target offers no events. */
  readonly audit?: readonly AuditEvent[];
  /** Of a request alone: how long starting a system takes belongs to the way it is started. */
  readonly time?: StepTime;
  readonly expectations: readonly Json[];
}

export interface HttpExchange {
  readonly request: HttpRequest;
  readonly response: HttpResponse;
}

/** One request, sent several times at once, and every answer to it. Which copy got which answer has no meaning. */
export interface ConcurrentExchange {
  readonly request: HttpRequest;
  readonly responses: readonly HttpResponse[];
}

export interface AbandonedRequest {
  readonly request: HttpRequest;
}

export interface HttpRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Json;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed JSON, or the text of any other media type, or null when there was none. */
  readonly body: Json;
}

/** What became of starting the system under test. */
export type StartOutcome =
  | { readonly outcome: 'listening' }
  | {
      readonly outcome: 'refused';
      readonly code: string;
      /** What the process would exit with. */
      readonly exitCode: number;
      readonly message: string;
      readonly hint: string;
    };

/** What became of a system that was told to stop. */
export interface StopOutcome {
  readonly outcome: 'stopped';
  /** What its process ended with, or would have. */
  readonly exitCode: number;
  /** What came of a connection to where it had listened. */
  readonly connections: 'refused' | 'accepted';
}

/** The project's own channels by name. */
export type OwnChannels = Readonly<Record<string, Json>>;

/** Logical tables by name, rows by column name. */
export type Tables = Readonly<Record<string, readonly JsonObject[]>>;
