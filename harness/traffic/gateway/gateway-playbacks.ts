import { cassettePath } from '../cassette/cassette-path.ts';
import type { PlaybackSummary } from '../engine/playback.ts';
import type { PlaybackOptions, PlayOptions } from '../engine/playback-options.ts';
import { openScenarioPlayback, type ScenarioPlayback } from '../engine/scenario-playback.ts';
import { createFirewall, type SecretFirewall } from '../secrets/firewall.ts';

/** A playback that takes requests. */
export interface OpenPlayback {
  readonly token: string;
  readonly scenarioId: string;
  readonly playback: ScenarioPlayback;
}

export interface PlaybacksOptions extends PlaybackOptions {
  readonly newToken: () => string;
}

/** The playbacks of a gateway: any number at the same time, each with a token; one a scenario is shared by its name. */
export class GatewayPlaybacks implements AsyncDisposable {
  readonly #options: PlaybacksOptions;
  readonly #firewall: SecretFirewall;
  readonly #open = new Map<string, OpenPlayback>();
  readonly #shared = new Map<string, Promise<OpenPlayback>>();
  readonly #endedByClients: { readonly scenario: string; readonly summary: PlaybackSummary }[] = [];

  constructor(options: PlaybacksOptions) {
    this.#options = options;
    this.#firewall = createFirewall(options);
  }

  /** @throws PARITY_SCENARIO_ID_INVALID */
  async open(scenario: { readonly id: string; readonly title: string }, options?: PlayOptions): Promise<OpenPlayback> {
    const path = cassettePath(this.#options.cassettes, scenario.id);
    const token = this.#options.newToken();
    const playback = await openScenarioPlayback({
      ...this.#options,
      ...options,
      scenario,
      path,
      firewall: this.#firewall,
      onEnd: () => this.#forget(token),
    });
    const opened = { token, scenarioId: scenario.id, playback };
    this.#open.set(token, opened);
    return opened;
  }

  /** The playback that requests share which name their scenario alone; the first of them opens it. */
  async shared(scenarioId: string): Promise<OpenPlayback> {
    const open = this.#shared.get(scenarioId) ?? this.open({ id: scenarioId, title: scenarioId });
    this.#shared.set(scenarioId, open);
    try {
      return await open;
    } catch (error) {
      this.#shared.delete(scenarioId);
      throw error;
    }
  }

  byToken(token: string): OpenPlayback | null {
    return this.#open.get(token) ?? null;
  }

  ofScenario(scenarioId: string): readonly OpenPlayback[] {
    return [...this.#open.values()].filter((open) => open.scenarioId === scenarioId);
  }

  /** Ejects a playback; null when there is none of this token (any more). */
  async end(token: string): Promise<PlaybackSummary | null> {
    const open = this.#open.get(token);
    return open === undefined ? null : await open.playback.eject();
  }

  /** {@link end} for a client that asked for it over HTTP; what came of it is told at the end, too. */
  async endForClient({ scenarioId, playback }: OpenPlayback): Promise<PlaybackSummary> {
    const summary = await playback.eject();
    this.#endedByClients.push({ scenario: scenarioId, summary });
    return summary;
  }

  /** Ends what is open. Tells also of what clients ended over HTTP, and of that first. */
  async endAll(): Promise<readonly { readonly scenario: string; readonly summary: PlaybackSummary }[]> {
    const all = [...this.#open.values()];
    const open = await Promise.all(
      all.map(async ({ scenarioId, playback }) => ({ scenario: scenarioId, summary: await playback.eject() })),
    );
    return [...this.#endedByClients.splice(0), ...open];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open.values()].map(({ playback }) => playback[Symbol.asyncDispose]()));
  }

  #forget(token: string): void {
    const open = this.#open.get(token);
    this.#open.delete(token);
    if (open !== undefined) {
      this.#shared.delete(open.scenarioId);
    }
  }
}
