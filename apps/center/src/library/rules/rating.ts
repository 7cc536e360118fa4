/** 「この記事は役に立ちましたか」: one to five stars and a few words, from anybody. */
import { z } from "zod";
import type { Limit } from "@madoguchi/platform";

export const STARS = ["5", "4", "3", "2", "1"] as const;

export const starWords: Readonly<Record<(typeof STARS)[number], string>> = {
  "5": "とても役に立った",
  "4": "役に立った",
  "3": "どちらともいえない",
  "2": "あまり役に立たなかった",
  "1": "役に立たなかった",
};

export const COMMENT_MAXIMUM = 500;

export const ratingSchema = z.object({
  stars: z.enum(STARS, { error: "星の数を選んでください。" }).transform(Number),
  comment: z
    .string()
    .default("")
    .transform((text) => text.replaceAll("\r\n", "\n").normalize("NFC").trim())
    .refine(
      (text) => [...text].length <= COMMENT_MAXIMUM,
      `ご意見は${COMMENT_MAXIMUM}文字までで入力してください。`,
    ),
});
export type Rating = z.infer<typeof ratingSchema>;

/** A machine is an address of the network, which a whole clinic or a school may share. */
export const ratingLimit: Limit = { attempts: 60, seconds: 60 * 60 };

export type Opinion = { readonly count: number; readonly stars: number };

/** 「4.2」; null while nobody has said anything. */
export function averageStars({ count, stars }: Opinion): string | null {
  return count === 0 ? null : (stars / count).toFixed(1);
}
