import { ConstraintViolation } from '../../ports/constraint-violation.ts';
import type { Tables } from './memory-tables.ts';
import type { Cell, Row, UserRow } from './rows.ts';

/** How work reaches the tables. `work` is synchronous, so that nothing comes between its steps. */
export interface TableAccess {
  read<T>(work: (tables: Tables) => T): Promise<T>;
  write<T>(work: (tables: Tables) => T): Promise<T>;
}

export function insert<R extends Row & { readonly id: string }>(
  table: Map<string, R>,
  row: R,
  constraint: string,
): void {
  if (table.has(row.id)) {
    throw new ConstraintViolation(constraint);
  }
  refuseNul(row);
  table.set(row.id, row);
}

export function refuseNul(row: Row): void {
  if (Object.values<Cell>(row).some((cell) => typeof cell === 'string' && cell.includes('\0'))) {
    throw new ConstraintViolation('text_without_nul');
  }
}

export function requireUser(tables: Tables, userId: string, constraint: string): void {
  if (!tables.users.has(userId)) {
    throw new ConstraintViolation(constraint);
  }
}

/** The user that a row refers to. A foreign key holds, so there is one. */
export function userOf(tables: Tables, userId: string): UserRow {
  const row = tables.users.get(userId);
  if (row === undefined) {
    throw new TypeError('A row refers to no user');
  }
  return row;
}

export function optional<R, T>(row: R | undefined, convert: (row: R) => T): T | null {
  return row === undefined ? null : convert(row);
}
