import { isAbsolute, join, relative, resolve } from 'node:path';
import { ScenarioIdInvalid } from './scenario-id-invalid.ts';

/**
 * The file of a scenario: `<directory>/<scenario id>.json`.
 *
 * @throws PARITY_SCENARIO_ID_INVALID
 */
export function cassettePath(directory: string, scenarioId: string): string {
  const path = join(resolve(directory), `${scenarioId}.json`);
  const inside = relative(resolve(directory), path);
  const isPlain = scenarioId.split('/').every((segment) => /^[\p{L}\p{N}_-][\p{L}\p{N}._-]*$/u.test(segment));
  if (!isPlain || inside.startsWith('..') || isAbsolute(inside)) {
    throw new ScenarioIdInvalid(scenarioId);
  }
  return path;
}
