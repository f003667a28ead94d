import { findChannel } from '../../channels/channels.ts';
import type { Divergence } from '../../evidence/divergence.ts';
import type { Evidence } from '../../evidence/evidence.ts';
import type { MutantResult } from '../../evidence/proof.ts';
import type { Transcript } from '../../evidence/transcript.ts';
import type { Verdict } from '../../evidence/verdict.ts';
import { judge } from '../../judge/judge.ts';
import type { Json } from '../../values/json.ts';
import { findDetections } from '../scoring/score.ts';
import { type Field, listFields } from './field.ts';
import { listMutations, type Mutation, type MutationContext, REMOVED } from './mutations.ts';
import { listPlaces, type ValuePlace, withValue } from './place.ts';

/** A mutation is made at so many different places of its field, one at a time, each in another transcript if there is one. */
const PLACES_OF_A_MUTANT = 5;

export interface FieldProof {
  readonly mutants: readonly MutantResult[];
  /** Rules and waivers in whose field nothing could be changed: nobody knows how wide they are. */
  readonly idle: readonly string[];
}

interface Candidate {
  readonly reference: Transcript;
  readonly transcript: Transcript;
  readonly places: readonly ValuePlace[];
  readonly text: string;
}

/**
 * Tier G: changes, in the transcripts of a run, the values that a rule, a waiver or a symbol lets vary, in ways that it must
 * not let pass. A mutant dies when the judge reports a divergence at every place where it was tried; one that lives is
 * a rule that is too wide. Pure.
 *
 * @param only whether a mutant of that id is wanted
 */
export function proveFields(evidence: Evidence, verdict: Verdict, only: (id: string) => boolean): FieldProof {
  const waived = verdict.divergences.filter(({ waiver }) => waiver !== undefined);
  const fields = listFields(evidence.manifest.rules, evidence.manifest.waivers, waived);
  const candidates = listCandidates(evidence, verdict);
  const reports = fields.map((field) => {
    const at = findFieldPlaces(field, candidates);
    const mutants = listMutations(field.kind).flatMap(([name, mutation]) => {
      const id = `G-${field.name}-${name}`;
      const attempts = only(id) ? listAttempts(mutation, at) : [];
      return attempts.length === 0
        ? []
        : [judgeAttempts({ id, title: `${name} in ${field.name}` }, attempts, evidence)];
    });
    return { name: field.name, mutants };
  });
  return {
    mutants: reports.flatMap(({ mutants }) => mutants),
    idle: reports.filter(({ mutants }) => mutants.length === 0).map(({ name }) => name),
  };
}

/** Pairs that agree: where a scenario diverges already, one divergence more proves nothing. */
function listCandidates({ manifest, transcripts }: Evidence, { scenarios, divergences }: Verdict): Candidate[] {
  const diverging = new Set(divergences.filter(({ waiver }) => waiver === undefined).map(({ scenario }) => scenario));
  return scenarios
    .filter(({ id }) => !diverging.has(id))
    .flatMap(({ id }) => {
      const own = transcripts.filter(({ scenario }) => scenario.id === id);
      const reference = own.find(({ target }) => target === manifest.reference);
      const transcript = own.find(({ target }) => target !== manifest.reference);
      if (reference === undefined || transcript === undefined) {
        return [];
      }
      return [{ reference, transcript, places: listPlaces(transcript), text: JSON.stringify(transcript) }];
    });
}

interface FieldPlace {
  readonly candidate: Candidate;
  readonly context: MutationContext;
}

function findFieldPlaces(field: Field, candidates: readonly Candidate[]): FieldPlace[] {
  return candidates.flatMap((candidate) => {
    const own = candidate.places.filter((place) => place.value !== null && field.covers(place));
    return own.map((place) => ({
      candidate,
      context: {
        place,
        siblings: own.filter((one) => one !== place),
        facts: candidate.transcript.facts,
        referenceFacts: candidate.reference.facts,
        isRepeated: candidate.text.split(findIdentity(place, field)).length > 2,
      },
    }));
  });
}

