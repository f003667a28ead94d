import type { Transcript } from '../evidence/transcript.ts';
import type { Reason } from '../evidence/verdict.ts';

/** Whether one of two targets shows its tables and the other shows none at all: there is nothing to compare them with. */
export function showsTablesAlone(left: Transcript, right: Transcript): boolean {
  return hasStarted(left) && hasStarted(right) && (left.tables === null) !== (right.tables === null);
}

/** What to do about a target that shows no tables beside one that does. */
export function listTableReasons(left: Transcript, right: Transcript): Reason[] {
  if (!showsTablesAlone(left, right)) {
    return [];
  }
  const [shown, silent] = left.tables === null ? [right, left] : [left, right];
  const names = Object.entries(shown.tables ?? {})
    .filter(([, rows]) => rows.length > 0)
    .map(([name]) => name);
  const what = names.length === 0 ? 'its tables' : `rows of ${names.join(', ')}`;
  return [
    {
      code: 'tables_unshown',
      scenario: shown.scenario.id,
      target: silent.target,
      message: `${shown.target} shows ${what}; ${silent.target} shows none, so they were not compared.`,
      hint: `Give ${silent.target} \`tables\`: what its store holds, by table.`,
    },
  ];
}

function hasStarted({ steps }: Transcript): boolean {
  return steps[0]?.start?.outcome === 'listening';
}
