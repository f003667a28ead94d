import type { ConcurrentExchange } from '../../evidence/step.ts';
import { withPlainNumbers } from '../../values/json-number.ts';
import { toJson } from '../../values/to-json.ts';
import { like } from '../api/like.ts';
import type { Replies } from '../api/replies.ts';
import type { StepExpectations } from './observer.ts';

export function createReplies({ responses }: ConcurrentExchange, expectations: StepExpectations): Replies {
  const replies: Replies = {
    statuses: responses.map(({ status }) => status).toSorted((a, b) => a - b),
    bodies: (status) =>
      responses.filter((response) => response.status === status).map(({ body }) => withPlainNumbers(body)),
    expect: ({ responses: expected, ...channels }) => {
      const lists = Object.entries(expected).map(([status, { times, ...response }]) => [
        status,
        like.list(response, { min: times, max: times }),
      ]);
      expectations.add(toJson({ http: { responses: Object.fromEntries(lists) }, ...channels }));
      return replies;
    },
  };
  return replies;
}
