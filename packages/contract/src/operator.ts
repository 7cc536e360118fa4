/** 担当者: who is at the counter, where the facility wants it to be known. As it was typed there; nothing proves it. */
import { z } from "zod";

// No line breaks, and nothing that turns the direction of writing: it stands beside other words.
export const operatorSchema = z
  .string()
  .trim()
  .min(1)
  .max(30)
  .regex(/^[^\p{Cc}\p{Bidi_Control}]*$/u);

/** A member of every request that is somebody's deed, and so under the terminal's signature. */
export const operated = { operator: operatorSchema.optional() };
