import type { JsonObject, StubError, StubReply } from 'ultra-parity';
import type { LlmErrorKind, ProviderName } from '#server/ports/llm-provider.ts';
import { parseGiven } from './given.ts';

/**
 * Answers are told apart by their words, so a scenario that asks more than once needs different ones
 * (docs/discoveries/0004-equal-answers.md).
 */
const BY_QUESTION: readonly StubReply[] = ['first', 'second', 'last'].flatMap((which) => [
  {
    promptIncludes: new RegExp(`You merge answers[^]*What came ${which}`),
    text: `Together they hold that the ${which} came when it had to.`,
  },
  ...(['openai', 'google'] as const).flatMap((provider): StubReply[] => [
    {
      provider,
      promptIncludes: new RegExp(`You review[^]*What came ${which}`),
      text: `Reviewed by ${provider}: the ${which} came as the draft says.`,
    },
    {
      provider,
      promptIncludes: `What came ${which}`,
      text: `In the opinion of ${provider} the ${which} came in its own time.`,
    },
  ]),
]);

const ANSWERS: readonly StubReply[] = [
  ...BY_QUESTION,
  // An answer may begin like an error message and is none.
  {
    provider: 'openai',
    promptIncludes: /^What does Error: mean/,
    text: 'Error: at the start of a line says that a program gave up, and what follows says at what.',
  },
  { promptIncludes: /Reply with the word OK/, text: 'OK, and so this key of mine works.' },
  {
    promptIncludes: /You merge answers/,
    text: 'Start with a schema both services agree on, expand it before you contract it, and move the writers before the readers. Roll out behind a flag, watch the error rate of each step, and keep the way back open until the old column has been unused for a full release.',
  },
  {
    provider: 'openai',
    promptIncludes: /You review and revise/,
    text: 'Expand the schema first, write to both places, backfill in batches, then switch reads behind a flag and contract last. Each step can be rolled back on its own.',
  },
  {
    provider: 'anthropic',
    promptIncludes: /You review and revise/,
    text: 'I would keep the expand and contract order, add the flag that the other draft asks for, and make the backfill idempotent so that it can be interrupted. Measure before you contract.',
  },
  {
    provider: 'google',
    promptIncludes: /You review and revise/,
    text: 'Agreed on expand, migrate, contract. Add a check that compares old and new values for a sample of rows, and only drop the old column after a release without a mismatch.',
  },
  {
    provider: 'openai',
    text: 'Add the new column beside the old one, write to both, backfill the history in batches, switch the reads, and drop the old column last.',
  },
  {
    provider: 'anthropic',
    text: 'Treat it as three deployments: one that can live with both schemas, one that migrates the data, and one that no longer knows the old schema. None of them locks the table.',
  },
  {
    provider: 'google',
    text: 'Use expand, migrate, contract. The application has to tolerate both shapes while the migration runs, and a backfill job moves the rows in small batches.',
  },
];

/** What each provider says when it fails; `retry-after` where the scenario asks for it. */
const ERRORS: Readonly<Partial<Record<LlmErrorKind, StubError>>> = {
  authentication: { status: 401 },
  rate_limited: { status: 429 },
  server: { status: 500 },
  // https://platform.openai.com/docs/guides/error-codes
  quota: { status: 429, body: { type: 'insufficient_quota', code: 'insufficient_quota' } },
  // https://learn.microsoft.com/azure/ai-services/openai/concepts/content-filter
  content_filtered: {
    status: 400,
    body: { code: 'content_filter', message: 'The prompt was filtered: content_filter.' },
  },
};

/** What a provider says where the status that a scenario asks for does not tell. */
const WORDS: Readonly<Record<string, Readonly<Partial<Record<LlmErrorKind, Pick<StubError, 'body'>>>>>> = {
  // https://ai.google.dev/gemini-api/docs/troubleshooting: a wrong key is no 401.
  google: { authentication: { body: { message: 'API key not valid. Please pass a valid API key.' } } },
};

/** Nobody who gave up is still there after that. */
const SILENCE_MS = 60_000;

/** What the stand-in upstream answers: prose that reads like an answer, and the errors that a scenario asks for. */
export function stubReplies(given: JsonObject): readonly StubReply[] {
  const faults = Object.entries(parseGiven(given).llm ?? {}).map(
    ([provider, { kind, httpStatus, times, retryAfterMs, systemIncludes }]): StubReply => {
      const asked = {
        provider: provider as ProviderName,
        ...(systemIncludes === undefined ? {} : { promptIncludes: systemIncludes }),
      };
      if (kind === 'timeout') {
        return { ...asked, delayMs: SILENCE_MS, text: 'Too late.' };
      }
      const error = ERRORS[kind];
      if (error === undefined) {
        throw new TypeError(`The stand-in cannot play the fault ${kind}`);
      }
      return {
        ...asked,
        ...(times === undefined ? {} : { times }),
        error: {
          ...error,
          ...(httpStatus === undefined ? {} : { status: httpStatus, ...WORDS[provider]?.[kind] }),
          ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        },
      };
    },
  );
  return [...faults, ...ANSWERS];
}
