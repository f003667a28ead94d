import { expect, test } from 'vitest';
import type { Json } from '../../values/json.ts';
import type { FieldKind } from './field.ts';
import { listMutations, type MutationContext } from './mutations.ts';

const CONTEXT: MutationContext = {
  place: { path: ['steps', '0', 'http', 'upSeconds'], channel: 'http', pointer: '/upSeconds', value: null },
  siblings: [],
  facts: {},
  referenceFacts: {},
  isRepeated: true,
};

function mutated(kind: FieldKind, name: string, value: Json) {
  const [, mutation] = listMutations(kind).find(([other]) => other === name) ?? [];
  return mutation?.(value, CONTEXT);
}

test.each<[FieldKind, string, Json, Json]>([
  ['uuid', 'version', '0b0e7e9c-5b1e-4d5b-9c57-0b6f2f0a1c11', '0b0e7e9c-5b1e-1d5b-9c57-0b6f2f0a1c11'],
  ['uuid', 'minted-again', '0b0e7e9c-5b1e-4d5b-9c57-0b6f2f0a1c1f', '0b0e7e9c-5b1e-4d5b-9c57-0b6f2f0a1c11'],
  ['instant', 'hours', '2026-11-01T10:00:00.000Z', '2026-11-01T13:00:00.000Z'],
  ['instant', 'truncated', '2026-11-01T10:00:00.123Z', '2026-11-01T10:00:00Z'],
  ['instant', 'zone', '2026-11-01T10:00:00.123Z', '2026-11-01T10:00:00.123+00:00'],
  ['duration', 'hours', 2, 10_802],
  ['sequence', 'gap', '4', '5'],
  ['password-hash', 'algorithm', '$scrypt$ln=17$c2FsdA$aGFzaA', '$md5$ln=17$c2FsdA$aGFzaA'],
  ['input-tokens', 'constant', 4, 987_654],
])('%j %s turns %j into %j', (kind, name, value, expected) => {
  expect(mutated(kind, name, value)).toEqual(expected);
});

test('a mutation that changes nothing is none', () => {
  expect(mutated('instant', 'truncated', '2026-11-01T10:00:00Z')).toBeUndefined();
  expect(mutated('input-tokens', 'zero', 0)).toBeUndefined();
});
