import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SAMPLE_SOURCES } from '../../testing/import/sample-sources.ts';
import { cassetteOf, chatInteraction } from '../../testing/traffic/cassette-fixture.ts';
import { CassetteInvalid } from '../cassette/cassette-invalid.ts';
import { parseCassette } from '../cassette/parse-cassette.ts';
import { createFirewall } from '../secrets/firewall.ts';
import { readCassette } from './import-file.ts';
import { Refusal } from './refusals.ts';
import { SourceFile } from './source-file.ts';

/** PARITY_FUZZ_RUNS and PARITY_FUZZ_SEED ask for other runs than those of every day. */
const numRuns = Number(process.env['PARITY_FUZZ_RUNS'] ?? 2000);
const seed = Number(process.env['PARITY_FUZZ_SEED'] ?? 20_260_102);

const firewall = createFirewall({ knownSecrets: [] });
const OWN = JSON.stringify(cassetteOf(chatInteraction('one'), chatInteraction('two')), null, 2);

/** `at` is where in the text, from 0 to 1. */
type Mutation = (text: string, at: number, byte: number) => string;

const WRONG_VALUES = [
  'null',
  '-1',
  '1e999',
  '[]',
  '{}',
  '"\\ud800"',
  '"text/\\uffff"',
  'true',
  '{"__proto__":1}',
  '[[[[[[',
  '!!binary x',
  '*a',
];

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  truncate: (text, at) => text.slice(0, at * text.length),
  flip: (text, at, byte) => {
    const bytes = Buffer.from(text, 'latin1');
    const index = Math.floor(at * bytes.length);
    bytes[index] = (bytes[index] ?? 0) ^ (byte || 1);
    return bytes.toString('latin1');
  },
  repeat: (text, at) => {
    const start = Math.floor(at * text.length);
    return text.slice(0, start) + text.slice(start, start + 60) + text.slice(start);
  },
  remove: (text, at, byte) => {
    const start = Math.floor(at * text.length);
    return text.slice(0, start) + text.slice(start + byte);
  },
  retype: (text, at, byte) => {
    const values = [...text.matchAll(/(?<=:\s?)(?:"[^"\n]*"|'[^'\n]*'|\d+|[A-Za-z]\w*)/g)];
    const value = values[Math.floor(at * values.length)];
    const wrong = WRONG_VALUES[byte % WRONG_VALUES.length] ?? 'null';
    return value === undefined ? text : text.slice(0, value.index) + wrong + text.slice(value.index + value[0].length);
  },
  duplicateKey: (text, at) => {
    const lines = text.split(/(?<=[\n,{])/);
    const index = Math.floor(at * lines.length);
    return [...lines.slice(0, index), lines[index] ?? '', ...lines.slice(index)].join('');
  },
};

const mutations = fc.array(
  fc.record({
    kind: fc.constantFrom(...Object.keys(MUTATIONS)),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    byte: fc.integer({ min: 0, max: 255 }),
  }),
  { minLength: 1, maxLength: 3 },
);

function mutated(text: string, list: readonly { readonly kind: string; readonly at: number; readonly byte: number }[]) {
  return list.reduce((before, { kind, at, byte }) => MUTATIONS[kind]?.(before, at, byte) ?? before, text);
}

test('answers a damaged cassette with an error that names the file and the place, or reads it', {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(mutations, (list) => {
      const text = Buffer.from(mutated(OWN, list), 'latin1').toString('utf8');
      try {
        parseCassette(text, 'folder/case.json');
      } catch (error) {
        expect(error).toBeInstanceOf(CassetteInvalid);
        expect(String(error)).toContain('folder/case.json');
      }
    }),
    { numRuns, seed },
  );
});

test('refuses a damaged recording of any recorder, or makes a cassette that is valid', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...SAMPLE_SOURCES), mutations, async ({ file, content }, list) => {
      const text = typeof content === 'string' ? content : Buffer.from(content).toString('latin1');
      try {
        const source = new SourceFile({
          name: file,
          bytes: Buffer.from(mutated(text, list), 'latin1'),
          modifiedAt: new Date(0),
          readBeside: async () => null,
        });
        const { cassette } = await readCassette(source, { id: 'a', format: 'auto', firewall });
        expect(parseCassette(JSON.stringify(cassette), 'a.json')).toEqual(cassette);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns, seed },
  );
});

test('names a cassette that has nesting without end, and a YAML file whose aliases multiply', async () => {
  const deep = '['.repeat(200_000);
  const laughs = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghij'.split('').map((name, index) => {
      const before = 'abcdefghi'[index];
      return `${name}: &${name} [${Array.from({ length: 9 }, () => `*${before}`).join(',')}]`;
    }),
  ].join('\n');
  const read = async (name: string, text: string) =>
    await readCassette(
      new SourceFile({ name, bytes: Buffer.from(text), modifiedAt: new Date(0), readBeside: async () => null }),
      { id: 'a', format: 'auto', firewall },
    ).catch((error: unknown) => error);

  expect(() => parseCassette(deep, 'deep.json')).toThrow(CassetteInvalid);
  await expect(read('deep.json', deep)).resolves.toBeInstanceOf(Refusal);
  await expect(read('deep.yaml', `interactions: ${deep}`)).resolves.toBeInstanceOf(Refusal);
  await expect(read('laughs.yaml', laughs)).resolves.toBeInstanceOf(Refusal);
});
