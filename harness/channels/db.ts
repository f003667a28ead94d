import { type Tables, tablesSchema } from '../evidence/step.ts';
import { join } from '../values/pointer.ts';
import type { Channel } from './channel.ts';
import { splitPlace, toOrdinal } from './place-tokens.ts';
import { compareText, toSharedOrder } from './shared-order.ts';

/** The rows of the database, as logical tables: after the last step, and wherever a scenario reads them. */
export const db: Channel<Tables> = {
  name: 'db',
  title: 'Database',
  view: 'tables',
  compared: [
    { part: 'names of the tables that a target shows', how: 'exactly' },
    { part: 'number of rows of a table', how: 'exactly' },
    { part: 'columns and values of a row', how: 'up to symbols' },
    {
      part: 'order of the rows',
      how: 'not compared',
      why: 'a table is a multiset: without ORDER BY a database may return rows in any order',
    },
  ],
  schema: tablesSchema,
  seenIn: (step) => step.tables,
  toJson: (tables) => tables,
  toCanonical: (tables, context) =>
    Object.fromEntries(
      Object.entries(tables)
        .toSorted(([a], [b]) => compareText(a, b))
        .map(([name, rows]) => [name, toSharedOrder(rows, join('', name), context)]),
    ),
  locate: ({ tables }) => (tables === undefined ? [] : [{ path: ['tables'], pointer: '', value: tables }]),
  describePointer: (pointer) => {
    const { first, second, after } = splitPlace(pointer);
    if (first === '') {
      return 'tables';
    }
    return `table ${first}${second === '' ? '' : `, row ${toOrdinal(second)}`} ${after(2)}`.trim();
  },
};
