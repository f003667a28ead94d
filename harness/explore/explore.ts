import fc from 'fast-check';
import { EXIT, type ExitCode } from '../base/exit-codes.ts';
import type { Divergence } from '../evidence/divergence.ts';
import { removeIdentifiers } from '../evidence/endpoint.ts';
import type { EvidenceFault } from '../evidence/evidence-fault.ts';
import type { GeneratedRequest } from '../scenario/api/generated-request.ts';
import { type Explorable, generateSequences } from './call-arbitrary.ts';
import type { LockstepOutcome } from './lockstep.ts';
import { minimise } from './minimise.ts';
import { simplify } from './simplify.ts';

export interface Exploring extends Explorable {
  /** Calls that come before the generated ones, such as those that sign people up. */
  readonly first: readonly GeneratedRequest[];
  readonly runs: number;
  readonly seed: number;
  /** Where a counterexample lies below the seed, to see only that one again. */
  readonly path?: string;
  /** The search ends with so many; ten where it is left out. */
  readonly most?: number;
  /** The command without its seed, for the line that shows a counterexample again. */
  readonly command: string;
  readonly run: (calls: readonly GeneratedRequest[]) => Promise<LockstepOutcome>;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** What `parity explore --json` prints. */
export interface Exploration {
  readonly schema: 'ultra-parity/exploration/v1';
  readonly exitCode: ExitCode;
  /** Sequences that were run, without those that only shrank another. */
  readonly runs: number;
  readonly seed: number;
  readonly counterexamples: readonly Counterexample[];
  /** Why sequences could not be judged, each code once. */
  readonly faults: readonly EvidenceFault[];
}

export interface Counterexample {
  /** The shortest sequence that was found. */
  readonly steps: readonly GeneratedRequest[];
  readonly divergence: Divergence;
  /** How many sequences it took. */
  readonly after: number;
  /** The command that shows it again. */
  readonly replay: string;
}

/** No one needs more at once, and each is found with the earlier ones left aside. */
const MOST_COUNTEREXAMPLES = 10;

/**
 * Looks for sequences of calls on which two targets differ. Each is shrunk to the shortest that still shows a new
 * divergence; then the search goes on for others, until the runs are used up.
 */
export async function explore(exploring: Exploring): Promise<Exploration> {
  const search = new Search(exploring);
  while (search.goesOn()) {
    await search.findNext();
  }
  const { counterexamples, faults, used } = search;
  const exitCode =
    counterexamples.length > 0
      ? EXIT.divergent
      : faults.size > 0 || exploring.signal.aborted
        ? EXIT.inconclusive
        : EXIT.equivalent;
  return {
    schema: 'ultra-parity/exploration/v1',
    exitCode,
    runs: used,
    seed: exploring.seed,
    counterexamples,
    faults: [...faults.values()],
  };
}

class Search {
  readonly counterexamples: Counterexample[] = [];
  readonly faults = new Map<string, EvidenceFault>();
  used = 0;
  readonly #exploring: Exploring;
  readonly #known = new Set<string>();
  readonly #sequences: fc.Arbitrary<GeneratedRequest[]>;

  constructor(exploring: Exploring) {
    this.#exploring = exploring;
    this.#sequences = generateSequences(exploring);
  }

  goesOn(): boolean {
    const { runs, path, signal, most = MOST_COUNTEREXAMPLES } = this.#exploring;
    if (path !== undefined && this.used > 0) {
      return false;
    }
    return !signal.aborted && this.used < runs && this.counterexamples.length < most;
  }

  async findNext(): Promise<void> {
    const { runs, seed, path, progress, signal } = this.#exploring;
    // What was used up so far is part of the seed, so that a search that goes on does not repeat itself.
    const ownSeed = seed + this.used;
    let tried = 0;
    const property = fc.asyncProperty(this.#sequences, async (calls) => {
      // What is not run after an interruption has shown nothing.
      if (!signal.aborted) {
        tried += 1;
      }
      return (await this.#newIn(calls)) === undefined;
    });
    const details = await fc.check(property, {
      seed: ownSeed,
      numRuns: path === undefined ? runs - this.used : 1,
      ...(path === undefined ? {} : { path }),
      // Its own way of shrinking runs the two systems hundreds of times.
      endOnFailure: true,
    });
    this.used += tried;
    const [failing] = details.counterexample ?? [];
    if (failing === undefined) {
      return;
    }
    const calls = await this.#shortest(failing);

    const { divergences } = await this.#exploring.run([...this.#exploring.first, ...calls]);
    const divergence = divergences.find((one) => !this.#known.has(createSignature(one)));
    for (const one of divergences) {
      this.#known.add(createSignature(one));
    }
    if (divergence === undefined) {
      return;
    }
    const replay = `${this.#exploring.command} --seed ${ownSeed} --path ${details.counterexamplePath ?? '0'}`;
    this.counterexamples.push({ steps: [...this.#exploring.first, ...calls], divergence, after: this.used, replay });
    progress(`found: ${divergence.step}, ${divergence.channel}${divergence.pointer} (${calls.length} calls)`);
  }

  async #shortest(failing: readonly GeneratedRequest[]): Promise<readonly GeneratedRequest[]> {
    const fails = async (calls: readonly GeneratedRequest[]) => (await this.#newIn(calls)) !== undefined;
    return await simplify(await minimise(failing, fails), fails);
  }

  async #newIn(calls: readonly GeneratedRequest[]): Promise<Divergence | undefined> {
    const { first, run, signal } = this.#exploring;
    if (signal.aborted) {
      return undefined;
    }
    const { divergences, faults } = await run([...first, ...calls]);
    for (const fault of faults) {
      this.faults.set(fault.code, this.faults.get(fault.code) ?? fault);
    }
    return divergences.find((one) => !this.#known.has(createSignature(one)));
  }
}

/** Two divergences of one signature are taken for one bug: the same kind, at the same place of the same endpoint. */
function createSignature({ step, channel, kind, pointer }: Divergence): string {
  return [removeIdentifiers(step).split('?')[0], channel, kind, pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')].join(' ');
}
