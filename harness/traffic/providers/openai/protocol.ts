import type { LlmProtocol } from '../provider.ts';
import { readRefusal } from '../read-outcome.ts';
import { openaiChat } from './chat.ts';
import { openaiLists } from './lists.ts';
import { openaiResponses } from './responses.ts';

/** Chat completions, the Responses API, embeddings and the list of models, by the end of the path. */
export const openaiProtocol: LlmProtocol = {
  parseRequest: (method, url, body) => {
    const { pathname } = url;
    if (method === 'POST' && pathname.endsWith('/chat/completions')) {
      return openaiChat.parseRequest(body);
    }
    if (method === 'POST' && pathname.endsWith('/responses')) {
      return openaiResponses.parseRequest(body);
    }
    return openaiLists.parseRequest(method, url, body);
  },
  parseResponse: (response, operation = 'chat') => {
    const refusal = readRefusal(response);
    if (refusal !== null) {
      return refusal;
    }
    switch (operation) {
      case 'chat':
        return openaiChat.parseResponse(response);
      case 'responses':
        return openaiResponses.parseResponse(response);
      default:
        return openaiLists.parseResponse(response);
    }
  },
};
