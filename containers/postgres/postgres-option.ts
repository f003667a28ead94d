import type { TargetOptions } from 'ultra-parity';

/** The option `--postgres` of a target that runs on Postgres. */
export const POSTGRES_OPTION = {
  postgres: { description: 'where Postgres comes from', values: ['url', 'container', 'embedded'] },
} as const satisfies TargetOptions;
