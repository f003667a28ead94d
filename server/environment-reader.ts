import type { ConfigProblem } from './config-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

const PLACEHOLDER =
  /^(change[-_ ]?me|change[-_ ]?this|placeholder|dummy|secret|password|todo|xxx+|sk[-_]mock|sk[-_]test[-_]mock|your[-_ ]|<.*>$|\$\{)/i;

/** Stands for a secret that somebody forgot to set. */
export function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

/** Reads variables and collects what is wrong with them instead of stopping at the first. An empty value is absent. */
export class EnvironmentReader {
  readonly problems: ConfigProblem[] = [];
  readonly #env: Environment;

  constructor(env: Environment) {
    this.#env = env;
  }

  refuse(variable: string, message: string): void {
    this.problems.push({ variable, message });
  }

  text(variable: string): string | null {
    const value = this.#env[variable]?.trim() ?? '';
    return value === '' ? null : value;
  }

  secret(variable: string): string | null {
    const value = this.text(variable);
    if (value !== null && isPlaceholder(value)) {
      this.refuse(variable, 'is a placeholder; set the real secret');
    }
    return value;
  }

  integer(variable: string, limits: { readonly fallback: number; readonly min: number; readonly max: number }): number {
    const value = this.text(variable);
    if (value === null) {
      return limits.fallback;
    }
    const number = Number(value);
    if (!/^\d+$/.test(value) || number < limits.min || number > limits.max) {
      this.refuse(variable, `must be a whole number from ${limits.min} to ${limits.max}`);
      return limits.fallback;
    }
    return number;
  }

  choice<T extends string>(variable: string, options: readonly T[], fallback: T): T {
    const value = this.text(variable);
    const chosen = options.find((option) => option === value);
    if (value !== null && chosen === undefined) {
      this.refuse(variable, `must be one of ${options.join(', ')}`);
    }
    return chosen ?? fallback;
  }

  url(variable: string, fallback: string): string {
    const value = this.text(variable) ?? fallback;
    const protocol = URL.parse(value)?.protocol;
    if (protocol !== 'http:' && protocol !== 'https:') {
      this.refuse(variable, 'must be an http or https URL');
    }
    return value.replace(/\/+$/, '');
  }
}
