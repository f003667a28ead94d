import type { ReportInput } from '../../report-input.ts';
import type { WaiverData } from './report-data.ts';

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
