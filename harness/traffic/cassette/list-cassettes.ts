import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { hasCode } from '../../base/has-code.ts';
import type { Provenance } from './cassette.ts';
import { CassetteInvalid } from './cassette-invalid.ts';
import { loadCassette } from './load-cassette.ts';

export type ListedCassette =
  | {
      readonly status: 'valid';
      readonly path: string;
      readonly scenario: { readonly id: string; readonly title: string };
      readonly provenance: Provenance;
      readonly interactions: number;
      /** How many of them are errors that a provider answered with (HTTP status 400 and above). */
      readonly errors: number;
    }
  | {
      readonly status: 'invalid';
      readonly path: string;
      readonly scenario: { readonly id: string };
      readonly problem: string;
    };

/** Every cassette below a directory, in order of path; none when the directory is missing. */
export async function listCassettes(directory: string): Promise<readonly ListedCassette[]> {
  const names = await namesBelow(directory);
  return await Promise.all(names.map((name) => listOne(directory, name)));
}

async function namesBelow(directory: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map((entry) => relative(directory, join(entry.parentPath, entry.name)))
      .sort();
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      return [];
    }
    throw error;
  }
}

async function listOne(directory: string, name: string): Promise<ListedCassette> {
  const path = join(directory, name);
  try {
    const { scenario, provenance, interactions } = await loadCassette(path);
    const errors = interactions.filter(({ response }) => response.status >= 400).length;
    return { status: 'valid', path, scenario, provenance, interactions: interactions.length, errors };
  } catch (error) {
    if (!(error instanceof CassetteInvalid)) {
      throw error;
    }
    const id = name
      .replace(/\.json$/, '')
      .split(sep)
      .join('/');
    return { status: 'invalid', path, scenario: { id }, problem: error.message };
  }
}
