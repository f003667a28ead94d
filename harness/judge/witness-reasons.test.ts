import { expect, test } from 'vitest';
import type { TargetRecord } from '../evidence/manifest.ts';
import { sampleManifest } from '../testing/evidence/sample-manifest.ts';
import { listWitnessReasons } from './witness-reasons.ts';

const SILENT = { replayed: 0, recorded: 0, unplayed: 0, live: 0, source: null, recordedAt: null };
const SCRIPTED: TargetRecord = { name: 'mock', witness: { connectionsOpened: 0 } };
const RECORDED: TargetRecord = { name: 'real', witness: { llm: SILENT } };
const ON_POSTGRES: TargetRecord = { name: 'real', witness: { llm: SILENT, postgres: { systemIdentifier: '77' } } };
const ASKING: TargetRecord = { name: 'real', witness: { llm: { ...SILENT, replayed: 3 } } };

function codes(...targets: readonly TargetRecord[]): string[] {
  return listWitnessReasons(sampleManifest({ targets })).map(({ code }) => code);
}

test.each<[string, readonly TargetRecord[], string[]]>([
  ['doubles beside a database', [SCRIPTED, ON_POSTGRES], []],
  ['doubles beside a system that asked a model', [SCRIPTED, ASKING], []],
  ['one application as scripted and as recorded', [SCRIPTED, RECORDED], ['target_unwitnessed', 'targets_indistinct']],
  ['the same doubles twice', [SCRIPTED, { ...SCRIPTED, name: 'other' }], ['targets_indistinct']],
  ['the same database twice', [ON_POSTGRES, { ...ON_POSTGRES, name: 'other' }], ['targets_indistinct']],
  [
    'a target without any witness',
    [SCRIPTED, { name: 'real', witness: {} }],
    ['target_unwitnessed', 'targets_indistinct'],
  ],
  ['a target that says why it has none', [SCRIPTED, { ...RECORDED, unwitnessed: 'a stub without state' }], []],
])('judges the witnesses of %s', (_, targets, expected) => {
  expect(codes(...targets)).toEqual(expected);
});
