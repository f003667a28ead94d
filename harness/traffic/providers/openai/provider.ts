import { isJsonObject } from '../../../values/json.ts';
import type { Provider } from '../provider.ts';
import { openaiProtocol } from './protocol.ts';
import { openaiSdk } from './sdk.ts';

/** https://platform.openai.com/docs/api-reference, and Azure OpenAI, which takes its key in the header `api-key`. */
export const openai: Provider<'openai'> = {
  name: 'openai',
  origin: 'https://api.openai.com',
  baseUrl: { path: '/v1', variable: 'OPENAI_BASE_URL' },
  protocol: openaiProtocol,
  keys: {
    variables: ['OPENAI_API_KEY'],
    headers: ['api-key'],
    queryParameters: [],
    authorize: (key) => ({ authorization: `Bearer ${key}` }),
  },
  // https://platform.openai.com/docs/guides/error-codes
  errors: {
    unrecorded: (message) => ({
      error: { message, type: 'ultra_parity_error', param: null, code: 'ultra_parity_unrecorded' },
    }),
    rateLimited: {
      error: {
        message: 'Too many requests. Try again later.',
        type: 'rate_limit_error',
        param: null,
        code: 'rate_limit_exceeded',
      },
    },
  },
  keptHeaders: {
    request: /^openai-beta$/,
    response: /^openai-(?:model|processing-ms|version)$/,
  },
  places: { prompt: ['messages', 'input', 'prompt'], tools: ['tools', 'tool_choice'], modelInPath: null },
  generatedIds: ['(?:call|fc|rs|msg|resp|chatcmpl|ws|item|req)[-_][A-Za-z0-9_-]{8,}'],
  importHints: {
    header: null,
    folders: ['openai'],
    paths:
      /^\/v1\/(?:chat|completions|responses|embeddings|moderations|images|audio|files|batches|models(?!\/[^/]+:))(?:[/?]|$)/,
    otherPaths: /^\/v1\//,
    pathsBelowBase:
      /^\/(?:chat\/completions|completions|responses|embeddings|moderations|images|audio|models|files)(?:[/?]|$)/,
  },
  clients: { openai: /\bOpenAI\/JS ([\w.-]+)/ },
  sdk: openaiSdk,
  stub: {
    usage: (input, output) => ({ prompt_tokens: input, completion_tokens: output, total_tokens: input + output }),
    errorTypes: { 429: 'rate_limit_error', 500: 'server_error', 503: 'server_error' },
    errorCodes: { 401: 'invalid_api_key', 404: 'model_not_found', 429: 'rate_limit_exceeded' },
  },
  faults: {
    endFor: (object, reason) => {
      if (object['object'] === 'response' && object['status'] === 'completed') {
        return { ...object, status: 'incomplete', incomplete_details: { reason } };
      }
      if (object['type'] === 'response.completed') {
        return { ...object, type: 'response.incomplete' };
      }
      return typeof object['finish_reason'] === 'string' ? { ...object, finish_reason: reason } : object;
    },
    withoutToolArguments: (object) => {
      const called = object['function'];
      if (isJsonObject(called) && typeof called['arguments'] === 'string') {
        return { ...object, function: { ...called, arguments: '' } };
      }
      switch (object['type']) {
        case 'function_call':
        case 'response.function_call_arguments.done':
          return { ...object, arguments: '' };
        case 'response.function_call_arguments.delta':
          return { ...object, delta: '' };
        default:
          return object;
      }
    },
  },
};
