/** A migration that has been applied differs from the one in the folder. Migrations go forward and are never edited. */
export class MigrationConflict extends Error {
  readonly code = 'migration_conflict';

  constructor(id: string) {
    super(`Migration ${id} has changed since it was applied`);
    this.name = 'MigrationConflict';
  }
}
