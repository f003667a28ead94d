export interface ConfigProblem {
  readonly variable: string;
  /** What is wrong and what would be right. Never the value. */
  readonly message: string;
}

/** Lists everything that is wrong with the environment at once. */
export class ConfigError extends Error {
  readonly code = 'CONFIG_INVALID';
  readonly exitCode = 78;
  readonly hint = 'Set the variables that are named and start again.';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems
        .map(({ variable, message }) => `  ${variable}: ${message}`)
        .join('\n')}`,
    );
    this.name = 'ConfigError';
    this.problems = problems;
  }
}
