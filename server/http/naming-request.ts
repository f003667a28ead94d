import type { Logger } from '../ports/logger.ts';

/** A logger whose every event says which request it belongs to. */
export function namingRequest(logger: Logger, requestId: string): Logger {
  return { log: (level, event, fields) => logger.log(level, event, { requestId, ...fields }) };
}
