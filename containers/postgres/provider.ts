import type { PostgresConnection } from './connection.ts';

export type ProviderName = 'url' | 'container' | 'embedded';

/** The provider that a command line names; undefined where it names none. */
export function toProviderName(name: string | undefined): ProviderName | undefined {
  return name === 'url' || name === 'container' || name === 'embedded' ? name : undefined;
}

/** Whether a provider can be used on this machine; `next` is the command or setting that would make it so. */
export type Preflight =
  | { readonly available: true; readonly detail: string }
  | { readonly available: false; readonly why: string; readonly next: string };

export interface ProviderContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly runId: string;
  /** Whether the server will be stopped and started: what it stores must outlast that, and its address must stay. */
  readonly restartable: boolean;
  readonly progress: (line: string) => void;
}

/** Where other containers reach a server: join `name`, then connect to `host`, which is `address`, and `port`. */
export interface PostgresNetwork {
  readonly name: string;
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** Stops a server as its operator would, which ends every session with 57P01, and starts it again where it was. */
export interface PostgresControl {
  /** Resolves when nobody listens any more. */
  stop(): Promise<void>;
  /** Resolves when it lets people in again, with everything that was committed. */
  start(): Promise<void>;
}

/** A server that runs but has not yet proved what it is. `image` is its name and digest, null when it has none. */
export interface RunningPostgres extends AsyncDisposable {
  readonly connection: PostgresConnection;
  readonly image: string | null;
  readonly network: PostgresNetwork | null;
  /** Null unless it was started to be restarted: nobody stops a server that others use. */
  readonly power: PostgresControl | null;
}

/** A preflight that can be acted on. `final`: the user named this very thing, so no other provider may replace it. */
export type Preparation =
  | { readonly available: true; readonly detail: string; readonly start: () => Promise<RunningPostgres> }
  | { readonly available: false; readonly why: string; readonly next: string; readonly final?: boolean };

/** `mayPull` allows the download of an image; without it the preparation changes nothing that a user would notice. */
export type PrepareProvider = (context: ProviderContext & { readonly mayPull: boolean }) => Promise<Preparation>;
