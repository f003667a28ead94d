import type { RecordMode } from '../api/record-mode.ts';
import type { Upstreams } from '../api/upstreams.ts';
import type { VolatilePlace } from '../api/volatile-place.ts';
import type { Cassette } from '../cassette/cassette.ts';
import type { SecretFirewall } from '../secrets/firewall.ts';
import type { Harmless } from '../secrets/harmless.ts';
import type { Placeholders } from '../secrets/placeholders.ts';
import type { Upstream } from './recording/upstream.ts';
import type { ReplayTiming } from './replay/recorded-response.ts';

/** What holds for every playback of a network or gateway. */
export interface PlaybackOptions extends ReplayTiming {
  readonly mode: RecordMode;
  /** The directory of the cassettes; a scenario's file is `<scenario id>.json` below it. */
  readonly cassettes: string;
  /** Where the record modes and `live` send requests. */
  readonly upstream: Upstream;
  readonly now: () => Date;
  /** Exact values that must never be written or shown, such as the API keys in use. */
  readonly knownSecrets: readonly string[];
  /** Values that look like secrets and are none. */
  readonly harmless?: readonly Harmless[] | undefined;
  /**
   * Values that a cassette holds under a name, `{{NAME}}`, and that are put back when it is played: what a provider
   * said and the next request repeats, such as the id of an organisation.
   */
  readonly placeholders?: Placeholders | undefined;
  /** The hosts beside the providers that the system sends requests to. */
  readonly upstreams?: Upstreams | undefined;
  /** What of a request does not decide whether it is the recorded one. */
  readonly volatile?: readonly VolatilePlace[] | undefined;
}

export interface PlayOptions {
  /** What is played instead of the cassette that was loaded, such as the same one with faults. Only in mode `replay`. */
  readonly alter?: ((cassette: Cassette) => Cassette) | undefined;
}

/** A playback of one scenario. */
export interface PlaybackSettings extends PlaybackOptions, PlayOptions {
  readonly scenario: { readonly id: string; readonly title: string };
  readonly path: string;
  readonly firewall: SecretFirewall;
  /** Called once, when no further request is taken. */
  readonly onEnd: () => void;
}
