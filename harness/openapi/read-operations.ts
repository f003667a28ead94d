import { isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { valueAt } from '../values/pointer.ts';

/** One operation of an OpenAPI document. */
export interface Operation {
  /** In upper case. */
  readonly method: string;
  /** As the document has it: `/notes/{id}`. */
  readonly path: string;
  /** Whether a request without a credential is refused. */
  readonly isProtected: boolean;
  readonly parameters: readonly Parameter[];
  /** The operation object of the document. */
  readonly definition: JsonObject;
}

export interface Parameter {
  readonly name: string;
  /** `path`, `query`, `header` or `cookie`. */
  readonly in: string;
  readonly isRequired: boolean;
  readonly schema: Json | undefined;
}

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Reads every operation of an OpenAPI document (3.0 or 3.1), in the order of the document. */
export function readOperations(document: JsonObject): Operation[] {
  return Object.entries(readObject(document, 'paths')).flatMap(([path, item]) => {
    const pathItem = resolve(item, document);
    return METHODS.flatMap((method) => {
      const definition = pathItem[method];
      return isJsonObject(definition) ? [readOperation({ method, path, pathItem, definition, document })] : [];
    });
  });
}

/** The member of an object, or an empty object where it has none. */
export function readObject(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}

interface OperationSource {
  readonly method: string;
  readonly path: string;
  readonly pathItem: JsonObject;
  readonly definition: JsonObject;
  readonly document: JsonObject;
}

function readOperation({ method, path, pathItem, definition, document }: OperationSource): Operation {
  return {
    method: method.toUpperCase(),
    path,
    isProtected: requiresCredential(definition['security'] ?? document['security']),
    parameters: mergeParameters(readParameters(pathItem, document), readParameters(definition, document)),
    definition,
  };
}

/**
 * Security is a list of alternatives: an empty list, or an empty alternative, means that no credential is needed.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 */
function requiresCredential(security: Json | undefined): boolean {
  if (!Array.isArray(security) || security.length === 0) {
    return false;
  }
  return security.every((alternative) => isJsonObject(alternative) && Object.keys(alternative).length > 0);
}

function readParameters({ parameters }: JsonObject, document: JsonObject): Parameter[] {
  return (Array.isArray(parameters) ? parameters : [])
    .map((parameter) => resolve(parameter, document))
    .map((parameter) => ({
      name: String(parameter['name']),
      in: String(parameter['in']),
      isRequired: parameter['required'] === true,
      schema: parameter['schema'],
    }));
}

/** A parameter of the operation replaces the one of the path that has its name and place. */
function mergeParameters(ofPath: readonly Parameter[], ofOperation: readonly Parameter[]): Parameter[] {
  const isReplaced = (one: Parameter) => ofOperation.some((other) => other.name === one.name && other.in === one.in);
  return [...ofPath.filter((one) => !isReplaced(one)), ...ofOperation];
}

function resolve(value: Json | undefined, document: JsonObject): JsonObject {
  if (!isJsonObject(value)) {
    return {};
  }
  const { $ref } = value;
  if (typeof $ref !== 'string') {
    return value;
  }
  const target = valueAt(document, $ref.replace(/^#/, ''));
  return isJsonObject(target) ? target : {};
}
