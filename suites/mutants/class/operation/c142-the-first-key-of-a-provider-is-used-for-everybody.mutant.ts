import { defineMutant } from 'ultra-parity';

export const mutant = defineMutant({
  id: 'C142',
  title: 'with the SDKs, the first key of a person is used for everybody',
  tier: 'C',
  origin: 'a cache that forgets what it is a cache of',
  edits: [
    {
      file: 'server/compose.ts',
      find: '  const gate = new Gate(config.llmConcurrency);\n  const llmWithKey =\n    overrides.llmWithKey ??\n    ((provider, apiKey) => {\n      const { baseUrl } = config.providers[provider];\n      const sdk = sdkProvider(provider, { apiKey, baseUrl, timeoutMs: config.llmTimeoutMs });',
      replace:
        '  const gate = new Gate(config.llmConcurrency);\n  const kept = new Map<string, LlmProvider>();\n  const llmWithKey =\n    overrides.llmWithKey ??\n    ((provider, apiKey) => {\n      const { baseUrl } = config.providers[provider];\n      const isOwn = apiKey === config.providers[provider].apiKey;\n      const sdk = kept.get(provider + String(isOwn)) ?? sdkProvider(provider, { apiKey, baseUrl, timeoutMs: config.llmTimeoutMs });\n      kept.set(provider + String(isOwn), sdk);',
    },
  ],
  expect: { scenario: 'keys/replaced-keys/asks-*', channel: 'calls', kind: 'value', pointer: '/*/key' },
});
