/** Why an interaction, or a whole file, is not imported. The list is closed: scripts branch on it. */
export const REFUSALS = {
  already_a_cassette: 'The file is a cassette of Ultra Parity already.',
  body_not_kept: 'The recorder did not keep the body.',
  body_undecodable: 'The stored body is not what its content-encoding says, or is damaged.',
  body_too_large: 'The body is over 64 MiB.',
  file_too_large: 'The file is over 128 MiB.',
  failed: 'The importer failed. This is a bug of the harness.',
  host_unknown: 'The recorder stored no host, and the path belongs to no provider that is known.',
  malformed: 'The interaction has another shape than its format.',
  nothing_recorded: 'The file holds no interaction.',
  request_missing: 'Only an answer was stored. Without its request it can never be matched.',
  request_not_exact: 'The request is a pattern (a regular expression, a part of a body), not one request.',
  response_missing: 'No answer was stored.',
  response_not_exact: 'The answer is a template or a fault, not one answer.',
  secret: 'A secret is left after redaction.',
  side_file_missing: 'The body lies in another file, which is not there or is another one.',
  status_invalid: 'The status is not that of a final HTTP answer (200 to 599).',
  target_taken: 'A cassette that was not imported lies where this one would go.',
  unknown_format: 'No format of a recorder fits this file.',
  unreadable: 'The file cannot be parsed: it is damaged or was cut short.',
  url_invalid: 'The URL of the request is none.',
} as const;

export type RefusalCode = keyof typeof REFUSALS;

/** Thrown while one interaction is read, and caught where its file is: it becomes a line of the report. */
export class Refusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, detail?: string) {
    super(detail === undefined ? REFUSALS[code] : `${REFUSALS[code]} ${detail}`);
    this.name = 'Refusal';
    this.code = code;
  }
}
