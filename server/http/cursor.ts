import { z } from 'zod';
import type { AnalysisPosition } from '../ports/analysis-repository.ts';

const POSITION = z.tuple([z.iso.datetime({ precision: 3 }), z.uuid()]);

/** Where a page ended, in a form that clients pass back and do not read. */
export function toCursor({ createdAt, id }: AnalysisPosition): string {
  return Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString('base64url');
}

export const CURSOR = z
  .string()
  .max(200)
  .transform((text, context): AnalysisPosition => {
    const position = POSITION.safeParse(parsed(Buffer.from(text, 'base64url').toString()));
    if (!position.success) {
      context.addIssue('Is not a cursor of this list');
      return z.NEVER;
    }
    const [createdAt, id] = position.data;
    return { createdAt: new Date(createdAt), id };
  });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // which is no position
  }
}
