import { expect, test } from 'vitest';
import { PRESET_RULE_NAMES, UNUSED_RULES, USED_RULES } from './preset-rules.ts';

test('each rule of the preset is used, or is left out for a reason', () => {
  const decided = [...USED_RULES, ...Object.keys(UNUSED_RULES)].toSorted();

  expect(decided).toEqual(PRESET_RULE_NAMES.toSorted());
});
