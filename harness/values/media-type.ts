export interface MediaType {
  /** `application/json`, in lower case; empty where none is given. */
  readonly type: string;
  /** By lower-case name, without quotes. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Reads a `Content-Type` (RFC 9110, section 8.3.1). Of a parameter that stands twice the first counts, as in browsers. */
export function parseMediaType(header: string | undefined): MediaType {
  const [type = '', rest = ''] = /^([^;]*)(.*)$/s.exec(header ?? '')?.slice(1) ?? [];
  const parameters = new Map<string, string>();
  for (const [, name = '', quoted, plain = ''] of rest.matchAll(PARAMETER)) {
    const key = name.toLowerCase();
    if (!parameters.has(key)) {
      parameters.set(key, quoted === undefined ? plain.trim() : quoted.replaceAll(/\\(.)/g, '$1'));
    }
  }
  return { type: type.trim().toLowerCase(), parameters };
}

const PARAMETER = /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]*))/g;

/** `application/json` or any type that ends in `+json` (RFC 6839, section 3.1). */
export function isJsonType({ type }: MediaType): boolean {
  return /^(?:application|text)\/json$|\+json$/.test(type);
}

export function isEventStreamType({ type }: MediaType): boolean {
  return type === 'text/event-stream';
}
