import type { Client, RequestOptions } from '../scenario/api/client.ts';
import type { GeneratedRequest } from '../scenario/api/generated-request.ts';
import type { Reply } from '../scenario/api/reply.ts';
import type { Drive } from '../scenario/api/scenario-context.ts';
import type { Json } from '../values/json.ts';
import { isEarlier } from './earlier.ts';
import { ResponseMemory } from './response-memory.ts';

/** Sends the calls one after the other; each answer is there for the ones that follow. */
export function driveRequests(calls: readonly GeneratedRequest[]): Drive {
  return async ({ client }) => {
    const memory = new ResponseMemory();
    const tokens = new Map<string, string>();
    for (const call of calls) {
      const reply = await send(client, call, { memory, tokens });
      memory.keepExchange(call, reply);
      const token = call.token === undefined ? undefined : findText(reply.body, call.token.at);
      if (call.token !== undefined && token !== undefined) {
        tokens.set(call.token.of, token);
      }
    }
  };
}

interface Known {
  readonly memory: ResponseMemory;
  readonly tokens: ReadonlyMap<string, string>;
}

async function send(client: Client, call: GeneratedRequest, known: Known): Promise<Reply> {
  const [method = 'GET', template = '/'] = call.call.split(' ');
  const token = credential(call, known);
  const options: RequestOptions = {
    ...(call.headers === undefined ? {} : { headers: call.headers }),
    ...(token === undefined ? {} : { token }),
    ...(call.json === undefined ? {} : { json: known.memory.fill(call.json, call.call) }),
    ...(call.raw === undefined ? {} : { raw: call.raw }),
  };
  return await client.request(method, fillAddress(template, call, known.memory), options);
}

function fillAddress(template: string, { path = {}, query = {} }: GeneratedRequest, memory: ResponseMemory): string {
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(toText(memory.fill(path[name] ?? '', template))),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    // What nobody has given yet is not asked for: the first page has no cursor.
    const isUnknown = isEarlier(value) && memory.recall(value.$earlier, value.pick, template) === undefined;
    if (!isUnknown) {
      search.append(name, toText(memory.fill(value, template)));
    }
  }
  return search.size === 0 ? filled : `${filled}?${search}`;
}

function credential({ access, pick = 0 }: GeneratedRequest, { memory, tokens }: Known): string | undefined {
  if (access === undefined) {
    return undefined;
  }
  const [anyToken = 'no.token.yet'] = tokens.values();
  if (access === 'malformed') {
    return 'not-a-token';
  }
  if (access === 'tampered') {
    return `${anyToken.slice(0, -4)}AAAA`;
  }
  if (access === 'earlier') {
    return memory.credential(pick) ?? anyToken;
  }
  return tokens.get(access) ?? 'nobody';
}

function toText(json: Json): string {
  return typeof json === 'string' ? json : JSON.stringify(json);
}

function findText(json: Json, pointer: string): string | undefined {
  const found = pointer
    .split('/')
    .slice(1)
    .reduce<Json | undefined>(
      (value, token) =>
        typeof value === 'object' && value !== null ? (value as Record<string, Json>)[token] : undefined,
      json,
    );
  return typeof found === 'string' ? found : undefined;
}
