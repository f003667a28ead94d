import type { User } from '../../ports/database.ts';
import { rowToUser, type UserRow } from './rows.ts';

/** What a join with `users` adds to a row that has a `user_id`. */
export type OwnerColumns = Readonly<{
  user_id: string;
  user_email: string;
  user_password_hash: string;
  user_name: string | null;
  user_created_at: string;
}>;

export const OWNER_COLUMNS = (['email', 'password_hash', 'name', 'created_at'] satisfies (keyof UserRow)[])
  .map((column) => `users.${column} AS user_${column}`)
  .join(', ');

export function ownerOf(row: OwnerColumns): User {
  return rowToUser({
    id: row.user_id,
    email: row.user_email,
    password_hash: row.user_password_hash,
    name: row.user_name,
    created_at: row.user_created_at,
  });
}
