import { findExchange } from '../channels/http.ts';
import type { Coverage, EndpointCoverage } from '../evidence/coverage.ts';
import { removeIdentifiers } from '../evidence/endpoint.ts';
import type { RunManifest } from '../evidence/manifest.ts';
import type { Transcript } from '../evidence/transcript.ts';
import { coverCells } from './cells.ts';
import { listObservedAnswers } from './observed-answers.ts';
import { findUndocumentedAnswers } from './undocumented-answers.ts';

export function measureCoverage(manifest: RunManifest, transcripts: readonly Transcript[]): Coverage {
  const endpoints = coveredEndpoints(transcripts);
  const { expected, targets } = manifest;
  if (expected === undefined) {
    return { endpoints };
  }
  const answers = listObservedAnswers(transcripts, expected);
  return {
    endpoints,
    cells: coverCells(expected, { answers, targets: targets.map(({ name }) => name) }),
    unknown: findUndocumentedAnswers(expected, answers),
  };
}

function coveredEndpoints(transcripts: readonly Transcript[]): EndpointCoverage[] {
  const endpoints = new Map<string, Map<string, Set<number>>>();
  for (const { target, steps } of transcripts) {
    for (const { request, responses } of steps.flatMap((step) => findExchange(step) ?? [])) {
      const path = removeIdentifiers(request.path.split('?')[0] ?? '');
      const endpoint = entry(endpoints, `${request.method} ${path}`, () => new Map<string, Set<number>>());
      const statuses = entry(endpoint, target, () => new Set<number>());
      for (const { status } of responses) {
        statuses.add(status);
      }
    }
  }
  return [...endpoints]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, statuses]) => {
      const [method = '', path = ''] = name.split(' ');
      const sorted = [...statuses].map(([target, seen]) => [target, [...seen].toSorted((a, b) => a - b)]);
      return { method, path, statuses: Object.fromEntries(sorted) };
    });
}

function entry<K, V>(map: Map<K, V>, key: K, create: () => V): V {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
