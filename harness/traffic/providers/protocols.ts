import { anthropic } from './anthropic/anthropic.ts';
import { google } from './google/google.ts';
import type { LlmProtocol } from './llm-protocol.ts';
import { openai } from './openai/openai.ts';

/** Every provider whose traffic is understood. */
export const PROTOCOLS: readonly LlmProtocol[] = [openai, anthropic, google];

export function protocolOf(url: URL): LlmProtocol | null {
  return PROTOCOLS.find((protocol) => protocol.origin === url.origin) ?? null;
}
