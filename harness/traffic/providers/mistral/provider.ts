import { openai } from '../openai/provider.ts';
import type { Provider } from '../provider.ts';
import { mistralProtocol } from './protocol.ts';

/** https://docs.mistral.ai/api: chat completions as OpenAI has them, with ids, errors and finish reasons of its own. */
export const mistral: Provider<'mistral'> = {
  name: 'mistral',
  origin: 'https://api.mistral.ai',
  baseUrl: { path: '', variable: 'MISTRAL_BASE_URL' },
  protocol: mistralProtocol,
  keys: {
    variables: ['MISTRAL_API_KEY'],
    headers: [],
    queryParameters: [],
    authorize: openai.keys.authorize,
  },
  errors: {
    unrecorded: (message) => toError({ message, type: 'ultra_parity_error', code: 'ultra_parity_unrecorded' }),
    rateLimited: toError({ message: 'Rate limit exceeded', type: 'rate_limited', code: '1300' }),
  },
  keptHeaders: { request: /^(?!)$/, response: /^mistral-correlation-id$/ },
  places: { prompt: ['messages', 'prompt', 'suffix', 'input'], tools: ['tools', 'tool_choice'], modelInPath: null },
  generatedIds: [
    // Nine letters and digits, which only their place tells from a word.
    '(?<="tool_call_id":")[A-Za-z0-9]{9}(?=")',
    '(?<="id":")[A-Za-z0-9]{9}(?="(?:,"index":\\d+)?,"type":"function")',
    'ag_[0-9a-f]{32}',
  ],
  importHints: {
    header: null,
    folders: ['mistral'],
    paths:
      /^\/v1\/(?:chat\/completions|fim\/completions|agents|conversations|ocr|embeddings|models|moderations|files)(?:[/?]|$)/,
    otherPaths: null,
    pathsBelowBase: null,
  },
  clients: {
    '@mistralai/mistralai':
      /\b(?:mistral-client-typescript\/|speakeasy-sdk\/typescript (?=.*@mistralai\/mistralai))([\w.-]+)/,
  },
  // The SDK of OpenAI reads these responses: no other is needed.
  sdk: openai.sdk && { ...openai.sdk, offers: (method, url) => OFFERED.test(`${method} ${url.pathname}`) },
  stub: {
    usage: openai.stub.usage,
    errorTypes: {
      401: 'unauthorized',
      422: 'invalid_request_error',
      429: 'rate_limited',
      500: 'internal_server_error',
    },
    errorCodes: { 400: '3051', 429: '1300', 500: '1000', 503: '3505' },
    translation: {
      // It counts the tokens of every stream.
      toRequest: (body) => (body['stream'] === true ? { ...body, stream_options: { include_usage: true } } : body),
      toErrorBody: ({ status, message, type, code }) => {
        switch (status) {
          case 401:
            return { detail: message };
          case 422:
            return { detail: [{ type, loc: ['body'], msg: message }] };
          default:
            return toError({ message, type, code });
        }
      },
    },
  },
  faults: openai.faults,
};

const OFFERED = /^(?:POST \/v1\/(?:chat\/completions|embeddings|moderations)|GET \/v1\/models)$/;

function toError(error: { readonly message: string; readonly type: string; readonly code: string | null }) {
  return { object: 'error', ...error, param: null };
}
