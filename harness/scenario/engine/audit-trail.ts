import type { AuditEvent } from '../../evidence/audit-event.ts';
import { isJsonObject, type Json } from '../../values/json.ts';

/** The name under which a line is kept that is no structured event: noise shows, it is not dropped. */
const UNSTRUCTURED = 'unstructured_line';

/** Collects what a system logs while it runs, and lets others wait for what must still come. */
export class AuditTrail {
  readonly #events: AuditEvent[] = [];
  readonly #listeners = new Set<() => void>();
  #unfinished = '';

  get events(): readonly AuditEvent[] {
    return this.#events;
  }

  /** Takes in what the system wrote: one JSON object a line, with `event`, `level` and fields; `time` is left out. */
  read(chunk: string): void {
    const lines = `${this.#unfinished}${chunk}`.split('\n');
    this.#unfinished = lines.pop() ?? '';
    const events = lines.filter((line) => line.trim() !== '').map(parseEvent);
    if (events.length === 0) {
      return;
    }
    this.#events.push(...events);
    for (const listener of this.#listeners) {
      listener();
    }
  }

  /** Waits until the events satisfy the condition, for at most `timeoutMs`. What has not come by then is missing. */
  async until(isMet: (events: readonly AuditEvent[]) => boolean, timeoutMs: number): Promise<void> {
    if (isMet(this.#events)) {
      return;
    }
    const met = Promise.withResolvers<void>();
    const listener = () => isMet(this.#events) && met.resolve();
    const timer = setTimeout(met.resolve, timeoutMs);
    this.#listeners.add(listener);
    await met.promise;
    this.#listeners.delete(listener);
    clearTimeout(timer);
  }
}

function parseEvent(line: string): AuditEvent {
  const value = parseLine(line);
  if (!isJsonObject(value) || typeof value['event'] !== 'string') {
    return { event: UNSTRUCTURED, level: 'unknown', fields: { text: line } };
  }
  const { event, level, time: _, ...fields } = value;
  return { event, level: String(level ?? 'unknown'), fields };
}

function parseLine(line: string): Json | undefined {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // the line is kept as text
  }
}
