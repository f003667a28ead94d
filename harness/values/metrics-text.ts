import type { Json, JsonObject } from './json.ts';

/** `text/plain; version=0.0.4`, with whatever else: the content type of the format. */
export function isMetricsText(contentType: string): boolean {
  return /^text\/plain\b/.test(contentType) && /;\s*version=0\.0\.4\s*(;|$)/.test(contentType);
}

const COMMENT = /^#(?:\s+(HELP|TYPE)\s+([a-zA-Z_:][\w:]*)(?:\s+(.*))?)?/;
const SAMPLE = /^([a-zA-Z_:][\w:]*)\s*(?:\{(.*)\})?\s+(\S+)(?:\s+-?\d+)?\s*$/;
const LABEL = /^\s*([a-zA-Z_]\w*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(?:,|$)/;

interface Sample {
  readonly labels: JsonObject;
  readonly value: Json;
}

/**
 * What a page of metrics says: each metric by its name, as the list of its samples, `{ labels, value }`, and its kind and help
 * under `# TYPE name` and `# HELP name`. Samples are listed by their labels: the format gives their order no meaning. A value
 * that JSON cannot say is the text that stands there (`+Inf`); time stamps are left out. Undefined for what is no such page.
 *
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format, version 0.0.4.
 */
export function parseMetrics(text: string): JsonObject | undefined {
  const comments = new Map<string, string>();
  const samples = new Map<string, Sample[]>();
  for (const line of text.split('\n')) {
    if (line.trim() === '') {
      continue;
    }
    const comment = COMMENT.exec(line);
    if (comment !== null) {
      const [, keyword, name, rest = ''] = comment;
      if (keyword !== undefined) {
        comments.set(`# ${keyword} ${name}`, keyword === 'HELP' ? unescaped(rest) : rest);
      }
      continue;
    }
    const [, name, labelText = '', value = ''] = SAMPLE.exec(line) ?? [];
    const labels = labelsOf(labelText);
    if (name === undefined || labels === undefined) {
      return undefined;
    }
    samples.set(name, [...(samples.get(name) ?? []), { labels, value: numberOf(value) }]);
  }
  const sorted = [...samples].map(([name, own]): [string, Json] => [
    name,
    own.toSorted(byLabels).map((sample) => ({ ...sample })),
  ]);
  return Object.fromEntries<Json>([...comments, ...sorted]);
}

function labelsOf(text: string): JsonObject | undefined {
  const labels: [string, string][] = [];
  for (let rest = text; rest.trim() !== ''; ) {
    const [whole, name, value = ''] = LABEL.exec(rest) ?? [];
    if (whole === undefined || name === undefined) {
      return undefined;
    }
    labels.push([name, unescaped(value)]);
    rest = rest.slice(whole.length);
  }
  return Object.fromEntries(labels.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function unescaped(text: string): string {
  return text.replaceAll(/\\([\\"n])/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
}

function numberOf(text: string): Json {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

function byLabels(a: Sample, b: Sample): number {
  const [left, right] = [JSON.stringify(a.labels), JSON.stringify(b.labels)];
  return left < right ? -1 : left === right ? 0 : 1;
}
