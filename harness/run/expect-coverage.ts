import { HarnessError } from '../base/harness-error.ts';
import type { CoverageExpectation, ExpectedOperation } from '../evidence/coverage-expectation.ts';
import { type Operation, readObject, readOperations } from '../openapi/read-operations.ts';
import type { CoverageConfig, ParityConfig } from '../scenario/api/parity-config.ts';
import { isJsonObject, type JsonObject } from '../values/json.ts';

/** The OpenAPI document has nothing to expect in it. */
class DocumentInvalid extends HarnessError {
  readonly code = 'PARITY_DOCUMENT_INVALID';

  constructor(problem: string) {
    super(`The OpenAPI document cannot be used: ${problem}.`, {
      hint: 'Look at coverage.openapi in the parity configuration.',
    });
  }
}

/**
 * Distils what a run must see from the OpenAPI document of the project.
 *
 * @throws DocumentInvalid
 */
export async function expectCoverage({
  coverage,
}: Pick<ParityConfig, 'coverage'>): Promise<CoverageExpectation | undefined> {
  if (coverage === undefined) {
    return undefined;
  }
  const document = await coverage.openapi();
  const operations = readOperations(document).map((operation) => toExpected(operation, coverage));
  if (operations.length === 0) {
    throw new DocumentInvalid('it describes no operation');
  }
  const routes = new Set(operations.map(({ method, path }) => `${method} ${path}`));
  const stranger = Object.keys(coverage.providers ?? {}).find((route) => !routes.has(route));
  if (stranger !== undefined) {
    throw new DocumentInvalid(`providers are named for ${stranger}, which it does not have`);
  }
  return {
    operations,
    credentials: listCredentialHeaders(document),
    accessStates: coverage.accessStates ?? {},
    unreachable: coverage.unreachable ?? [],
  };
}

function toExpected({ method, path, isProtected, definition }: Operation, coverage: CoverageConfig): ExpectedOperation {
  const responses = readObject(definition, 'responses');
  const refusal = JSON.stringify(responses['401'] ?? null);
  return {
    method,
    path,
    isProtected,
    statuses: Object.keys(responses)
      .filter((status) => /^[1-5]\d\d$/.test(status))
      .map(Number),
    refusals: Object.keys(coverage.accessStates ?? {}).filter((code) => mentions(refusal, code)),
    providers: coverage.providers?.[`${method} ${path}`] ?? [],
  };
}

/** Whether the text has the code as a word of its own: the document may say it in an example, an enum or in prose. */
function mentions(text: string, code: string): boolean {
  return text.split(/[^\w.-]+/).includes(code);
}

function listCredentialHeaders(document: JsonObject): string[] {
  const schemes = readObject(readObject(document, 'components'), 'securitySchemes');
  const headers = Object.values(schemes).flatMap((scheme) => {
    if (!isJsonObject(scheme)) {
      return [];
    }
    const { type, name } = { type: scheme['type'], name: scheme['name'] };
    if (type !== 'apiKey') {
      return ['authorization'];
    }
    if (scheme['in'] === 'cookie') {
      return ['cookie'];
    }
    return scheme['in'] === 'header' && typeof name === 'string' ? [name.toLowerCase()] : [];
  });
  return [...new Set(headers)].toSorted();
}
