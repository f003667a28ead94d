import { join, relative, sep } from 'node:path';
import { writeAtomically } from '../../base/write-atomically.ts';
import type { Cassette } from '../cassette/cassette.ts';
import { listCassettes } from '../cassette/list-cassettes.ts';
import { loadCassette } from '../cassette/load-cassette.ts';
import { toHar } from './to-har.ts';
import { toVcrpy } from './to-vcrpy.ts';

export type ExportFormat = 'har' | 'vcrpy';

export interface ExportResult {
  readonly files: number;
  readonly interactions: number;
  /** Cassettes that cannot be read. */
  readonly failed: readonly { readonly file: string; readonly reason: string }[];
}

const WRITERS: Readonly<
  Record<ExportFormat, { readonly extension: string; readonly write: (cassette: Cassette) => string }>
> = {
  har: { extension: '.har', write: toHar },
  vcrpy: { extension: '.yaml', write: toVcrpy },
};

/** Writes every cassette below a directory for another tool, one file each. Times between pieces and broken ends are lost. */
export async function exportCassettes(options: {
  readonly directory: string;
  readonly to: ExportFormat;
  readonly out: string;
}): Promise<ExportResult> {
  const { extension, write } = WRITERS[options.to];
  const failed: { readonly file: string; readonly reason: string }[] = [];
  let files = 0;
  let interactions = 0;
  for (const listed of await listCassettes(options.directory)) {
    const file = relative(options.directory, listed.path).split(sep).join('/');
    if (listed.status === 'invalid') {
      failed.push({ file, reason: listed.problem });
      continue;
    }
    const target = join(options.out, file.replace(/\.json$/, extension));
    await writeAtomically(target, write(await loadCassette(listed.path)));
    files += 1;
    interactions += listed.interactions;
  }
  return { files, interactions, failed };
}
