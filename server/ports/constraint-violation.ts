/** A row breaks a rule of the schema. `constraint` has the name that the SQL gives it. */
export class ConstraintViolation extends Error {
  readonly code = 'constraint_violated';
  readonly constraint: string;

  constructor(constraint: string, options?: { readonly cause?: unknown }) {
    super(`The row violates ${constraint}`, options);
    this.name = 'ConstraintViolation';
    this.constraint = constraint;
  }
}
