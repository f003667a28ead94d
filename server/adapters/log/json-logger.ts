import type { Clock } from '../../ports/clock.ts';
import { LOG_LEVELS, type LogFields, type Logger, type LogLevel } from '../../ports/logger.ts';

/** One JSON object a line: `time` (ISO 8601), `level`, `event`, then the fields. */
export class JsonLogger implements Logger {
  readonly #threshold: number;
  readonly #clock: Clock;
  readonly #write: (line: string) => void;

  constructor(options: {
    readonly level: LogLevel;
    readonly clock: Clock;
    readonly write: (line: string) => void;
  }) {
    this.#threshold = LOG_LEVELS.indexOf(options.level);
    this.#clock = options.clock;
    this.#write = options.write;
  }

  log(level: Exclude<LogLevel, 'silent'>, event: string, fields: LogFields = {}): void {
    if (LOG_LEVELS.indexOf(level) >= this.#threshold) {
      this.#write(`${JSON.stringify({ time: this.#clock.now().toISOString(), level, event, ...fields })}\n`);
    }
  }
}
