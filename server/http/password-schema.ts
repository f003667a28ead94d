import { z } from 'zod';

const LENGTH = { min: 12, max: 128 };

export const NEW_PASSWORD = z.string().min(LENGTH.min).max(LENGTH.max);
/** One that is only compared; what the rules were when it was set is not known. */
export const SENT_PASSWORD = z.string().min(1).max(LENGTH.max);
