/** 限度額適用認定証 and 特定疾病療養受療証 are told only to whom the patient agreed to: one facility, one scope, until a day. */
import { z } from "zod";

export const consentScopes = ["limitCertificate", "specificDiseases"] as const;
export type ConsentScope = (typeof consentScopes)[number];

/** What the patient chose at the counter. 提供しない ends a consent that still holds. */
export const consentChoices = ["given", "declined"] as const;
export type ConsentChoice = (typeof consentChoices)[number];

/** A scope that is left out was not asked about, and stays as it is. */
export const consentChoicesSchema = z
  .strictObject({
    limitCertificate: z.enum(consentChoices).optional(),
    specificDiseases: z.enum(consentChoices).optional(),
  })
  .readonly();
export type ConsentChoices = z.infer<typeof consentChoicesSchema>;

/** The same for everybody, whether such a certificate is registered or not. */
export const consentStandingSchema = z.object({
  state: z.enum(["given", "none", "expired"]),
  givenAt: z.iso.datetime().nullable(),
  /** The last day, Asia/Tokyo. */
  until: z.iso.date().nullable(),
});
export type ConsentStanding = z.infer<typeof consentStandingSchema>;

export const consentsSchema = z.object({
  limitCertificate: consentStandingSchema,
  specificDiseases: consentStandingSchema,
});
export type Consents = z.infer<typeof consentsSchema>;
