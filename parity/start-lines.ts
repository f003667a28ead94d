import type { StartResult } from 'ultra-parity';

/** The address in the line that a server logs when it listens, once that line is there. */
export function addressIn(log: string): string | undefined {
  return /"event":"listening","url":"([^"]+)"/.exec(log)?.[1];
}

/** What `server/main.ts` says when it does not start: `CODE: message`, and a hint on the last line. */
export function refusalFrom(stderr: string, exitCode: number | null): StartResult {
  const [, code = 'UNKNOWN', message = stderr, hint = ''] =
    /^([A-Z_]+): ([\s\S]*?)\nHint: ([\s\S]*?)\n?$/.exec(stderr) ?? [];
  return { outcome: 'refused', code, exitCode: exitCode ?? -1, message, hint };
}
