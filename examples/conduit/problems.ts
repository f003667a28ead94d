import type { ErrorRequestHandler } from 'express';

/** What is wrong with a request, as Conduit answers it: a status and messages by field. */
export class Problem extends Error {
  readonly status: number;
  readonly errors: Readonly<Record<string, readonly string[]>>;

  constructor(status: number, errors: Readonly<Record<string, readonly string[]>>) {
    super(JSON.stringify(errors));
    this.status = status;
    this.errors = errors;
  }
}

/** The texts of the named fields. Throws 422 with each that is missing. */
export function requireTexts<Name extends string>(
  given: unknown,
  names: readonly Name[],
): Readonly<Record<Name, string>> {
  const texts = readTexts(given, names);
  const missing = names.filter((name) => texts[name] === undefined || texts[name].trim() === '');
  if (missing.length > 0) {
    throw new Problem(422, Object.fromEntries(missing.map((name) => [name, ["can't be blank"]])));
  }
  return texts as Readonly<Record<Name, string>>;
}

/** Those of the named fields that are texts. */
export function readTexts<Name extends string>(
  given: unknown,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const fields = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  const texts = names.map((name) => [name, fields[name]]).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(texts);
}

export const answerProblem: ErrorRequestHandler = (error, _request, response, _next) => {
  if (error instanceof Problem) {
    response.status(error.status).json({ errors: error.errors });
    return;
  }
  const status = typeof error.status === 'number' ? error.status : 500;
  response.status(status).json({ errors: { request: [status === 500 ? 'failed' : 'is malformed'] } });
};
