/** For health-check sites: whether the examinee belongs to an insurer that the site has a contract with. */
import { z } from "zod";

export const membershipSchema = z.object({
  insurerNumber: z.string(),
  insurerName: z.string(),
  contracted: z.boolean(),
  /** For the counter. */
  text: z.string(),
  /** What to do where there is no contract. */
  nextStep: z.string().nullable(),
});
export type Membership = z.infer<typeof membershipSchema>;
