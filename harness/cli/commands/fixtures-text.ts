import type { ExportResult } from '../../traffic/export/export-cassettes.ts';
import type { ImportResult } from '../../traffic/import/import-cassettes.ts';
import type { CheckResult } from '../../traffic/maintenance/check-cassettes.ts';
import type { Unused } from '../../traffic/maintenance/find-unused.ts';
import type { ListedFixture } from '../../traffic/maintenance/list-fixtures.ts';

/** How many lines of one kind a person is shown. JSON has them all. */
const MOST_LINES = 40;

export function describeList(fixtures: readonly ListedFixture[]): string {
  const width = Math.max(0, ...fixtures.map(({ file }) => file.length));
  const lines = fixtures.map(({ file, ageDays, interactions, source, bytes, uses, models, problem }) =>
    problem === null
      ? `${file.padEnd(width)}  ${ageDays} days  ${interactions} interactions  ${kilobytes(bytes)}  ${uses === null ? '' : `${uses} used  `}${source}  ${models.join(', ')}`
      : `${file.padEnd(width)}  cannot be read: ${problem}`,
  );
  const total = fixtures.reduce((sum, { interactions }) => sum + interactions, 0);
  return [...lines, `${fixtures.length} cassettes with ${total} interactions`].join('\n');
}

export function describeCheck({ cassettes, interactions, parsed, unchecked, failed, warnings }: CheckResult): string {
  return [
    ...failed
      .slice(0, MOST_LINES)
      .map(({ file, interaction, reason }) => `failed   ${place(file, interaction)}: ${reason}`),
    ...warnings.slice(0, MOST_LINES).map((warning) => `warning  ${warning}`),
    `${interactions} interactions in ${cassettes} cassettes: ${parsed} parsed by an SDK, ${unchecked} that no installed SDK asks for, ${failed.length} failed, ${warnings.length} warnings`,
  ].join('\n');
}

export function describeImport({ files, interactions, imported, refused, passedBy, warnings }: ImportResult): string {
  return [
    ...refused
      .slice(0, MOST_LINES)
      .map(({ file, interaction, reason }) => `refused  ${place(file, interaction)}: ${reason}`),
    ...warnings
      .slice(0, MOST_LINES)
      .map(({ file, interaction, note }) => `warning  ${place(file, interaction)}: ${note}`),
    `${imported} of ${interactions} interactions in ${files} files imported, ${refused.length} refused${passedBy.length === 0 ? '' : `, ${passedBy.length} other files passed by`}`,
  ].join('\n');
}

export function describePrune(result: {
  readonly pruned: boolean;
  readonly unused: readonly (Omit<Unused, 'path'> & { readonly indices?: readonly number[] })[];
  readonly notes: readonly string[];
}): string {
  const verb = result.pruned ? 'deleted' : 'unused ';
  const last =
    result.unused.length === 0
      ? 'Nothing is unused.'
      : result.pruned
        ? `Deleted from ${result.unused.length} cassettes.`
        : 'Nothing was deleted. Say it again with --yes to delete what is shown.';
  return [
    ...result.unused.map(({ kind, file, indices }) =>
      kind === 'orphan'
        ? `${verb}  ${file}: no run knows its scenario`
        : `${verb}  ${file}: ${indices?.map((index) => `#${index}`).join(', ')}`,
    ),
    ...result.notes.map((note) => `note     ${note}`),
    last,
  ].join('\n');
}

export function describeExport({ files, interactions, failed }: ExportResult): string {
  return [
    ...failed.map(({ file, reason }) => `failed   ${file}: ${reason}`),
    `${interactions} interactions written to ${files} files`,
  ].join('\n');
}

function place(file: string, interaction: number | null): string {
  return interaction === null ? file : `${file} #${interaction}`;
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024)} kB`;
}
