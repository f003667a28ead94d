import { z } from 'zod';
import { list, record } from '../evidence/schema.ts';
import { type Envelope, EnvelopeInvalid, readPayload } from './envelope.ts';
import { type Statement, TEST_RESULT } from './statements.ts';

const statement = {
  _type: z.literal('https://in-toto.io/Statement/v1'),
  subject: list(z.object({ name: z.string(), digest: record(z.string()) })),
  predicateType: z.string(),
};

/** A statement of any type. What its predicate says is compared with what follows from the evidence, as a whole. */
const statementSchema = z.object({ ...statement, predicate: z.unknown() });

const testResultSchema = z.object({ ...statement, predicate: z.object({ evidence: record(z.string()) }) });

/**
 * The statement in an envelope, whoever signed it.
 *
 * @throws EnvelopeInvalid
 */
export function readStatement(envelope: Envelope): Statement<unknown> {
  return parse(readPayload(envelope), statementSchema);
}

/**
 * The digests that were signed, by path below the evidence folder.
 *
 * @throws EnvelopeInvalid
 */
export function readSignedDigests(statements: readonly Statement<unknown>[]): Readonly<Record<string, string>> {
  const result = statements.find(({ predicateType }) => predicateType === TEST_RESULT);
  return parse(result, testResultSchema).predicate.evidence;
}

function parse<T extends z.ZodType>(value: unknown, schema: T): z.infer<T> {
  const read = schema.safeParse(value);
  if (!read.success) {
    const place = read.error.issues[0]?.path.join('/') ?? '';
    throw new EnvelopeInvalid(`The attestation cannot be read: at /${place} it is not a statement of in-toto.`, {
      hint: 'Sign the evidence again: npx parity sign --evidence DIR --key PEM.',
    });
  }
  return read.data;
}
