import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { HarnessError } from '../base/harness-error.ts';
import { type Policy, policySchema } from './policy.ts';

/** The policy cannot be read, so it is not known what a release needs. */
class PolicyInvalid extends HarnessError {
  readonly code = 'PARITY_POLICY_INVALID';

  constructor(path: string, problem: string, cause?: unknown) {
    super(`${path} is not a valid policy: ${problem}.`, {
      hint: 'docs/guides/sign-off.md says what a policy may ask.',
      cause,
    });
  }
}

/**
 * The terms of a release from a YAML file.
 *
 * @throws PolicyInvalid
 */
export async function loadPolicy(path: string): Promise<Policy> {
  const read = policySchema.safeParse(parsed(path, await readText(path)));
  if (read.success) {
    return read.data;
  }

  const [issue] = read.error.issues;
  throw new PolicyInvalid(path, `at /${issue?.path.join('/') ?? ''} ${issue?.message ?? 'it has another shape'}`);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new PolicyInvalid(path, 'it cannot be read', cause);
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return parse(text, { schema: 'core' });
  } catch (cause) {
    throw new PolicyInvalid(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}
