import { AuditTrail, type HttpResponse, type TargetInstance } from 'ultra-parity';
import { systemClock } from '#server/adapters/clock/system-clock.ts';
import { PinoLogger } from '#server/adapters/log/pino-logger.ts';
import type { Logger } from '#server/ports/logger.ts';

/** The line that ends a request comes with its answer or shortly after it. */
const LATEST_MS = 2_000;
const LATEST_TO_STOP_MS = 10_000;
const ENDS_A_REQUEST = new Set(['request', 'request_aborted']);

/** What a server logs, wherever it runs, as the channel `audit` wants it. */
export interface ServerLog {
  /** For a server in this process: the logger of production, writing here. */
  readonly logger: Logger;
  /** For a server elsewhere: takes in the next piece of its standard output, cut anywhere. */
  read(chunk: string): void;
  /** Every event so far, once each of the answers has its line: the server logs when a response has closed. */
  readonly audit: NonNullable<TargetInstance['audit']>;
  /** Waits until the server says that it stops, for a while: a signal reaches a process when it likes. */
  stopping(): Promise<void>;
}

export function openServerLog(): ServerLog {
  const trail = new AuditTrail();
  const answers = new Map<string, number>();
  let unanswered = 0;
  const destination = { write: (line: string) => trail.read(line) };
  return {
    logger: new PinoLogger({ level: 'info', clock: systemClock, destination }),
    read: (chunk) => trail.read(chunk),
    audit: async (answered, abandoned = 0) => {
      const ids = answered.flatMap(readRequestIds);
      for (const id of ids) {
        answers.set(id, (answers.get(id) ?? 0) + 1);
      }
      unanswered += abandoned;
      await trail.until((events) => {
        const ended = events.filter(({ event }) => ENDS_A_REQUEST.has(event));
        // Nobody was told the names of these.
        const nameless = ended.filter(({ fields }) => !answers.has(String(fields['requestId'])));
        return (
          nameless.length >= unanswered &&
          ids.every((id) => ended.filter(({ fields }) => fields['requestId'] === id).length >= (answers.get(id) ?? 0))
        );
      }, LATEST_MS);
      return trail.events.slice();
    },
    stopping: () => trail.until((events) => events.some(({ event }) => event === 'stopping'), LATEST_TO_STOP_MS),
  };
}

/** None where Node refused the request before the server saw it. */
function readRequestIds({ headers }: HttpResponse): string[] {
  const id = headers['x-request-id'];
  return id === undefined ? [] : [id];
}
