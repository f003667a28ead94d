import { z } from 'zod';

/** Text that every database keeps as it is: without U+0000, which Postgres refuses, and without lone surrogates. */
export function storableText(): z.ZodString {
  return z
    .string()
    .refine((text) => !text.includes('\0'), 'Must not contain U+0000')
    .refine((text) => text.isWellFormed(), 'Must be well-formed Unicode');
}
