import type { Json } from '../../values/json.ts';
import { decodeBody } from './body-codec.ts';
import type { Interaction } from './cassette.ts';
import { firstDifference } from './describe-text-change.ts';
import { diffJson, type JsonDifference } from './diff-json.ts';
import type { IndexedInteraction } from './interaction-index.ts';
import { fixBoundary } from './multipart.ts';
import { parseJsonBytes, type RequestShape, stripCredentials } from './request-key.ts';

/** A recorded interaction that a request might have meant. */
export interface Candidate {
  readonly interaction: Interaction;
  readonly isPlayed: boolean;
  /** What differs before the body: `method`, `host`, `path`, `query`. */
  readonly line: readonly JsonDifference[];
  readonly body: readonly JsonDifference[];
  /** 0 for the same request; grows with what differs. */
  readonly distance: number;
}

const SHOWN = 3;

/**
 * The recorded interactions that come closest to the request, closest first; unplayed before played at equal distance.
 * Those of another host are only named when there is none of its own.
 */
export function nearestCandidates(entries: readonly IndexedInteraction[], request: RequestShape): readonly Candidate[] {
  const actual = splitRequest(request);
  const all = entries
    .map((entry) => toCandidate(entry, actual))
    .sort((a, b) => a.distance - b.distance || Number(a.isPlayed) - Number(b.isPlayed));
  const ofHost = all.filter(({ line }) => !line.some(({ pointer }) => pointer === '/host'));
  return (ofHost.length > 0 ? ofHost : all).slice(0, SHOWN);
}

interface RequestParts {
  readonly line: Json;
  readonly body: Json;
}

function splitRequest(request: RequestShape): RequestParts {
  const url = new URL(stripCredentials(request.url));
  url.searchParams.sort();
  return {
    line: { method: request.method, host: url.host, path: url.pathname, query: url.search },
    body: parseJsonBytes(request.body) ?? Buffer.from(fixBoundary(request.body) ?? request.body).toString('utf8'),
  };
}

function toCandidate(entry: IndexedInteraction, actual: RequestParts): Candidate {
  const { method, url, body } = entry.interaction.request;
  const recorded = splitRequest({ method, url, body: decodeBody(body) });
  const lineDifferences = diffJson(recorded.line, actual.line);
  const bodyDifferences = diffJson(recorded.body, actual.body);
  return {
    interaction: entry.interaction,
    isPlayed: entry.isPlayed,
    line: lineDifferences,
    body: bodyDifferences,
    distance: lineDifferences.length * 4 + bodyDifferences.reduce((sum, difference) => sum + weigh(difference), 0),
  };
}

/** 1 for a difference, less for texts that start and end alike. */
function weigh({ recorded, actual }: JsonDifference): number {
  if (typeof recorded !== 'string' || typeof actual !== 'string') {
    return 1;
  }
  const longest = Math.max(recorded.length, actual.length);
  const prefix = firstDifference(recorded, actual);
  const suffix = firstDifference(reverse(recorded.slice(prefix)), reverse(actual.slice(prefix)));
  return 1 - (prefix + suffix) / (longest + 1);
}

function reverse(text: string): string {
  return text.split('').reverse().join('');
}
