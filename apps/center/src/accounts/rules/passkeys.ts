/** What a browser answers when it is asked for a passkey (WebAuthn, JSON form). */
import { textField } from "@madoguchi/platform";
import { z } from "zod";

export const CHALLENGE_MINUTES = 5;

const base64url = z
  .string()
  .regex(/^[\w-]+$/)
  .max(20_000);
const common = {
  id: base64url.max(1400),
  rawId: base64url.max(1400),
  type: z.literal("public-key"),
  clientExtensionResults: z.object({}).loose(),
};

export const attestationSchema = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(10).default([]),
  }),
});
export type Attestation = z.infer<typeof attestationSchema>;

export const assertionSchema = z.object({
  ...common,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
  }),
});
export type Assertion = z.infer<typeof assertionSchema>;

/** The script puts the browser's answer into one field, as JSON. */
export function answerField<S extends z.ZodType>(schema: S) {
  return z
    .string({ error: "パスキーの確認が済んでいません。ボタンを押してください。" })
    .transform((text, context): z.infer<S> => {
      const parsed = schema.safeParse(parseJson(text));
      if (parsed.success) {
        return parsed.data;
      }
      context.addIssue({
        code: "custom",
        message: "パスキーの確認が済んでいません。ボタンを押してください。",
      });

      return z.NEVER;
    });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export const newPasskeySchema = z.object({
  name: textField("パスキーの名前", 40),
  response: answerField(attestationSchema),
});
export const passkeyAnswerSchema = z.object({ response: answerField(assertionSchema) });
