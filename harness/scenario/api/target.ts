import type { AuditEvent } from '../../evidence/audit-event.ts';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import type { OutgoingCall } from '../../evidence/llm-call.ts';
import type { OutgoingRequest } from '../../evidence/outgoing-request.ts';
import type { StartOutcome, Tables } from '../../evidence/step.ts';
import type { ProviderUrls } from '../../traffic/api/provider-urls.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import type { Environment } from './environment.ts';
import type { HttpResponse } from './http-response.ts';
import type { TargetOptions } from './target-option.ts';

/** A system under test started in one way. */
export interface Target {
  /**
   * `scripted`: doubles answer inside the server. `recorded`: calls leave the server, which runs in this process, and a
   * cassette answers them. `gateway`: the server runs elsewhere and sends its calls to a gateway, which plays the cassette.
   */
  readonly traffic: 'scripted' | 'recorded' | 'gateway';
  /**
   * What its witness must show, by place (RFC 6901): a value, or `present` for any but null, 0 and false. A target that
   * shows something else was not what it is called.
   */
  readonly requiredWitness?: Readonly<Record<string, Json>>;
  /**
   * Why this target has no witness, such as `'a stub without state'`. A target that proves nothing about itself and does not
   * say so is inconclusive.
   */
  readonly unwitnessed?: string;
  /** Options of the command line that this target understands: `--postgres embedded` reaches `prepare` as `options.postgres`. */
  readonly options?: TargetOptions;
  /** The address that the gateway of such a target listens on, from the data of `prepare`; 127.0.0.1 where it is left out. */
  gatewayHost?(prepared: Json): string;
  /** Once a run, in the process of the command: what all scenarios share, such as a database server. */
  prepare?(run: PrepareRequest): Promise<PreparedTarget>;
  /** Once a scenario: what this scenario alone uses. Nothing listens yet. */
  setUp(request: SetUpRequest): Promise<TargetInstance>;
}

export interface PrepareRequest {
  readonly runId: string;
  readonly env: Environment;
  /** What the command line asked for: `{ postgres: 'embedded' }`. */
  readonly options: Readonly<Record<string, string | undefined>>;
  readonly progress: (line: string) => void;
}

export interface PreparedTarget extends AsyncDisposable {
  /** Reaches `setUp` in another process, so it is plain JSON. */
  readonly data: Json;
  /** What the target is, proven: versions, system identifiers, digests. */
  readonly witness: JsonObject;
  /** The line that shows a person what a scenario left behind; only where `options.keep` asked for that to stay. */
  inspectCommand?(scenarioId: string): string;
}

export interface SetUpRequest {
  readonly scenario: { readonly id: string; readonly title: string };
  /** What the scenario asked for, in words of the project. */
  readonly given: JsonObject;
  readonly prepared: Json;
  readonly env: Environment;
  /** Where a server in another process sends its LLM calls; only for traffic through a gateway. */
  readonly llm: ProviderUrls | undefined;
  /**
   * Where such a server sends the requests for what `upstreams` of the configuration lists, by origin:
   * `{ 'https://api.stripe.com': 'http://127.0.0.1:4010/...' }`. Only for traffic through a gateway.
   */
  readonly upstreams?: Readonly<Record<string, string>>;
}

export interface TargetInstance extends AsyncDisposable {
  /** What this target says it is. A value in an observation that equals its fact is no divergence. */
  readonly facts: JsonObject;
  start(): Promise<StartResult>;
  /**
   * Tells the system to stop, as its operator would, and again when it is called again. Resolves when the system knows:
   * from then on, requests are answered by a system that stops. Leave it out where the system cannot be told.
   */
  stop?(): Promise<StopHandle>;
  /** The calls that scripted doubles received, in the order in which they started. */
  calls?(): readonly OutgoingCall[];
  /**
   * The other requests that scripted doubles stand for, such as a payment, in the order in which they started. Two targets
   * are compared in them: leave `headers` out where a double knows none.
   */
  outgoing?(): readonly OutgoingRequest[];
  /**
   * Every structured event that the system has logged so far, in order. `answered` are the answers that have just come, and
   * so many requests have just been `abandoned` before an answer began: the target waits until what they caused has been
   * logged, for a while. Leave it out where the log cannot be read.
   */
  audit?(answered: readonly HttpResponse[], abandoned?: number): Promise<readonly AuditEvent[]>;
  tables?(): Promise<Tables>;
  /** The line that shows a person what it stores, while it runs. */
  inspectCommand?(): string;
  /**
   * What the channels of the configuration show after the last step, by name, such as the mails that were sent. Each waits
   * until what the scenario caused is there.
   */
  readonly channels?: Readonly<Record<string, () => Promise<Json>>>;
  /** Proves what the target was while the scenario ran; a fault when it cannot. */
  witness?(): Promise<TargetWitness>;
}

export type StartResult =
  | { readonly outcome: 'listening'; readonly url: string }
  | Extract<StartOutcome, { readonly outcome: 'refused' }>;

export interface StopHandle {
  readonly ended: Promise<StopResult>;
}

export interface StopResult {
  /** What the process ended with; in process 0, for a system that stopped without an error. */
  readonly exitCode: number;
}

export interface TargetWitness {
  readonly facts: JsonObject;
  readonly faults: readonly EvidenceFault[];
}
