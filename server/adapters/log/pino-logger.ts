import { type DestinationStream, pino } from 'pino';
import type { Clock } from '../../ports/clock.ts';
import type { LogFields, Logger, LogLevel } from '../../ports/logger.ts';

/** Callers pass no secrets. Should one do so by mistake, under a name that says what it is, it is not written. */
const NEVER_WRITTEN = [
  'password',
  'token',
  'accessToken',
  'refreshToken',
  'authorization',
  'apiKey',
  'secret',
  'cookie',
];

/** One JSON object a line: `level`, `time` (ISO 8601), `event`, then the fields. */
export class PinoLogger implements Logger {
  readonly #pino: ReturnType<typeof pino>;

  /** @param options.destination standard output, written without blocking, unless it is given */
  constructor(options: {
    readonly level: LogLevel;
    readonly clock: Clock;
    readonly destination?: DestinationStream;
  }) {
    const { level, clock, destination = pino.destination({ dest: 1, sync: false }) } = options;
    this.#pino = pino(
      {
        level,
        base: null,
        timestamp: () => `,"time":"${clock.now().toISOString()}"`,
        formatters: { level: (label) => ({ level: label }) },
        redact: { paths: NEVER_WRITTEN, censor: '[not written]' },
      },
      destination,
    );
  }

  log(level: Exclude<LogLevel, 'silent'>, event: string, fields: LogFields = {}): void {
    this.#pino[level]({ event, ...fields });
  }
}
