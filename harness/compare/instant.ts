const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/;

/** Two instants of one object that are closer than this happened together: their distance is noise. */
const TOGETHER_MS = 5_000;

/** Whether a text is an instant in the profile of RFC 3339. */
export function isInstant(text: string): boolean {
  return ISO_INSTANT.test(text);
}

/**
 * What two runs must agree on in an instant: its precision, its zone, and how far it lies from the earliest instant of
 * the same object: `<instant.3.Z>` or `<instant.3.Z +900s>`.
 */
export function describeInstant(text: string, earliestMs: number): string {
  const [, fraction = '', zone = ''] = ISO_INSTANT.exec(text) ?? [];
  const distanceMs = Date.parse(text) - earliestMs;
  const distance = distanceMs < TOGETHER_MS ? '' : ` +${Math.round(distanceMs / 1_000)}s`;
  return `<instant.${fraction.length}.${zone}${distance}>`;
}
