import type { z } from 'zod';
import { ProblemError } from '../domain/errors.ts';

interface FieldProblem {
  /** A JSON pointer (RFC 6901) into the part of the request that is wrong. */
  readonly pointer: string;
  readonly message: string;
}

/** @throws ProblemError validation_failed with a pointer for each field; no message repeats a value */
export function validate<S extends z.ZodType>(schema: S, value: unknown, part: 'body' | 'query'): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) {
    const errors = result.error.issues.flatMap(fieldProblems);
    throw new ProblemError('validation_failed', `The ${part} does not fit its schema`, { extensions: { errors } });
  }
  return result.data;
}

function fieldProblems(issue: z.core.$ZodIssue): readonly FieldProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ pointer: pointer([...issue.path, key]), message: 'Unknown member' }));
  }
  return [{ pointer: pointer(issue.path), message: issue.message }];
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
