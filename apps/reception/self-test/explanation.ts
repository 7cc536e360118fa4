/** How a finding is judged and put into words. */

/**
 * `note`: worth knowing, and nothing to do. `caution`: it works, but not as well as it should. `bad`: it does not work.
 * `undecided`: the test could not tell, and should be made again.
 */
export type Grade = "good" | "note" | "caution" | "bad" | "undecided";

/** Who can do something about it. */
export type Who = "staff" | "vendor" | "support";

export type Advice = {
  readonly cause: string;
  /** In the order in which they are to be tried. */
  readonly todo: readonly string[];
  readonly who: Who;
};

export type Explanation = {
  readonly grade: Grade;
  /** What was found, in one line. */
  readonly result: string;
  /** Absent where there is nothing to explain or do. */
  readonly advice?: Advice;
};

export const whoWords = {
  staff: "受付の方",
  vendor: "機器の販売店かシステム担当者",
  support: "コールセンター",
} satisfies Record<Who, string>;

export const gradeWords = {
  good: "問題なし",
  note: "参考",
  caution: "注意",
  bad: "問題あり",
  undecided: "不明",
} satisfies Record<Grade, string>;

export function statusWord(sw: number): string {
  return sw.toString(16).toUpperCase().padStart(4, "0");
}
