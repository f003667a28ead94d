import type { Provider } from '../provider.ts';
import { anthropicMessages } from './messages.ts';
import { anthropicSdk } from './sdk.ts';

/** https://docs.anthropic.com/en/api */
export const anthropic: Provider<'anthropic'> = {
  name: 'anthropic',
  origin: 'https://api.anthropic.com',
  baseUrl: { path: '', variable: 'ANTHROPIC_BASE_URL' },
  protocol: anthropicMessages,
  keys: {
    variables: ['ANTHROPIC_API_KEY'],
    headers: ['x-api-key'],
    queryParameters: [],
    authorize: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
  },
  // https://docs.anthropic.com/en/api/errors
  errors: {
    unrecorded: (message) => ({ type: 'error', error: { type: 'ultra_parity_error', message } }),
    rateLimited: { type: 'error', error: { type: 'rate_limit_error', message: 'Too many requests. Try again later.' } },
  },
  keptHeaders: { request: /^anthropic-(?:version|beta)$/, response: /^anthropic-ratelimit-.*$/ },
  places: { prompt: ['messages', 'system'], tools: ['tools', 'tool_choice'], modelInPath: null },
  generatedIds: ['(?:toolu|srvtoolu|msg|req)[-_][A-Za-z0-9_-]{8,}'],
  importHints: {
    header: 'anthropic-version',
    folders: ['anthropic'],
    paths: /^\/v1\/(?:messages\b|complete$|files\b|models\b(?!\/[^/]+:))/,
    otherPaths: null,
    pathsBelowBase: null,
  },
  clients: { '@anthropic-ai/sdk': /\bAnthropic\/JS ([\w.-]+)/ },
  sdk: anthropicSdk,
  stub: {
    usage: (input, output) => ({ input_tokens: input, output_tokens: output }),
    errorTypes: {
      401: 'authentication_error',
      403: 'permission_error',
      404: 'not_found_error',
      413: 'request_too_large',
      429: 'rate_limit_error',
      529: 'overloaded_error',
    },
    errorCodes: {},
  },
  faults: {
    endFor: (object, reason) =>
      typeof object['stop_reason'] === 'string' ? { ...object, stop_reason: reason } : object,
    withoutToolArguments: (object) => {
      switch (object['type']) {
        case 'tool_use':
          return { ...object, input: {} };
        case 'input_json_delta':
          return { ...object, partial_json: '' };
        default:
          return object;
      }
    },
  },
};
