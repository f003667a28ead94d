import type { ReportInput } from '../../content/report-input.ts';

export interface WaiverData {
  readonly id: string;
  readonly scenario: string;
  /** Channel and pointer. */
  readonly place: string;
  readonly kind: string;
  readonly owner: string;
  readonly reason: string;
  readonly issue: string;
  readonly created: string;
  readonly expires: string;
  /** Whole days from the start of the run to the last day on which it holds; negative once it has passed. */
  readonly daysLeft: number;
  /** Ids of the divergences that it approves. */
  readonly approves: readonly string[];
}

const DAY_MS = 86_400_000;

/** Every waiver of the run, with what it approves and how long it still may. The next to end comes first. */
export function listWaivers({ verdict, evidence: { manifest } }: ReportInput): WaiverData[] {
  const startedDay = Math.floor(Date.parse(manifest.startedAt) / DAY_MS);
  const approved = Map.groupBy(verdict.divergences, ({ waiver }) => waiver);
  return manifest.waivers
    .map(({ id, scenario, channel, pointer, kind, owner, reason, issue, created, expires }) => {
      const daysLeft = Math.floor(Date.parse(expires) / DAY_MS) - startedDay;
      const approves = (approved.get(id) ?? []).map((divergence) => divergence.id);
      const place = `${channel}${pointer}`;
      return { id, scenario, place, kind, owner, reason, issue, created, expires, daysLeft, approves };
    })
    .toSorted((a, b) => (a.expires < b.expires ? -1 : a.expires > b.expires ? 1 : 0));
}
