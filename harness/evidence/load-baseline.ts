import { readFile } from 'node:fs/promises';
import { HarnessError } from '../base/harness-error.ts';
import { type Baseline, baselineSchema } from './verdict.ts';

/** The earlier verdict cannot be read, so it is not known what is new. */
class BaselineInvalid extends HarnessError {
  readonly code = 'PARITY_BASELINE_INVALID';

  constructor(path: string, cause?: unknown) {
    super(`${path} is not a report of an earlier run.`, {
      hint: 'Name the report.json of an evidence folder.',
      cause,
    });
  }
}

/**
 * Reads a `report.json`.
 *
 * @throws BaselineInvalid
 */
export async function loadBaseline(path: string): Promise<Baseline> {
  const parsed = baselineSchema.safeParse(await readJson(path));
  if (!parsed.success) {
    throw new BaselineInvalid(path, parsed.error);
  }
  return parsed.data;
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    throw new BaselineInvalid(path, error);
  }
}
