import type { AnalysisCallRow, AnalysisRow, SessionRow, UserRow } from './rows.ts';

/** Rows by primary key. A row is replaced, never changed. */
export interface Tables {
  readonly users: Map<string, UserRow>;
  readonly sessions: Map<string, SessionRow>;
  readonly analyses: Map<string, AnalysisRow>;
  readonly analysisCalls: Map<string, AnalysisCallRow>;
}

/** Changing one leaves the other as it is. */
export function copyTables({ users, sessions, analyses, analysisCalls }: Tables): Tables {
  return {
    users: new Map(users),
    sessions: new Map(sessions),
    analyses: new Map(analyses),
    analysisCalls: new Map(analysisCalls),
  };
}

export function emptyTables(): Tables {
  return { users: new Map(), sessions: new Map(), analyses: new Map(), analysisCalls: new Map() };
}
