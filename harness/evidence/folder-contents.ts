/** The reports of a run, which lie beside its evidence. */
export const REPORT_FILES = [
  'report.html',
  'report.json',
  'report.md',
  'junit.xml',
  'ctrf.json',
  'report.sarif',
] as const;

export const MANIFEST = 'run.json';
export const TRANSCRIPTS = 'transcripts';
export const CONTROL = 'control';
export const ATTESTATIONS = 'attestations.intoto.jsonl';

/** Everything that a run writes into its folder, and that the next run removes. */
export const REPLACED: readonly string[] = [MANIFEST, TRANSCRIPTS, CONTROL, ATTESTATIONS, ...REPORT_FILES];

/** Tells that what lies in the folder was written by a run, and may be replaced by the next. */
export const MARKER = '.parity-evidence';
