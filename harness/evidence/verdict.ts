import type { ExitCode } from '../base/exit-codes.ts';
import type { Control } from '../judge/control.ts';
import type { Coverage } from '../judge/coverage.ts';
import type { Divergence } from './divergence.ts';
import type { TargetRecord } from './evidence.ts';

export type VerdictWord = 'equivalent' | 'divergent' | 'inconclusive';

/** What `--json` prints and `report.json` holds. Others script against it. */
export interface Verdict {
  readonly schema: 'ultra-parity/verdict/v1';
  readonly verdict: VerdictWord;
  readonly exitCode: ExitCode;
  readonly counts: {
    readonly scenarios: number;
    readonly steps: number;
    readonly targets: number;
    readonly divergences: number;
    readonly waived: number;
  };
  readonly targets: readonly TargetRecord[];
  readonly scenarios: readonly ScenarioVerdict[];
  readonly divergences: readonly Divergence[];
  readonly coverage: Coverage;
  readonly reasons: readonly Reason[];
  /** The run that was judged. */
  readonly runId?: string;
  /** What a target compared with itself showed; absent where that was not tried. */
  readonly control?: Control;
  /** What changed since an earlier verdict; absent where none was given. */
  readonly baseline?: BaselineChanges;
}

/** By the ids of divergences. */
export interface BaselineChanges {
  /** The run that the earlier verdict was on. */
  readonly runId: string;
  readonly new: readonly string[];
  readonly persisting: readonly string[];
  readonly fixed: readonly string[];
}

export interface ScenarioVerdict {
  readonly id: string;
  readonly title: string;
  readonly verdict: VerdictWord;
  /** Milliseconds on each target that ran it. */
  readonly durationMs: Readonly<Record<string, number>>;
}

/** Why a verdict is inconclusive. `code` is stable; `hint` is the next step. */
export interface Reason {
  readonly code: string;
  readonly scenario: string | null;
  readonly target: string | null;
  readonly message: string;
  readonly hint: string;
}
