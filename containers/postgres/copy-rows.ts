import { escapeIdentifier } from 'pg';
import { z } from 'zod';
import type { Session } from './session.ts';

const names = z.array(z.object({ name: z.string() }));
const rowsSchema = z.object({ rows: z.string() });

const LIST_TABLES = `
  select relname as name from pg_class
   where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`;

/**
 * Puts the rows of every table of schema `public` into the tables of the same names and columns of another database, in
 * place of what was there. `to` must belong to a superuser: triggers and foreign keys do not see it.
 */
export async function copyRows({ from, to }: { readonly from: Session; readonly to: Session }): Promise<void> {
  const copies = await from.run(async (client) => {
    const tables = names.parse((await client.query(LIST_TABLES)).rows).map(({ name }) => escapeIdentifier(name));
    const read = async (table: string) => {
      const { rows } = await client.query(`select coalesce(json_agg(t), '[]')::text as rows from public.${table} t`);
      return { table, rows: rowsSchema.parse(rows[0]).rows };
    };
    const copied = [];
    for (const table of tables) {
      copied.push(await read(table));
    }
    return copied;
  });
  await to.run(async (client) => {
    await client.query('begin; set local session_replication_role = replica');
    for (const { table, rows } of copies) {
      await client.query(`delete from public.${table}`);
      await client.query(
        `insert into public.${table} overriding system value
         select * from json_populate_recordset(null::public.${table}, $1)`,
        [rows],
      );
    }
    await client.query('commit');
  });
}
