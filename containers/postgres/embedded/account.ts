import { readFileSync } from 'node:fs';

/** The account that Postgres runs under; null is the account of this process. */
export type Account = { readonly uid: number; readonly gid: number } | null;

/**
 * Postgres refuses to run as root, so root hands it to `nobody`, which must be listed in /etc/passwd (passwd(5)).
 * `undefined` when it is not.
 */
export function postgresAccount(): Account | undefined {
  if (process.getuid?.() !== 0) {
    return null;
  }
  const entry = /^nobody:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return entry === null ? undefined : { uid: Number(entry[1]), gid: Number(entry[2]) };
}
