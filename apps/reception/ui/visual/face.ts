/** What one card shows of its holder, and what it proves of it to the center. */
import type { Sex } from "@madoguchi/card";
import type { VisualCheckRequest } from "@madoguchi/contract";
import type { GreyPicture } from "./decode-photo.ts";

export type FaceToCompare = {
  /** `null` when the chip's photo cannot be made into a picture: the one printed on the card is compared instead. */
  readonly picture: GreyPicture | null;
  /** ISO 8601. */
  readonly birthDate: string;
  readonly sex: Sex;
  /** Everything for the center but the statement of whoever compares. */
  readonly evidence: Omit<VisualCheckRequest, "statement">;
};

/** The picture must not outlive the screen that shows it. */
export function wipeFace({ picture }: FaceToCompare): void {
  picture?.pixels.fill(0);
}
