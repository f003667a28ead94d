import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { temporaryDirectory } from '../base/temporary-directory.ts';
import { arbitraryFromSchema } from '../testing/evidence/arbitrary-from-schema.ts';
import { sampleManifest } from '../testing/evidence/sample-manifest.ts';
import type { JsonObject } from '../values/json.ts';
import {
  getTranscriptPath,
  loadEvidence,
  loadManifest,
  loadTranscript,
  saveManifest,
  saveTranscript,
} from './folder.ts';
import { manifestSchema, type SealedManifest, type TargetRecord } from './manifest.ts';
import { type Transcript, transcriptSchema } from './transcript.ts';

const TRANSCRIPT: Transcript = {
  schema: 'ultra-parity/transcript/v2',
  scenario: { id: 'accounts/login/works', title: 'works', file: 'suites/accounts/login.scenario.ts' },
  target: 'mock',
  facts: {},
  steps: [{ label: 'start', start: { outcome: 'listening' }, calls: [], expectations: [] }],
  tables: null,
  faults: [],
  witness: {},
  durationMs: 1,
};

/** Documents that a schema accepts, as they come out of a file. */
function documents(schema: z.ZodType): fc.Arbitrary<JsonObject> {
  return arbitraryFromSchema(schema).map((value) => JSON.parse(JSON.stringify(value)));
}

const MOCK: TargetRecord = { name: 'mock', witness: { name: 'mock' } };
const REAL: TargetRecord = { name: 'real', witness: { name: 'real' } };

async function writeRun(
  folder: string,
  changes: Partial<SealedManifest>,
  transcripts: readonly Transcript[],
): Promise<void> {
  for (const transcript of transcripts) {
    await saveTranscript(folder, transcript);
  }
  await saveManifest(folder, sampleManifest({ scenarios: [TRANSCRIPT.scenario], ...changes }));
}

/** A folder with one transcript, changed as JSON, that was sealed afterwards. */
async function writeChanged(folder: string, changes: object): Promise<string> {
  const path = getTranscriptPath(folder, TRANSCRIPT);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify({ ...TRANSCRIPT, ...changes }));
  await saveManifest(folder, sampleManifest());
  return path;
}

