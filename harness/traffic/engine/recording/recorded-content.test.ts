import { readFile } from 'node:fs/promises';
import { brotliCompressSync, zstdCompressSync } from 'node:zlib';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../../../base/temporary-directory.ts';
import {
  openTestNetwork,
  SCENARIO,
  startChatServer,
  startServer,
  upstreamAt,
} from '../../../testing/traffic/replay-fixture.ts';
import { cassettePath } from '../../cassette/cassette-path.ts';
import { loadCassette } from '../../cassette/load-cassette.ts';

const openai = new OpenAI({ apiKey: 'test', maxRetries: 0 });

async function ask(prompt: string): Promise<string | null | undefined> {
  const messages = [{ role: 'user' as const, content: prompt }];
  const completion = await openai.chat.completions.create({ model: 'gpt-4o', messages });
  return completion.choices[0]?.message.content;
}

describe('a recording', () => {
  test.each([
    ['br', brotliCompressSync],
    ['zstd', zstdCompressSync],
  ] as const)('keeps what %s hid, and notes it', async (encoding, compress) => {
    await using directory = await temporaryDirectory();
    await using upstream = await startServer((_request, response) => {
      response.setHeader('content-type', 'text/plain').setHeader('content-encoding', encoding);
      response.end(compress('plain text'));
    });
    const options = { cassettes: directory.path, upstream: upstreamAt(upstream) };
    await using network = await openTestNetwork({ ...options, mode: 'record-all' });
    const playback = await network.play(SCENARIO);

    await (await fetch('https://api.openai.com/v1/files')).text();
    await playback.eject();
    const { interactions } = await loadCassette(cassettePath(directory.path, SCENARIO.id));

    expect(interactions).toMatchObject([{ response: { encoding, body: { text: 'plain text' } } }]);
  });

  test('puts a placeholder for a value, and answers a request that repeats the value', async () => {
    await using directory = await temporaryDirectory();
    await using upstream = await startChatServer();
    const placeholders = { ORG: 'org-of-the-tests' };
    const options = { cassettes: directory.path, upstream: upstreamAt(upstream), placeholders };
    const path = cassettePath(directory.path, SCENARIO.id);

    const recorder = await openTestNetwork({ ...options, mode: 'record-all', knownSecrets: ['org-of-the-tests'] });
    const recording = await recorder.play(SCENARIO);
    const said = await ask('in org-of-the-tests');
    await recording.eject();
    await recorder[Symbol.asyncDispose]();
    await using player = await openTestNetwork(options);
    const playback = await player.play(SCENARIO);
    const repeated = await ask('in org-of-the-tests');
    const { matches, faults } = await playback.eject();

    expect(await readFile(path, 'utf8')).not.toContain('org-of-the-tests');
    expect(said).toBe('in org-of-the-tests!');
    expect(repeated).toBe(said);
    expect(matches).toMatchObject([{ reason: 'exact' }]);
    expect(faults).toEqual([]);
  });
});
