import { createHash } from 'node:crypto';
import type { ChatCompletionRequest } from '@copilotkit/aimock';
import type { StubReply } from '../api/stub-reply.ts';

export function isReplyTo(
  reply: StubReply,
  request: { readonly provider: string; readonly model: string; readonly prompt: string },
): boolean {
  if (reply.provider !== undefined && reply.provider !== request.provider) {
    return false;
  }
  if (reply.model !== undefined && reply.model !== request.model) {
    return false;
  }
  const { promptIncludes } = reply;
  if (promptIncludes === undefined) {
    return true;
  }
  return typeof promptIncludes === 'string'
    ? request.prompt.includes(promptIncludes)
    : request.prompt.search(promptIncludes) !== -1;
}

/** System text and messages, one after the other. */
export function getPrompt(request: ChatCompletionRequest): string {
  return request.messages.map(getText).join('\n');
}

const QUOTED = 160;

/** A text that differs by model and prompt, and says that the stub wrote it. */
export function makeReply(request: ChatCompletionRequest): string {
  const asked = request.messages.findLast((message) => message.role === 'user');
  // Words alone: the fences of a prompt that quotes this answer would have to be longer than those in it.
  const prompt = asked === undefined ? '' : (getText(asked).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
  const quoted = prompt.length > QUOTED ? `${prompt.slice(0, QUOTED)}...` : prompt;
  // Two prompts may begin alike and be of one length.
  const digest = createHash('sha256').update(getPrompt(request)).digest('hex').slice(0, 8);
  return `This is what the stand-in for ${request.model} answers to ${prompt.length} characters (${digest}): "${quoted}"`;
}

function getText({ content }: ChatCompletionRequest['messages'][number]): string {
  if (content === null) {
    return '';
  }
  return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('');
}
