import Anthropic from '@anthropic-ai/sdk';
import { type EnhancedGenerateContentResponse, GoogleGenerativeAI } from '@google/generative-ai';
import OpenAI from 'openai';
import type { ProviderUrls } from '../../traffic/api/provider-urls.ts';
import { decodeBody, encodeBody } from '../../traffic/cassette/body-codec.ts';
import type { Interaction } from '../../traffic/cassette/cassette.ts';
import type { StreamSample } from './stream-fixture.ts';

/** For tests: a sample as it would have been recorded, a piece an event. */
export function recordedStream(sample: StreamSample): Interaction {
  return {
    id: sample.name,
    request: {
      method: 'POST',
      url: sample.provider.origin + sample.path,
      headers: {},
      body: encodeBody(Buffer.from(JSON.stringify(sample.request))),
    },
    response: {
      status: 200,
      headers: { 'content-type': 'text/event-stream' },
      body: encodeBody(Buffer.from(sample.events.join(''))),
    },
    chunks: sample.events.map((event) => [0, Buffer.byteLength(event)] as const),
    end: 'done',
  };
}

export interface SdkAnswer {
  readonly text: string;
  readonly finishReason: string | null;
}

/** For tests: makes a recorded call anew, through the SDK of its provider, and reads the answer to its end. */
export async function callThroughSdk(
  interaction: Interaction,
  options: { readonly baseUrls: ProviderUrls; readonly maxRetries: number },
): Promise<SdkAnswer> {
  const { request } = interaction;
  const { hostname, pathname } = new URL(request.url);
  const body = Buffer.from(decodeBody(request.body)).toString('utf8');
  if (hostname === 'api.anthropic.com') {
    return await callAnthropic(body, options);
  }
  if (hostname === 'api.openai.com') {
    return await callOpenai(pathname, body, options);
  }
  if (hostname === 'api.mistral.ai') {
    const baseUrls = { ...options.baseUrls, openai: `${options.baseUrls.mistral}/v1` };
    return await callOpenai(pathname, body, { ...options, baseUrls });
  }
  return await callGoogle(pathname, body, options);
}

interface SdkOptions {
  readonly baseUrls: ProviderUrls;
  readonly maxRetries: number;
}

async function callOpenai(path: string, text: string, { baseUrls, maxRetries }: SdkOptions): Promise<SdkAnswer> {
  const openai = new OpenAI({ apiKey: 'test', baseURL: baseUrls.openai, maxRetries, logLevel: 'off' });
  if (path.endsWith('/responses')) {
    return await streamResponse(openai, JSON.parse(text));
  }
  const { stream } = JSON.parse(text);
  return stream === true ? await streamChat(openai, JSON.parse(text)) : await completeChat(openai, JSON.parse(text));
}

async function completeChat(openai: OpenAI, body: OpenAI.ChatCompletionCreateParamsNonStreaming): Promise<SdkAnswer> {
  const choice = (await openai.chat.completions.create(body)).choices[0];
  return { text: choice?.message.content ?? '', finishReason: choice?.finish_reason ?? null };
}

async function streamChat(openai: OpenAI, body: OpenAI.ChatCompletionCreateParamsStreaming): Promise<SdkAnswer> {
  let [text, finishReason] = ['', null as string | null];
  for await (const { choices } of await openai.chat.completions.create(body)) {
    text += choices[0]?.delta.content ?? '';
    finishReason = choices[0]?.finish_reason ?? finishReason;
  }
  return { text, finishReason };
}

async function streamResponse(
  openai: OpenAI,
  body: OpenAI.Responses.ResponseCreateParamsStreaming,
): Promise<SdkAnswer> {
  let [text, finishReason] = ['', null as string | null];
  for await (const event of await openai.responses.create(body)) {
    if (event.type === 'response.output_text.delta') {
      text += event.delta;
    }
    if (event.type === 'response.completed') {
      finishReason = 'stop';
    }
    if (event.type === 'response.incomplete') {
      finishReason = event.response.incomplete_details?.reason ?? null;
    }
  }
  return { text, finishReason };
}

async function callAnthropic(text: string, { baseUrls, maxRetries }: SdkOptions): Promise<SdkAnswer> {
  const anthropic = new Anthropic({ apiKey: 'test', baseURL: baseUrls.anthropic, maxRetries, logLevel: 'off' });
  const { stream } = JSON.parse(text);
  return stream === true
    ? await streamMessage(anthropic, JSON.parse(text))
    : await completeMessage(anthropic, JSON.parse(text));
}

async function completeMessage(
  anthropic: Anthropic,
  body: Anthropic.MessageCreateParamsNonStreaming,
): Promise<SdkAnswer> {
  const { content, stop_reason } = await anthropic.messages.create(body);
  const text = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  return { text, finishReason: stop_reason };
}

async function streamMessage(anthropic: Anthropic, body: Anthropic.MessageCreateParamsStreaming): Promise<SdkAnswer> {
  let [text, finishReason] = ['', null as string | null];
  for await (const event of await anthropic.messages.create(body)) {
    if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') {
      text += event.delta.text;
    }
    if (event.type === 'message_delta') {
      finishReason = event.delta.stop_reason;
    }
  }
  return { text, finishReason };
}

async function callGoogle(path: string, text: string, { baseUrls }: SdkOptions): Promise<SdkAnswer> {
  const [, model = '', verb] = /models\/([^:]+):(\w+)/.exec(path) ?? [];
  const gemini = new GoogleGenerativeAI('test').getGenerativeModel({ model }, { baseUrl: baseUrls.google });
  if (verb === 'generateContent') {
    const { response } = await gemini.generateContent(JSON.parse(text));
    return { text: response.text(), finishReason: response.candidates?.[0]?.finishReason ?? null };
  }
  const { stream, response } = await gemini.generateContentStream(JSON.parse(text));
  // The SDK rejects both when the stream breaks; nobody may be left to wait for the other.
  const settled = Promise.allSettled([response]);
  const answer = await readGoogleStream(stream);
  await settled;
  return answer;
}

async function readGoogleStream(stream: AsyncIterable<EnhancedGenerateContentResponse>): Promise<SdkAnswer> {
  let [text, finishReason] = ['', null as string | null];
  for await (const chunk of stream) {
    text += chunk.text();
    finishReason = chunk.candidates?.[0]?.finishReason ?? finishReason;
  }
  return { text, finishReason };
}
