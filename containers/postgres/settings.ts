/**
 * Settings of a server whose data may be lost: durability off, times in UTC, room for parallel scenarios.
 * https://www.postgresql.org/docs/17/non-durability.html
 */
export const SERVER_SETTINGS: readonly string[] = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'max_connections=200',
  'timezone=UTC',
  'log_timezone=UTC',
].flatMap((setting) => ['-c', setting]);

/** Text order by code point in every provider, whatever the C library: `builtin` exists from version 17 on. */
export const LOCALE_FLAGS: readonly string[] = [
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--encoding=UTF8',
];

/** The same order in servers of any version; before 17 it is the C library's C locale. */
export function localeFlags(major: number): readonly string[] {
  return major < 17 ? ['--locale=C', '--encoding=UTF8'] : LOCALE_FLAGS;
}

export const SUPERUSER = 'postgres';

/** Every provider runs this major version, so that a verdict does not depend on which one was there. */
const POSTGRES_MAJOR = 17;

/** The first version whose CREATE DATABASE knows a STRATEGY. */
export const OLDEST_POSTGRES = 15;

/** The major version to run: 17, or what PARITY_POSTGRES_VERSION asks for. NaN for what is no version: nobody has it. */
export function postgresMajor(env: Readonly<Record<string, string | undefined>>): number {
  const named = env['PARITY_POSTGRES_VERSION'];
  return named ? Number(named) : POSTGRES_MAJOR;
}
