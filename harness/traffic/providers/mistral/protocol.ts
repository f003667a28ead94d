import { objectOr, stringOr } from '../../../values/json-access.ts';
import { openaiChat } from '../openai/chat.ts';
import { openaiLists } from '../openai/lists.ts';
import type { LlmProtocol } from '../provider.ts';
import { type FinishReasons, readRefusal } from '../read-outcome.ts';

const FINISH_REASONS: FinishReasons = {
  stop: 'stop',
  length: 'length',
  model_length: 'length',
  tool_calls: 'tool_calls',
};

const CHAT = /\/v1\/(?:chat|agents|fim)\/completions$/;

/**
 * Mistral's chat, agent and fill-in-the-middle completions, embeddings and the list of models. Sources:
 * https://docs.mistral.ai/api/endpoint/chat, .../agents, .../fim and .../embeddings.
 */
export const mistralProtocol: LlmProtocol = {
  parseRequest: (method, url, body) => {
    if (method !== 'POST' || !CHAT.test(url.pathname)) {
      return openaiLists.parseRequest(method, url, body);
    }
    const { messages, prompt, model, agent_id: agent, ...fields } = objectOr(body);
    const asked = messages ?? [{ role: 'user', content: prompt ?? '' }];
    return openaiChat.parseRequest({ ...fields, messages: asked, model: stringOr(model, stringOr(agent, '')) });
  },
  parseResponse: (response, operation = 'chat') => {
    const refusal = readRefusal(response);
    if (refusal !== null) {
      return refusal;
    }
    return operation === 'chat'
      ? openaiChat.parseResponse(response, FINISH_REASONS)
      : openaiLists.parseResponse(response);
  },
};
