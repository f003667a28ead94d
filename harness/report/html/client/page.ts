import type { Report } from './load-report.ts';

/** A page besides the overview and the scenarios. */
export interface Page {
  /** Its address is `#/<id>`. */
  readonly id: string;
  /** In the navigation and above the page. */
  readonly title: string;
  /** False where the report has nothing for it. */
  readonly isShown: (report: Report) => boolean;
  /** `query` is what its filter holds. */
  readonly render: (report: Report, query: string) => readonly (Node | false | null)[];
}
