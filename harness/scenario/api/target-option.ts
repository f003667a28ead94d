/** An option of the command line that targets understand: `--postgres embedded`. */
export interface TargetOption {
  /** One line for `--help`, such as `where Postgres comes from`. */
  readonly description: string;
  /** The values that it takes; any text when left out. */
  readonly values?: readonly string[];
}

/** Options by name, without the dashes. */
export type TargetOptions = Readonly<Record<string, TargetOption>>;
