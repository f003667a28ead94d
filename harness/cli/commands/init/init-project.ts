import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HarnessError } from '../../../base/harness-error.ts';
import { hasCode } from '../../../base/has-code.ts';
import { makeFolder } from '../../../base/make-folder.ts';
import { PROJECT_FILES } from './project-files.ts';

/** There is no project to be set up here. */
class ProjectMissing extends HarnessError {
  readonly code = 'PARITY_PROJECT_MISSING';
}

/** What became of each file. */
export interface Initialised {
  readonly written: readonly string[];
  /** What was there already and was left as it is. */
  readonly kept: readonly string[];
  /** Packages that the project needs and does not name. */
  readonly missing: readonly string[];
}

const SCRIPT = 'parity run';
const IGNORED = '.parity/';
const NEEDED = ['ultra-parity', 'vitest'];

/**
 * Sets the harness up in a project. What is there stays as it is.
 *
 * @throws PARITY_PROJECT_MISSING
 */
export async function initProject(folder: string): Promise<Initialised> {
  const { text, project } = await readProject(folder);
  const outcome = { written: [] as string[], kept: [] as string[] };
  for (const [path, content] of Object.entries(PROJECT_FILES)) {
    const isNew = await writeNew(join(folder, path), content);
    (isNew ? outcome.written : outcome.kept).push(path);
  }
  if (project.scripts?.['parity'] === undefined) {
    const scripts = { ...project.scripts, parity: SCRIPT };
    const indent = /^\{\n(\s+)/.exec(text)?.[1] ?? '  ';
    await writeFile(join(folder, 'package.json'), `${JSON.stringify({ ...project, scripts }, null, indent)}\n`);
    outcome.written.push('package.json');
  }
  if (await ignore(join(folder, '.gitignore'))) {
    outcome.written.push('.gitignore');
  }
  const named = { ...project.dependencies, ...project.devDependencies };
  return { ...outcome, missing: NEEDED.filter((name) => named[name] === undefined) };
}

interface Project {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

async function readProject(folder: string): Promise<{ readonly text: string; readonly project: Project }> {
  try {
    const text = await readFile(join(folder, 'package.json'), 'utf8');
    return { text, project: JSON.parse(text) as Project };
  } catch (cause) {
    throw new ProjectMissing(`${folder} holds no package.json that can be read.`, { hint: 'npm init --yes', cause });
  }
}

/** Whether the file was written; false where there was one. */
async function writeNew(path: string, content: string): Promise<boolean> {
  await makeFolder(dirname(path));
  try {
    await writeFile(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) {
      return false;
    }
    throw error;
  }
}

/** Whether a line was added: evidence is not for the repository. */
async function ignore(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text.split('\n').includes(IGNORED)) {
    return false;
  }
  await writeFile(path, text === '' || text.endsWith('\n') ? `${text}${IGNORED}\n` : `${text}\n${IGNORED}\n`);
  return true;
}
