import { Refusal } from '../refusals.ts';
import type { SourceFile } from '../source-file.ts';
import {
  getSides,
  type ImportFormat,
  readEach,
  readStatus,
  type SourceEntry,
  type SourceExchange,
} from './import-format.ts';
import { reordered } from './reorder.ts';
import {
  base64Bytes,
  isRecord,
  listOr,
  recordOr,
  type SourceRecord,
  type SourceValue,
  toBytes,
  toHeaderPairs,
  toText,
} from './source-value.ts';
import { readStubRequest } from './wiremock-request.ts';

/** WireMock's stub mappings, as YAML documents or JSON. Source: https://wiremock.org/docs/stubbing/. */
export const wiremock: ImportFormat = {
  name: 'wiremock-yaml',
  recognises: (file) => listMappings(file).some(isMapping),
  read: async (file) => {
    const mappings = listMappings(file);
    return inStateOrder(await readEach(mappings, async (mapping) => await readMapping(mapping, file)), mappings);
  },
};

function listMappings({ documents }: SourceFile): readonly SourceValue[] {
  const [first] = documents;
  if (isRecord(first) && Array.isArray(first['mappings'])) {
    return first['mappings'];
  }
  return documents.length === 1 ? [documents[0]].flatMap(listOrAlone) : documents.filter((one) => one !== null);
}

function listOrAlone(document: SourceValue): readonly SourceValue[] {
  return Array.isArray(document) ? listOr(document) : [document];
}

const REQUEST_MEMBERS =
  /^(?:method|methods|url|urlPath|urlPattern|urlPathPattern|urlPathTemplate|pathParameters|headers|queryParameters|formParameters|cookies|basicAuth|basicAuthCredentials|bodyPatterns|multipartPatterns|customMatcher|host|port|scheme|clientIp)$/;
const RESPONSE_MEMBERS =
  /^(?:status|statusMessage|body|jsonBody|base64Body|bodyFileName|headers|removeHeaders|additionalProxyRequestHeaders|removeProxyRequestHeaders|fixedDelayMilliseconds|delayDistribution|chunkedDribbleDelay|fault|proxyBaseUrl|proxyUrlPrefixToRemove|transformers|transformerParameters|fromConfiguredStub)$/;

/** Other recorders write lists of `request` and `response`, too: with a member that WireMock does not have, it is theirs. */
function isMapping(mapping: SourceValue): boolean {
  const { request, response } = recordOr(mapping);
  if (!isRecord(request) || !isRecord(response) || isRecord(response['status'])) {
    return false;
  }
  const hasUrl = ['url', 'urlPath', 'urlPattern', 'urlPathPattern', 'urlPathTemplate'].some((name) => name in request);
  return hasUrl && hasOnly(request, REQUEST_MEMBERS) && hasOnly(response, RESPONSE_MEMBERS);
}

function hasOnly(record: SourceRecord, members: RegExp): boolean {
  return Object.keys(record).every((name) => members.test(name));
}

async function readMapping(mapping: SourceRecord, file: SourceFile): Promise<SourceExchange> {
  const { request, response } = getSides(mapping);
  const asked = readStubRequest(request);
  return {
    ...asked,
    status: readStatus(response['status']),
    responseHeaders: toHeaderPairs(response['headers']),
    responseBody: await responseBody(response, file),
    recordedAt: null,
  };
}

const BODIES = ['body', 'jsonBody', 'base64Body', 'bodyFileName'];

async function responseBody(response: SourceRecord, file: SourceFile): Promise<Uint8Array> {
  const transformers = listOr(response['transformers']).map(toText);
  const isTemplate = transformers.includes('response-template') && BODIES.some((name) => isTemplated(response[name]));
  if (isTemplate || toText(response['fault']) !== undefined) {
    throw new Refusal('response_not_exact');
  }
  const isProxy = toText(response['proxyBaseUrl']) !== undefined;
  if (isProxy && !BODIES.some((name) => name in response)) {
    throw new Refusal('response_missing');
  }
  if (typeof response['base64Body'] === 'string') {
    return base64Bytes(response['base64Body']);
  }
  if (response['jsonBody'] !== undefined) {
    return Buffer.from(JSON.stringify(response['jsonBody']));
  }
  const name = toText(response['bodyFileName']);
  return name === undefined ? toBytes(response['body']) : await bodyFile(name, file);
}

function isTemplated(value: SourceValue): boolean {
  return JSON.stringify(value ?? '').includes('{{');
}

/** Bodies lie in `__files`, beside the `mappings` folder in which the stubs may lie at any depth. */
async function bodyFile(name: string, file: SourceFile): Promise<Uint8Array> {
  const depth = file.name.split('/').length;
  const folders = Array.from({ length: depth + 1 }, (_, level) => `${'../'.repeat(level)}__files/`);
  for (const folder of [...folders, '']) {
    const bytes = await file.beside(`${folder}${name}`);
    if (bytes !== null) {
      return bytes;
    }
  }
  throw new Refusal('side_file_missing', name);
}

const FIRST_STATE = 'Started';

/** Repeated requests are recorded as the states of a scenario, and exported in any order. */
function inStateOrder(read: readonly SourceEntry[], mappings: readonly SourceValue[]): readonly SourceEntry[] {
  const nameAt = (position: number) => toText(recordOr(mappings[position])['scenarioName']);
  const needed = (one: SourceValue) => toText(recordOr(one)['requiredScenarioState']) ?? FIRST_STATE;
  const ranks = new Map<string, number>();
  for (const name of new Set(read.flatMap(({ position }) => nameAt(position) ?? []))) {
    const own = mappings.filter((one) => toText(recordOr(one)['scenarioName']) === name);
    let state: string | undefined = FIRST_STATE;
    for (let rank = 0; state !== undefined && !ranks.has(`${name} ${state}`); rank += 1) {
      ranks.set(`${name} ${state}`, rank);
      const current: string = state;
      const step = own.find(
        (one) => needed(one) === current && toText(recordOr(one)['newScenarioState']) !== undefined,
      );
      state = toText(recordOr(step)['newScenarioState']);
    }
  }
  return reordered(read, {
    groupOf: nameAt,
    rankOf: (position) => ranks.get(`${nameAt(position)} ${needed(mappings[position])}`) ?? mappings.length,
  });
}