describe('an evidence folder', () => {
  test('gives back every transcript as it was written', async () => {
    await using folder = await temporaryDirectory();

    await fc.assert(
      fc.asyncProperty(documents(transcriptSchema), async (document) => {
        const written = { ...document, scenario: TRANSCRIPT.scenario, target: TRANSCRIPT.target };
        await saveTranscript(folder.path, transcriptSchema.parse(written));

        const read = await loadTranscript(getTranscriptPath(folder.path, TRANSCRIPT));

        expect(isDeepStrictEqual(read, written)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  test('gives back every manifest as it was written', async () => {
    await using folder = await temporaryDirectory();
    await mkdir(join(folder.path, 'transcripts'));

    await fc.assert(
      fc.asyncProperty(documents(manifestSchema), async (document) => {
        await saveManifest(folder.path, manifestSchema.parse(document));

        const read = await loadManifest(folder.path);

        expect(isDeepStrictEqual(read, { ...document, files: [] })).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test.each<[what: string, changes: object, problem: string]>([
    [
      'an unknown member of a step',
      { steps: [{ ...TRANSCRIPT.steps[0], queue: [] }] },
      'at /steps/0/queue: unknown member',
    ],
    [
      'an unknown member of an outcome',
      {
        steps: [
          {
            ...TRANSCRIPT.steps[0],
            start: { outcome: 'refused', code: 'X', exitCode: 1, message: '', hint: '', x: 1 },
          },
        ],
      },
      'at /steps/0/start/x: unknown member',
    ],
    ['a table that is not a list', { tables: { 'a/b': {} } }, 'at /tables/a~1b: '],
    ['a member that is named __proto__', JSON.parse('{"__proto__": 1}'), 'at /__proto__: unknown member'],
  ])('is refused with %s, which is named by file and place', async (_, changes, problem) => {
    await using folder = await temporaryDirectory();
    await writeChanged(folder.path, changes);

    await expect(loadEvidence(folder.path)).rejects.toMatchObject({
      code: 'PARITY_EVIDENCE_INVALID',
      message: expect.stringContaining(
        `${folder.path} is not valid evidence: transcripts/accounts/login/works/mock.json ${problem}`,
      ),
    });
  });

  test.each<[what: string, changes: Partial<SealedManifest>, transcripts: readonly Transcript[], problem: RegExp]>([
    ['a transcript without a step', {}, [{ ...TRANSCRIPT, steps: [] }], /has no step and no fault/],
    ['a target that is named twice', { targets: [MOCK, REAL, MOCK] }, [TRANSCRIPT], /names the target mock twice/],
    [
      'a scenario that is listed twice',
      { scenarios: [TRANSCRIPT.scenario, TRANSCRIPT.scenario] },
      [TRANSCRIPT],
      /lists the scenario accounts\/login\/works twice/,
    ],
    ['a reference that is not a target', { reference: 'image' }, [TRANSCRIPT], /compares with image, which is not one/],
    ['a transcript of another target', {}, [{ ...TRANSCRIPT, target: 'image' }], /on image is not of this run/],
    [
      'a transcript of another scenario',
      {},
      [{ ...TRANSCRIPT, scenario: { ...TRANSCRIPT.scenario, id: 'other' } }],
      /of other on mock is not of this run/,
    ],
  ])('is refused with %s', async (_, changes, transcripts, problem) => {
    await using folder = await temporaryDirectory();
    await writeRun(folder.path, changes, transcripts);

    await expect(loadEvidence(folder.path)).rejects.toThrow(problem);
  });

  test('keeps a transcript without a step that says why it has none', async () => {
    await using folder = await temporaryDirectory();
    const fault = { code: 'target_unprepared' as const, message: 'No database.', hint: 'Start one.' };
    await writeRun(folder.path, {}, [{ ...TRANSCRIPT, steps: [], faults: [fault] }]);

    await expect(loadEvidence(folder.path)).resolves.toMatchObject({ transcripts: [{ faults: [fault] }] });
  });

  test('is refused with two transcripts for one place', async () => {
    await using folder = await temporaryDirectory();
    await writeRun(folder.path, {}, [TRANSCRIPT]);
    await cp(getTranscriptPath(folder.path, TRANSCRIPT), join(folder.path, 'transcripts', 'again.json'));
    await saveManifest(folder.path, await loadManifest(folder.path));

    await expect(loadEvidence(folder.path)).rejects.toThrow(
      /again\.json is the transcript of accounts\/login\/works on mock, which has another place/,
    );
  });

  test.each([
    ['older', 'v1', /Run it again with this version/],
    ['newer', 'v9', /Use the newer ultra-parity/],
  ])('of an %s version is refused, with what to use instead', async (_, version, hint) => {
    await using folder = await temporaryDirectory();
    const path = await writeChanged(folder.path, { schema: `ultra-parity/transcript/${version}`, boot: {} });

    await expect(loadTranscript(path)).rejects.toMatchObject({
      message: expect.stringContaining(
        `has the schema ultra-parity/transcript/${version}, and this version of ultra-parity reads ultra-parity/transcript/v2`,
      ),
      hint: expect.stringMatching(hint),
    });
  });

  test('of another version is refused by its manifest first', async () => {
    await using folder = await temporaryDirectory();
    await writeChanged(folder.path, {});
    const path = join(folder.path, 'run.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('ultra-parity/run/v2', 'ultra-parity/run/v3'));

    await expect(loadEvidence(folder.path)).rejects.toThrow(/run\.json has the schema ultra-parity\/run\/v3/);
  });
});
