import { HarnessError } from '../base/harness-error.ts';
import type { CoverageExpectation, ExpectedOperation } from '../evidence/coverage-expectation.ts';
import type { CoverageConfig, ParityConfig } from '../scenario/api/parity-config.ts';
import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';

/** The OpenAPI document has nothing to expect in it. */
class DocumentInvalid extends HarnessError {
  readonly code = 'PARITY_DOCUMENT_INVALID';

  constructor(problem: string) {
    super(`The OpenAPI document cannot be used: ${problem}.`, {
      hint: 'Look at coverage.openapi in the parity configuration.',
    });
  }
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Distils what a run must see from the OpenAPI document of the project. Throws DocumentInvalid. */
export async function expectCoverage({
  coverage,
}: Pick<ParityConfig, 'coverage'>): Promise<CoverageExpectation | undefined> {
  if (coverage === undefined) {
    return undefined;
  }
  const document = await coverage.openapi();
  const operations = listOperations(document, coverage);
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
    credentials: listCredentials(document),
    accessStates: coverage.accessStates ?? {},
    unreachable: coverage.unreachable ?? [],
  };
}

function listOperations(document: JsonObject, coverage: CoverageConfig): ExpectedOperation[] {
  return Object.entries(objectAt(document, 'paths')).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = isJsonObject(item) ? item[method] : undefined;
      return isJsonObject(operation) ? [describeOperation({ method, path, operation, document, coverage })] : [];
    }),
  );
}

interface OperationSource {
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
  readonly document: JsonObject;
  readonly coverage: CoverageConfig;
}

function describeOperation({ method, path, operation, document, coverage }: OperationSource): ExpectedOperation {
  const responses = objectAt(operation, 'responses');
  const statuses = Object.keys(responses).filter((status) => /^[1-5]\d\d$/.test(status));
  const route = `${method.toUpperCase()} ${path}`;
  const told = JSON.stringify(responses['401'] ?? null);
  return {
    method: method.toUpperCase(),
    path,
    isProtected: isProtected(operation['security'] ?? document['security']),
    statuses: statuses.map(Number),
    refusals: Object.keys(coverage.accessStates ?? {}).filter((code) => mentions(told, code)),
    providers: coverage.providers?.[route] ?? [],
  };
}

/** Security is a list of alternatives, and an empty one means that none is needed (OpenAPI 3.1, security requirement). */
function isProtected(security: Json | undefined): boolean {
  if (!Array.isArray(security) || security.length === 0) {
    return false;
  }
  return security.every((alternative) => isJsonObject(alternative) && Object.keys(alternative).length > 0);
}

/** Whether the text has the code as a word of its own: the document may say it in an example, an enum or in prose. */
function mentions(text: string, code: string): boolean {
  return text.split(/[^\w.-]+/).includes(code);
}

function listCredentials(document: JsonObject): string[] {
  const schemes = objectAt(objectAt(document, 'components'), 'securitySchemes');
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

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}
