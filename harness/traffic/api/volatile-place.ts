import { z } from 'zod';

export const volatilePlaceSchema = z
  .strictObject({
    /** The host of the requests, such as `api.openai.com`; requests to every host without it. */
    host: z.string().exactOptional(),
    /** Where the value stands in the JSON body: a JSON pointer in which `*` stands for any member. */
    pointer: z
      .string()
      .regex(/^(?:\/[^/]+)+$/, 'must be a JSON pointer, such as /messages/*/content')
      .exactOptional(),
    /** Or the query parameter that holds it. */
    query: z.string().exactOptional(),
    /** The part of a text that varies, as a regular expression; the whole value without it. */
    pattern: z.string().exactOptional(),
    reason: z.string().min(1),
  })
  .refine(
    ({ pointer, query }) => (pointer === undefined) !== (query === undefined),
    'must have a `pointer` or a `query`',
  )
  .readonly();

/** A place of requests whose value is another in every run, such as the date of today in a prompt. */
export type VolatilePlace = z.infer<typeof volatilePlaceSchema>;
