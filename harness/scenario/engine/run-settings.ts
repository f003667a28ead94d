import type { Shard } from '../../evidence/manifest.ts';
import type { RecordMode } from '../../traffic/api/record-mode.ts';
import type { Json } from '../../values/json.ts';

/** What the command hands to the workers that run the scenarios. Plain JSON. */
export interface RunSettings {
  /** Absolute path of the parity configuration. */
  readonly config: string;
  /** Absolute path of the evidence folder. */
  readonly evidence: string;
  /** Absolute path of the cassettes. */
  readonly cassettes: string;
  readonly target: string;
  /** A glob over scenario ids, or null for all. */
  readonly only: string | null;
  /** Which of several machines this is, or null for the only one. */
  readonly shard?: Shard | null;
  readonly llm: RecordMode;
  /** Whether recording goes to the live APIs, to the stand-in, or to one that makes a text from each prompt (`echo`). */
  readonly upstream: 'live' | 'stand-in' | 'echo';
  /** What the target's `prepare` returned as data. */
  readonly prepared: Json;
}

declare module 'vitest' {
  interface ProvidedContext {
    readonly parity: RunSettings;
  }
}
