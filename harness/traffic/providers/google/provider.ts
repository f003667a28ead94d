import { isJsonObject } from '../../../values/json.ts';
import type { Provider } from '../provider.ts';
import { googleGenerateContent } from './generate-content.ts';
import { googleSdk } from './sdk.ts';

/** The Gemini API: https://ai.google.dev/api */
export const google: Provider<'google'> = {
  name: 'google',
  origin: 'https://generativelanguage.googleapis.com',
  baseUrl: { path: '', variable: 'GOOGLE_GEMINI_BASE_URL' },
  protocol: googleGenerateContent,
  keys: {
    variables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    headers: ['x-goog-api-key'],
    queryParameters: ['key'],
    authorize: (key) => ({ 'x-goog-api-key': key }),
  },
  // https://ai.google.dev/gemini-api/docs/troubleshooting
  errors: {
    unrecorded: (message) => ({ error: { code: 599, message, status: 'ULTRA_PARITY_UNRECORDED' } }),
    rateLimited: {
      error: { code: 429, message: 'Too many requests. Try again later.', status: 'RESOURCE_EXHAUSTED' },
    },
  },
  keptHeaders: { request: /^(?!)$/, response: /^(?!)$/ },
  places: {
    prompt: ['contents', 'systemInstruction', 'system_instruction'],
    tools: ['tools', 'toolConfig', 'tool_config'],
    modelInPath: /\/models\/([^/:]+):/,
  },
  generatedIds: [],
  importHints: {
    header: 'x-goog-api-key',
    folders: ['google', 'gemini'],
    paths: /^\/v1(?:(?:alpha|beta)\d*\/|\d*\/(?:models\/[^/]+:|cachedContents|batches|interactions|models(?:\?|$)))/,
    otherPaths: null,
    pathsBelowBase: null,
  },
  clients: {
    '@google/generative-ai': /\bgenai-js\/([\w.-]+)/,
    '@google/genai': /\bgoogle-genai-sdk\/([\w.-]+)/,
  },
  sdk: googleSdk,
  stub: {
    usage: (input, output) => ({
      promptTokenCount: input,
      candidatesTokenCount: output,
      totalTokenCount: input + output,
    }),
    errorTypes: {
      400: 'INVALID_ARGUMENT',
      401: 'UNAUTHENTICATED',
      403: 'PERMISSION_DENIED',
      404: 'NOT_FOUND',
      429: 'RESOURCE_EXHAUSTED',
      500: 'INTERNAL',
      503: 'UNAVAILABLE',
      504: 'DEADLINE_EXCEEDED',
    },
    errorCodes: {},
  },
  faults: {
    endFor: (object, reason) =>
      typeof object['finishReason'] === 'string' ? { ...object, finishReason: reason } : object,
    withoutToolArguments: (object) =>
      isJsonObject(object['functionCall'])
        ? { ...object, functionCall: { ...object['functionCall'], args: {} } }
        : object,
  },
};
