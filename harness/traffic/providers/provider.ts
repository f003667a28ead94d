import type { LlmOutcome, LlmRequest } from '../../evidence/llm-call.ts';
import type { Json, JsonObject } from '../../values/json.ts';
import type { ProviderSdk } from './sdk-call.ts';

/**
 * Everything that is known of one LLM provider. Nothing outside `providers/` names one: what needs to know a provider
 * folds over `PROVIDERS` (providers.ts), where a new one is a line.
 */
export interface Provider<Name extends string = string> {
  /** Lower-case letters. It names the provider in calls, in the coverage and in the paths of the gateway. */
  readonly name: Name;
  /** Scheme and host of the public API, without a path. */
  readonly origin: string;
  readonly baseUrl: BaseUrl;
  readonly protocol: LlmProtocol;
  readonly keys: ProviderKeys;
  readonly errors: ProviderErrors;
  /** Headers with a meaning of their own, which a cassette keeps. Credentials and client versions are not among them. */
  readonly keptHeaders: { readonly request: RegExp; readonly response: RegExp };
  /** Where the parts of a request stand. */
  readonly places: RequestPlaces;
  /** The ids that it makes up, each as the source of a regular expression that fits the whole id. */
  readonly generatedIds: readonly string[];
  readonly importHints: ImportHints;
  /** How its SDKs name themselves in `user-agent` or `x-goog-api-client`, version in the first group, by npm package. */
  readonly clients: Readonly<Record<string, RegExp>>;
  /** The SDK that `fixtures check` gives recorded responses to; null where none is used. */
  readonly sdk: ProviderSdk | null;
  readonly stub: StubDialect;
  readonly faults: FaultDialect;
}

/** How a client is pointed at another server than the provider's own. */
export interface BaseUrl {
  /** What its SDKs expect after the host, such as `/v1`; empty where they add all of it. */
  readonly path: string;
  /** The environment variable that its SDKs read, or that users give the value by. */
  readonly variable: string;
}

export interface ProviderKeys {
  /** The environment variables that hold a key, the preferred one first. */
  readonly variables: readonly string[];
  /** Where a request carries the key, beside `authorization: Bearer`. */
  readonly headers: readonly string[];
  readonly queryParameters: readonly string[];
  /** The headers that a request with this key needs. */
  authorize(key: string): Readonly<Record<string, string>>;
}

/** Error bodies in the provider's own shape, which its SDK reads the message from. */
export interface ProviderErrors {
  /** For a request that no recording answers. */
  unrecorded(message: string): Json;
  readonly rateLimited: Json;
}

/** Members of the request's body, by the names in the first segment of their pointers. */
export interface RequestPlaces {
  readonly prompt: readonly string[];
  readonly tools: readonly string[];
  /** Where the path of the URL names the model, a pattern with the model as its first group. */
  readonly modelInPath: RegExp | null;
}

/** What tells that a request is for this provider where a recorder did not store the host. */
export interface ImportHints {
  /** A header that only its requests have. */
  readonly header: string | null;
  /** Words in the path of a file that decide between providers with the same paths. */
  readonly folders: readonly string[];
  /** Paths of its API. */
  readonly paths: RegExp;
  /** Paths that are its own where no provider knows them. */
  readonly otherPaths: RegExp | null;
  /** Paths below its base URL, as recorders store them that were given that URL. */
  readonly pathsBelowBase: RegExp | null;
}

/** What `stub-upstream.ts` needs to answer as this provider does. */
export interface StubDialect {
  usage(inputTokens: number, outputTokens: number): Readonly<Record<string, number>>;
  /** The name of an error by HTTP status; any other is `invalid_request_error` below 500, else `api_error`. */
  readonly errorTypes: Readonly<Record<number, string>>;
  readonly errorCodes: Readonly<Record<number, string>>;
  /** For a provider with the paths of OpenAI, whose stub it uses: what differs between the two. */
  readonly translation?: StubTranslation;
}

export interface StubTranslation {
  /** The request as OpenAI would have it. */
  toRequest(body: JsonObject): JsonObject;
  toErrorBody(error: StubErrorFacts): Json;
}

export interface StubErrorFacts {
  readonly status: number;
  readonly message: string;
  readonly type: string;
  readonly code: string | null;
}

/** How a recorded response is changed into one that went wrong, one JSON object of a body or an event at a time. */
export interface FaultDialect {
  /** The same object, ended for this reason in the provider's own word. */
  endFor(object: JsonObject, reason: string): JsonObject;
  /** The same object, with tool calls that hold no arguments. */
  withoutToolArguments(object: JsonObject): JsonObject;
}

/**
 * What a provider is asked to do. `chat` stands for OpenAI chat completions, Anthropic messages and Google
 * generateContent; `responses` for the OpenAI Responses API.
 */
export type LlmOperation = 'chat' | 'responses' | 'embeddings' | 'models' | 'count_tokens';

export interface ParsedLlmRequest {
  readonly operation: LlmOperation;
  readonly model: string;
  readonly request: LlmRequest;
}

/** An HTTP response as it was received, content-encoding removed. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** What one LLM provider says over HTTP, read in terms that every provider shares. */
export interface LlmProtocol {
  /** The call that this request makes, or null when it is none that is understood (it can still be recorded and replayed). */
  parseRequest(method: string, url: URL, body: Json): ParsedLlmRequest | null;
  /**
   * `broken` when the response is not whole by the provider's protocol, even if the connection ended well. `operation` is
   * what was asked for, `chat` without it.
   */
  parseResponse(response: ReceivedResponse, operation?: LlmOperation): LlmOutcome;
}
