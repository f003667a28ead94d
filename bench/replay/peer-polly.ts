import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Polly } from '@pollyjs/core';
import { askByHttps } from './ask.ts';
import { makeStubs, type Stub } from './stubs.ts';
import type { Loaded, Tape } from './subjects.ts';
import { CHAT } from './tape.ts';

// Their types say that the module is a namespace; it is the class.
const require = createRequire(import.meta.url);

export async function loadPolly(tape: Tape): Promise<Loaded> {
  Polly.register(require('@pollyjs/adapter-node-http'));
  Polly.register(require('@pollyjs/persister-fs'));
  const recordingsDir = join(tape.directory, 'polly');
  const polly = new Polly('bench', {
    mode: 'replay',
    adapters: ['node-http'],
    persister: 'fs',
    persisterOptions: { keepUnusedRequests: true, fs: { recordingsDir } },
    recordIfMissing: false,
    recordFailedRequests: true,
    logLevel: 'silent',
    matchRequestsBy: { headers: false, order: false },
  });
  const file = join(recordingsDir, polly.recordingId, 'recording.har');
  await mkdir(dirname(file), { recursive: true });
  const creator = { name: 'Polly.JS', version: '6.0.6', comment: 'persister:fs' };
  const entries = makeStubs(tape).map(toEntry);
  await writeFile(
    file,
    JSON.stringify({ log: { _recordingName: 'bench', creator, entries, pages: [], version: '1.2' } }),
  );
  return { ask: askByHttps(CHAT), [Symbol.asyncDispose]: () => polly.stop() };
}

function toEntry({ asked, status, headers, body }: Stub) {
  const pairs = Object.entries(headers).map(([name, value]) => ({ name, value }));
  // Polly's id of a request: the MD5 of what it is told apart by, its names in order.
  const identity = JSON.stringify({ body: asked, method: 'POST', url: CHAT });
  return {
    _id: createHash('md5').update(identity).digest('hex'),
    _order: 0,
    cache: {},
    request: {
      method: 'POST',
      url: CHAT,
      headers: [],
      queryString: [],
      postData: { mimeType: 'x', params: [], text: asked },
    },
    response: { status, statusText: '', headers: pairs, content: { mimeType: 'x', text: body } },
    startedDateTime: '2026-01-02T03:04:05.000Z',
    time: 0,
    timings: {},
  };
}
