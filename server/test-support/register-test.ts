/** How a contract makes its tests: with vitest's `test`, or with what wants to run them otherwise. */
export type RegisterTest = (title: string, run: () => Promise<void>) => void;
