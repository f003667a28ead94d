import { performance } from 'node:perf_hooks';
import { runJob, type Stage } from './run-job.ts';
import { combinations, inOrder, type Job } from './workflow.ts';

/** What came of a job, or of one combination of its matrix. */
export interface JobRun {
  readonly label: string;
  readonly result: 'success' | 'failure' | 'skipped';
  readonly seconds: number;
}

/**
 * Runs jobs one after the other, each behind those that it needs. As a runner would, it skips what needs a job that
 * failed, unless that is `always()` run.
 */
export async function runJobs(jobs: Readonly<Record<string, Job>>, stage: Stage): Promise<readonly JobRun[]> {
  const failed = new Set<string>();
  const runs: JobRun[] = [];
  for (const [name, job] of inOrder(jobs)) {
    const isBlocked = [job.needs ?? []].flat().some((needed) => failed.has(needed)) && job.if !== 'always()';
    for (const matrix of combinations(job, stage.contexts)) {
      const label = [name, ...Object.values(matrix)].join(' ');
      const run = isBlocked
        ? { label, result: 'skipped' as const, seconds: 0 }
        : await timed(label, job, { ...stage, contexts: { ...stage.contexts, matrix } });
      runs.push(run);
      if (run.result !== 'success') {
        failed.add(name);
      }
    }
  }
  return runs;
}

async function timed(label: string, job: Job, stage: Stage): Promise<JobRun> {
  const startedMs = performance.now();
  stage.note(`\n== ${label}`);
  const result = await runJob(job, stage);
  return { label, result, seconds: Math.round((performance.now() - startedMs) / 1_000) };
}
