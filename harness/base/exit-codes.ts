/** What a `parity` command says to the shell. The numbers are a contract: scripts branch on them. */
export const EXIT = {
  equivalent: 0,
  divergent: 1,
  /** Evidence is missing, skipped, interrupted or noisy. */
  inconclusive: 2,
  waiver: 3,
  /** Sensitivity or coverage is under its floor. */
  floor: 4,
  signature: 5,
  /** sysexits.h EX_USAGE */
  usage: 64,
  /** sysexits.h EX_SOFTWARE */
  internal: 70,
  /** sysexits.h EX_CONFIG */
  configuration: 78,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
