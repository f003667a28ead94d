import { escapeIdentifier } from 'pg';
import type { JsonObject } from 'ultra-parity';
import { z } from 'zod';
import { columnReader } from './read-column.ts';
import type { Session } from './session.ts';

export type Row = JsonObject;

const columns = z.array(
  z.object({
    schema: z.string(),
    table: z.string(),
    column: z.string(),
    type: z.string(),
    isNested: z.boolean(),
    keyPosition: z.number().nullable(),
  }),
);
type Column = z.infer<typeof columns>[number];

const LIST_COLUMNS = `
  select n.nspname as "schema", c.relname as "table", a.attname as "column", coalesce(b.typname, t.typname) as "type",
         t.typcategory in ('A', 'C') as "isNested",
         array_position(i.indkey::int2[], a.attnum) as "keyPosition"
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    left join pg_type b on b.oid = nullif(t.typbasetype, 0)
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
   where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
     and c.relkind in ('r', 'p') and not c.relispartition
     and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
   order by n.nspname, c.relname, a.attnum`;

/**
 * Every row of every table that no extension owns, as of one moment, except the tables named. A table outside `public` is named
 * with its schema: `billing.invoices`. Values are plain JSON: timestamptz is ISO 8601 in UTC with milliseconds, and so is a timestamp without zone, taken for one in UTC; bytea is
 * base64, json and arrays are themselves, int8 and numeric are numbers as long as a double holds them exactly and strings beyond; every other type is its text. Rows are ordered
 * by primary key, or by their whole text where there is none.
 *
 * @throws the error of Postgres, such as 42501 for a table whose row security would hide rows from the reader
 */
export async function readTables(
  session: Session,
  { except }: { readonly except: readonly string[] },
): Promise<Record<string, Row[]>> {
  return session.run(async (client) => {
    await client.query(
      "set timezone = 'UTC'; set intervalstyle = 'iso_8601'; set datestyle = 'ISO'; set bytea_output = 'hex'; set row_security = off",
    );
    await client.query('begin isolation level repeatable read read only');
    const listed = columns
      .parse((await client.query(LIST_COLUMNS)).rows)
      .filter((column) => !except.includes(toTableName(column)));
    const tables: Record<string, Row[]> = {};
    for (const [table, own] of Map.groupBy(listed, toTableName)) {
      const { rows } = await client.query<(string | null)[]>({
        text: selectAll(own),
        rowMode: 'array',
        types: RAW,
      });
      tables[table] = rows.map((row) => toRow(own, row));
    }
    await client.query('commit');
    return tables;
  });
}

/** Every value arrives as the text that Postgres sent. */
const RAW = { getTypeParser: () => (text: string | Buffer) => String(text) };

function toTableName({ schema, table }: Pick<Column, 'schema' | 'table'>): string {
  return schema === 'public' ? table : `${schema}.${table}`;
}

function selectAll(own: readonly Column[]): string {
  const [first] = own;
  const values = own.map(({ column, isNested }) => {
    const name = `t.${escapeIdentifier(column)}`;
    return isNested ? `to_jsonb(${name})` : name;
  });
  const key = own.filter(({ keyPosition }) => keyPosition !== null);
  const order = key
    .toSorted((a, b) => Number(a.keyPosition) - Number(b.keyPosition))
    .map(({ column }) => `t.${escapeIdentifier(column)}`);
  return `select ${values.join(', ')} from ${escapeIdentifier(first?.schema ?? '')}.${escapeIdentifier(first?.table ?? '')} t order by ${order.join(', ') || 't::text'}`;
}

function toRow(own: readonly Column[], values: readonly (string | null)[]): Row {
  return Object.fromEntries(
    own.map(({ column, type, isNested }, index) => {
      const text = values[index] ?? null;
      return [column, text === null ? null : columnReader(isNested ? 'jsonb' : type)(text)];
    }),
  );
}
