import { rfc3339 } from './moments.ts';

const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a text is an instant in the profile of RFC 3339, of a day and an hour that there are. */
export function isInstant(text: string): boolean {
  return rfc3339.recognise(text) !== undefined;
}

/** `Z` or an offset such as `+02:00`; empty where the text is no instant. */
export function readZone(text: string): string {
  return ISO_INSTANT.exec(text)?.[2] ?? '';
}
