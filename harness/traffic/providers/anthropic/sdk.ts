import { isJsonObject } from '../../../values/json.ts';
import {
  callSdk,
  type ProviderSdk,
  readResult,
  type SdkCall,
  type SdkResult,
  toClientOptions,
  toJson,
} from '../sdk-call.ts';

const OPERATION =
  /^(?:POST \/v1\/messages(?:\/count_tokens)?|(?:GET|POST|DELETE) \/v1\/(?:messages\/batches|models|files)(?:\/.*)?)$/;

export const anthropicSdk: ProviderSdk = {
  package: '@anthropic-ai/sdk',
  offers: (method, url) => url.hostname.endsWith('anthropic.com') && OPERATION.test(`${method} ${url.pathname}`),
  compatible: null,
  feed,
};

async function feed(call: SdkCall): Promise<SdkResult> {
  const { default: Client } = await import('@anthropic-ai/sdk');
  const client = new Client(toClientOptions(call, 'http://replay.invalid'));
  const body = isJsonObject(call.body) ? call.body : {};
  return await callSdk(call.response, async () => {
    switch (`${call.method} ${call.url.pathname}`) {
      case 'POST /v1/messages':
        // A model that the SDK warns of is no reason to: the recording is of its time.
        return await readResult(await client.post('/v1/messages', { body, stream: body['stream'] === true }));
      case 'POST /v1/messages/count_tokens':
        return { outcome: 'parsed', value: toJson(await client.messages.countTokens(body as never)) };
      case 'GET /v1/models':
        return { outcome: 'parsed', value: toJson((await client.models.list()).data) };
      default: {
        const method = call.method === 'GET' ? 'get' : call.method === 'DELETE' ? 'delete' : 'post';
        const isBinary = /\/content$/.test(call.url.pathname);
        const result = await client.request({
          method,
          path: call.url.pathname,
          ...(isBinary ? { __binaryResponse: true } : {}),
        });
        return isBinary ? { outcome: 'parsed', value: null } : await readResult(result);
      }
    }
  });
}
