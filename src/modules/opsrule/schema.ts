import { z } from 'zod';
import { strictObject } from '../../model/strict-object.ts';

/** A count or a percentage; Kusion also takes an empty text, which leaves it to the platform. */
const amount = () => z.union([z.int().min(0), z.string().regex(/^(?:|[0-9]{1,9}|(?:100|[1-9]?[0-9])%)$/)]);

export const opsruleSchema = strictObject({
  module: z.literal('opsrule').optional().describe('Names the module when the key does not.'),
  maxUnavailable: amount()
    .optional()
    .describe('Pods that may be missing at once, as a number or percentage.'),
});

export const opsrulePlatform = strictObject({
  maxUnavailable: amount().optional().describe('Used where the developer gives none; default: 25%.'),
});
