/**
 * `replay`: only what is on the cassette is answered. `record-missing`: what is not there is asked for and added.
 * `record-all`: everything is asked for, the cassette is replaced. `live`: everything is asked for, nothing is written.
 */
export type RecordMode = 'replay' | 'record-missing' | 'record-all' | 'live';