/** A text that is long enough not to be found anywhere by chance; for others, one that is found nowhere. */
function findIdentity({ value }: ValuePlace, { kind }: Field): string {
  if (typeof value !== 'string') {
    return NOWHERE;
  }
  const pattern = typeof kind === 'object' && 'symbol' in kind ? new RegExp(kind.pattern) : /^.*$/s;
  const identity = pattern.exec(value)?.[0] ?? '';
  return identity.length < SHORTEST_IDENTITY ? NOWHERE : identity;
}

const SHORTEST_IDENTITY = 12;
const NOWHERE = '\0';

interface Attempt {
  readonly candidate: Candidate;
  readonly place: ValuePlace;
  readonly mutated: Transcript;
}

/** Places that differ in more than an index come first, then other transcripts of the same place. */
function listAttempts(mutation: Mutation, at: readonly FieldPlace[]): Attempt[] {
  const byPattern = Map.groupBy(at, ({ context: { place } }) => place.pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*'));
  const attempts: Attempt[] = [];
  for (const group of byPattern.values()) {
    const attempt = findAttempt(mutation, group);
    if (attempt !== undefined) {
      attempts.push(attempt);
    }
    if (attempts.length >= PLACES_OF_A_MUTANT) {
      break;
    }
  }
  return attempts;
}

function findAttempt(mutation: Mutation, group: readonly FieldPlace[]): Attempt | undefined {
  for (const { candidate, context } of group) {
    const value = mutation(context.place.value, context);
    if (value === undefined || (isSentByClient(context.place) && (typeof value !== 'string' || !context.isRepeated))) {
      continue;
    }
    const mutated = withValue(toJson(candidate.transcript), context.place.path, value === REMOVED ? undefined : value);
    return { candidate, place: context.place, mutated: mutated as unknown as Transcript };
  }
  return undefined;
}

/** Only what the target gave the client before can be another there. */
function isSentByClient({ channel, pointer }: ValuePlace): boolean {
  return findChannel(channel).isSentByClient?.(pointer) === true;
}

function toJson(transcript: Transcript): Json {
  return transcript as unknown as Json;
}

function judgeAttempts(
  { id, title }: { readonly id: string; readonly title: string },
  attempts: readonly Attempt[],
  evidence: Evidence,
): MutantResult {
  const judged = attempts.map((attempt) => ({ attempt, divergences: findDivergences(attempt, evidence) }));
  const survivors = judged.filter(({ divergences }) => divergences.length === 0).map(({ attempt }) => attempt);
  const base = { id, tier: 'G' as const, title };
  const places = survivors.map(
    ({ place, candidate }) => `${place.channel} ${place.pointer} in ${candidate.transcript.scenario.id}`,
  );
  if (survivors.length > 0) {
    return { ...base, outcome: 'survived', killedBy: [], caught: [], why: `Not noticed at ${places.join(', ')}.` };
  }
  const killedBy = attempts.map(({ candidate }) => candidate.transcript.scenario.id);
  const caught = findDetections(judged.flatMap(({ divergences }) => divergences));
  return { ...base, outcome: 'killed', killedBy, caught };
}

function findDivergences({ candidate, mutated }: Attempt, { manifest }: Evidence): readonly Divergence[] {
  const { scenario } = candidate.transcript;
  const { schema, runId, startedAt, durationMs, command, reference, rules, waivers, environment } = manifest;
  const targets = manifest.targets.filter(({ name }) => name === reference || name === mutated.target);
  const verdict = judge({
    manifest: {
      schema,
      runId,
      startedAt,
      durationMs,
      command,
      reference,
      rules,
      waivers,
      environment,
      targets,
      scenarios: [scenario],
      faults: [],
    },
    transcripts: [candidate.reference, mutated],
  });
  return verdict.divergences.filter(({ waiver }) => waiver === undefined);
}
