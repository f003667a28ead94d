import type { HttpResponse } from '../evidence/transcript.ts';

/** The answers of a shared exchange by their status, as expectations and comparisons see them. */
export function byStatus(responses: readonly HttpResponse[]): Record<string, Omit<HttpResponse, 'status'>[]> {
  const statuses = [...new Set(responses.map(({ status }) => status))].toSorted((a, b) => a - b);
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      responses.filter((response) => response.status === status).map(({ headers, body }) => ({ headers, body })),
    ]),
  );
}
