/** What a facility reads when its case comes back. */
import { z } from "zod";

const MISSING = "理由を入力してください。施設は、これを読んで直します。";
const MAXIMUM = 500;

/** Several lines, NFC. */
export const returnReason = z
  .string({ error: MISSING })
  .transform((text) => text.normalize("NFC").replaceAll("\r\n", "\n").trim())
  .refine((text) => text !== "", MISSING)
  .refine((text) => [...text].length <= MAXIMUM, `理由は${MAXIMUM}文字までで入力してください。`);
