import { DISK_FULL } from '#server/adapters/database/database-faults.ts';

/**
 * What a statement that inserts an account meets. Postgres itself ends the session (57P01) or cancels the statement
 * (57014). A full disk (53100) is raised by a trigger: a disk that is really full would stop everybody's database, and
 * gives a server no more than this (disk-full.test.ts).
 */
const IN_A_STATEMENT = {
  terminated: 'perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5);',
  cancelled: 'perform pg_cancel_backend(pg_backend_pid()); perform pg_sleep(5);',
  'disk-full': `raise exception using errcode = '53100', message = '${DISK_FULL}';`,
} as const;

export type StatementTrouble = keyof typeof IN_A_STATEMENT;

/** SQL that lets it happen to every account that is inserted from now on. */
export function beginTrouble(trouble: StatementTrouble): string {
  return `
    create function parity_trouble() returns trigger language plpgsql
      as $$ begin ${IN_A_STATEMENT[trouble]} return new; end $$;
    create trigger parity_trouble before insert on users for each row execute function parity_trouble();`;
}

export const END_TROUBLE = 'drop function if exists parity_trouble() cascade';
