import { basename, dirname, join } from 'node:path';
import type { Evidence } from '../../evidence/evidence.ts';
import type { EvidenceFault } from '../../evidence/evidence-fault.ts';
import { saveTranscript } from '../../evidence/folder.ts';
import type { Transcript } from '../../evidence/transcript.ts';
import { prepareTargets } from '../../run/prepare-targets.ts';
import { collectEvidence } from '../../run/run-parity.ts';
import type { PreparedRun, RunRequest } from '../../run/run-request.ts';
import { runVitest } from '../../run/run-vitest.ts';
import { loadConfig } from '../../scenario/engine/load-config.ts';
import type { CodeVersion } from '../bench/protocol.ts';
import { copyProject } from './project-copy.ts';

/** Some scenarios on a changed copy of the project. */
export interface CopyObservationRequest {
  /** A run of the scenarios on the project as it is. */
  readonly request: RunRequest;
  readonly version: CodeVersion;
  /** The targets that carry the edits. */
  readonly carriers: readonly string[];
  /** What the others do, in the same scenarios. */
  readonly known: readonly Transcript[];
}

/** What the project as it is was run with. */
export type UnmutatedProject = Pick<PreparedRun, 'config' | 'prepared'>;

/**
 * Runs scenarios on a changed copy of the whole project: slower than to change code as it is loaded, but a migration, an
 * image or a server in another process comes with the copy. One copy is run at a time.
 */
export class CopyBench {
  readonly #unmutated: UnmutatedProject;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(unmutated: UnmutatedProject) {
    this.#unmutated = unmutated;
  }

  /** Leaves evidence where the request says. A copy that cannot be made ready is a fault in it. */
  observe(request: CopyObservationRequest): Promise<Evidence> {
    const turn = this.#turn.then(() => this.#observe(request));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #observe({ request, version, carriers, known }: CopyObservationRequest): Promise<Evidence> {
    await using copy = await copyProject(dirname(request.config), version.sources);
    const there = { ...request, config: join(copy.root, basename(request.config)) };
    await using ready = await prepareCopy(there, version.id);
    if ('fault' in ready) {
      const runScenarios = async () => ({ scenarios: [], faults: [ready.fault] });
      return await collectEvidence(request, { ...this.#unmutated, runScenarios });
    }
    return await collectEvidence(there, {
      ...ready,
      runScenarios: async (run) => {
        for (const transcript of known) {
          await saveTranscript(there.out, transcript);
        }
        return await runVitest({ ...run, settings: run.settings.filter(({ target }) => carriers.includes(target)) });
      },
    });
  }
}

/** A copy that is ready, or why it is not. */
type Ready = AsyncDisposable & (UnmutatedProject | { readonly fault: EvidenceFault });

async function prepareCopy(request: RunRequest, mutant: string): Promise<Ready> {
  try {
    const config = await loadConfig(request.config);
    const prepared = await prepareTargets(request, config);
    return { config, prepared, [Symbol.asyncDispose]: () => prepared[Symbol.asyncDispose]() };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const message = `With ${mutant}, the targets could not be prepared: ${problem}`;
    const hint = 'Seed a bug that lets them start: one that does not is seen by any run.';
    return { fault: { code: 'target_unprepared', message, hint }, [Symbol.asyncDispose]: async () => {} };
  }
}
