import { appendFile, readFile } from 'node:fs/promises';
import type { LlmCall } from 'ultra-parity';
import type { Entries, Entry, Mail } from './guestbook.ts';

const MODEL = 'gpt-4o-mini';

export function entriesInMemory(): Entries {
  const entries: Entry[] = [];
  return {
    add: async (entry) => void entries.push(entry),
    all: async () => entries.toReversed(),
  };
}

/** One line of JSON for each entry. */
export function entriesInFile(path: string): Entries {
  return {
    add: (entry) => appendFile(path, `${JSON.stringify(entry)}\n`),
    all: async () => {
      const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line): Entry => JSON.parse(line)).toReversed();
    },
  };
}

/** Mails that leave this process are lines of JSON for somebody who sends them. */
export function outboxInFile(path: string) {
  return {
    mail: (mail: Mail) => appendFile(path, `${JSON.stringify(mail)}\n`),
    sent: async () => {
      const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line): Mail => JSON.parse(line));
    },
  };
}

export function outboxInMemory() {
  const mails: Mail[] = [];
  return { mail: async (mail: Mail) => void mails.push(mail), sent: async () => mails };
}

/** Asks OpenAI (https://platform.openai.com/docs/api-reference/chat). */
export async function greetByModel(text: string): Promise<string> {
  const response = await fetch('https://api.openai.com/v1/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer the-key-of-the-guestbook' },
    body: JSON.stringify({ model: MODEL, messages: [{ role: 'user', content: text }] }),
  });
  if (!response.ok) {
    return 'Thank you.';
  }
  const { choices } = (await response.json()) as {
    readonly choices: readonly { readonly message: { readonly content: string } }[];
  };
  return choices[0]?.message.content ?? 'Thank you.';
}

/** A double that writes down what it was asked, as the harness names it. */
export function scriptedGreeting(calls: LlmCall[]): (text: string) => Promise<string> {
  return async (text) => {
    const answer = `What a friendly thing to read: ${text.length} characters of it.`;
    calls.push({
      provider: 'openai',
      operation: 'chat',
      model: MODEL,
      request: { system: null, messages: [{ role: 'user', text }], maxTokens: null, temperature: null, stream: false },
      outcome: {
        status: 'answered',
        text: answer,
        finishReason: 'stop',
        usage: { inputTokens: text.length, outputTokens: 12 },
      },
    });
    return answer;
  };
}
