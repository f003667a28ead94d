import type { Exemption } from '../../evidence/coverage-expectation.ts';
import type { Rule } from '../../evidence/rule.ts';
import type { StubReply } from '../../traffic/api/stub-reply.ts';
import type { Upstreams } from '../../traffic/api/upstreams.ts';
import type { VolatilePlace } from '../../traffic/api/volatile-place.ts';
import type { TrafficFault } from '../../traffic/cassette/traffic-fault.ts';
import type { Harmless } from '../../traffic/secrets/harmless.ts';
import type { FormatName } from '../../values/formats/formats.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import type { Environment } from './environment.ts';
import type { GeneratedRequest } from './generated-request.ts';
import type { Target } from './target.ts';
import type { TargetOptions } from './target-option.ts';

/** What a project tells the harness: its targets, its scenarios and the variations that are legitimate in it. */
export interface ParityConfig {
  /** The folder that holds the `*.scenario.ts` files, relative to the configuration. */
  readonly scenarios: string;
  /** The folder that holds the cassettes, relative to the configuration. */
  readonly cassettes: string;
  /** Every target by name, the reference first: the others are compared with it. */
  readonly targets: Readonly<Record<string, Target>>;
  readonly rules: readonly Rule[];
  /**
   * Formats of identifiers and times that the system makes anew in every run, and that a word or number could have by chance.
   * A divergence between two values of one says which to add. UUIDs, times of RFC 3339, SQL and HTTP, password hashes and
   * JWTs are recognised without being named.
   *
   * @example formats: ['ulid', 'epoch-ms']
   */
  readonly formats?: readonly FormatName[];
  /**
   * What is compared in addition to the built-in channels, such as `mail`. Every target must show each of them. Rules, waivers and
   * mutants name them as they do the others.
   */
  readonly channels?: readonly string[];
  /** Options of the command line that the targets understand, in addition to those that the targets declare themselves. */
  readonly options?: TargetOptions;
  /**
   * The hosts beside the LLM providers that the system sends requests to, on this machine too, by origin; `*` stands for
   * any text. The name of a provider: a model that speaks its protocol. `http`: any other server; its traffic is recorded,
   * replayed and compared on the channel `outgoing`. `allowed`: requests go there unseen. A request to any other host is
   * refused.
   *
   * @example upstreams: { 'https://api.stripe.com': 'http', 'http://localhost:11434': 'openai' }
   */
  readonly upstreams?: Upstreams;
  /**
   * Places of outgoing requests whose value is another in every run. They do not decide whether a request is the recorded
   * one; what the targets send there is compared all the same.
   *
   * @example volatile: [{ pointer: '/messages/0/content', pattern: 'Today is .*', reason: 'the date' }]
   */
  readonly volatile?: readonly VolatilePlace[];
  /**
   * What goes wrong with the recorded traffic of a scenario, on targets whose calls leave the server: `reset()`,
   * `rateLimited({ times: 2, retryAfterMs: 10 })`. The doubles of other targets have to fail alike.
   */
  trafficFaults?(given: JsonObject): readonly TrafficFault[];
  /** What the stub upstream answers while a scenario is recorded without keys. */
  stubReplies?(given: JsonObject): readonly StubReply[];
  /** Whether a scenario is recorded against the stand-in even with keys: no live provider fails on command. */
  recordFromStub?(given: JsonObject): boolean;
  /** The provider keys found in the environment. Recording goes to the live APIs only when every one is there. */
  liveKeys?(env: Environment): Readonly<Record<string, string | undefined>>;
  /**
   * Values that must never reach the disk or the terminal, in addition to those that look like a secret, the live keys, and the
   * variables of the environment whose name says that they are one (`*_TOKEN`, `*_PASSWORD`, `*_API_KEY`).
   */
  knownSecrets?(env: Environment): readonly string[];
  /**
   * Values that look like a secret and are none, by SHA-256 and place. A refused recording prints the line to add.
   *
   * @example harmless: [{ sha256: '9f86d0...', place: 'cassettes/**', reason: 'the key in the example of the docs' }]
   */
  readonly harmless?: readonly Harmless[];
  /** Values that cassettes hold under a name, `{{NAME}}`, such as the id of an organisation. */
  placeholders?(env: Environment): Readonly<Record<string, string>>;
  /** What `parity up` tells a person about the system that listens there, such as how to get a token. */
  welcome?(url: string): string;
  /** What `parity doctor` reports in addition to its own checks. */
  inspect?(env: Environment): Promise<readonly Check[]>;
  /** What must be seen before a run of the whole suite says anything. */
  readonly coverage?: CoverageConfig;
  /** Who takes part in the sequences of `parity explore`; it needs `expects` as well. */
  readonly exploration?: ExplorationConfig;
  /** The YAML file of waivers, relative to the configuration; `parity.waivers.yaml` unless it says otherwise. */
  readonly waivers?: string;
  /** The folder that holds the mutants of `parity prove`, relative to the configuration. */
  readonly mutants?: string;
}

/** The source of the cells that a run must cover: every documented answer, access state and provider, on every target. */
export interface CoverageConfig {
  /** The OpenAPI document (3.0 or 3.1) of the system under test. */
  openapi(): Promise<JsonObject>;
  /** What the `code` of a 401 says about who asked: `{ token_expired: 'expired' }`. Nobody is `anonymous`. */
  readonly accessStates?: Readonly<Record<string, string>>;
  /** The providers that an operation asks, by `POST /api/analyze`. */
  readonly providers?: Readonly<Record<string, readonly string[]>>;
  /** Cells that no scenario can show. They are counted, and shown with their reason. */
  readonly unreachable?: readonly Exemption[];
}

/** What `parity explore` starts from, and what it leaves alone. */
export interface ExplorationConfig {
  /** Calls that come before the generated ones, such as those that sign people up and name their tokens. */
  readonly setup?: readonly GeneratedRequest[];
  /** Operations that are left out, by `DELETE /api/everything`. Without `stubReplies`, so are those that ask a model. */
  readonly exclude?: readonly string[];
  /** Operations that are called rarely, such as signing out, after which little else works. */
  readonly lowFrequency?: readonly string[];
  /** Values that the system knows where the document only says `string`, by the name of the property or parameter. */
  readonly values?: Readonly<Record<string, readonly Json[]>>;
}

/** One thing that a machine offers or lacks. */
export interface Check {
  readonly name: string;
  /** `missing`: nothing can be run without it. `warning`: something is wrong. `optional`: nothing is, but more could be done. */
  readonly status: 'ok' | 'missing' | 'warning' | 'optional';
  readonly detail: string;
  /** The next command, where there is one. */
  readonly next?: string;
}

/** Declares a parity run; the identity function, for the types. */
export function defineParity(config: ParityConfig): ParityConfig {
  return config;
}
