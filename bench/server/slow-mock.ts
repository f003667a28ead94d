/** The server in mock mode with providers that take a minute, so that every stream stays open. */
import { parseConfig } from '../../server/config.ts';
import { start } from '../../server/start.ts';

const config = parseConfig({ ...process.env, ULTRA_MODE: 'mock', PORT: '0', LLM_TIMEOUT_MS: '60000' });
if (config.mode !== 'mock') {
  throw new TypeError('ULTRA_MODE=mock gave another mode');
}
const slow = { kind: 'timeout' } as const;
const server = await start(
  { ...config, passwordCost: 4, llmFaults: { openai: slow, anthropic: slow, google: slow } },
  { logger: { log: () => {} } },
);
console.log(JSON.stringify({ url: server.url }));
