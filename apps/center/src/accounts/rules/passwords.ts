/** Which passwords are refused, and why, in words that help to find a better one. */
import type { ZxcvbnFactory } from "@zxcvbn-ts/core";

/** At least this hard to guess (`score` of zxcvbn): beyond 10^8 guesses, and each costs an argon2id. */
const SCORE_NEEDED = 3;
/** A name or code of the facility may be in a password, but not be most of it. */
const OWN_WORD_LENGTH = 4;

/** What somebody who knows the person would try first. */
export type KnownWords = readonly string[];

let factory: Promise<ZxcvbnFactory> | null = null;

/** @returns why the password is refused; null when it will do */
export async function passwordProblem(
  password: string,
  knownWords: KnownWords,
): Promise<string | null> {
  factory ??= makeFactory();
  const words = knownWords.flatMap(partsOf).filter((word) => word.length >= OWN_WORD_LENGTH);
  const { score, sequence } = (await factory).check(password.normalize("NFKC"), words);
  if (score >= SCORE_NEEDED) {
    return null;
  }

  return wordsFor(sequence.map(kindOf));
}

/** The lists of leaked and common passwords take a moment to read, so they are read when the first password is set. */
async function makeFactory(): Promise<ZxcvbnFactory> {
  const [core, common] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);

  return new core.ZxcvbnFactory({
    dictionary: common.dictionary,
    graphs: common.adjacencyGraphs,
  });
}

/** A mail address also by what stands before the @, and a name by its parts. */
function partsOf(word: string): string[] {
  const [local = ""] = word.split("@");

  return [word, local, ...word.split(/[\s　@.]+/)].map((part) => part.toLowerCase());
}

type Kind = "own" | "common" | "sequence" | "repeat" | "keyboard" | "date" | "other";

function kindOf(match: { readonly pattern: string; readonly dictionaryName?: unknown }): Kind {
  switch (match.pattern) {
    case "dictionary":
      return match.dictionaryName === "userInputs" ? "own" : "common";
    case "sequence":
      return "sequence";
    case "repeat":
      return "repeat";
    case "spatial":
      return "keyboard";
    case "date":
    case "regex":
      return "date";
    default:
      return "other";
  }
}

const reasons = [
  ["own", "施設やご本人の名前、コード、メールアドレスは、ほかの人にも分かります。"],
  ["common", "よく使われる言葉や、流出したことのあるパスワードが入っています。"],
  ["repeat", "同じ文字や言葉の繰り返しは、すぐに当てられます。"],
  ["sequence", "「1234」や「abcd」のような続きの文字は、すぐに当てられます。"],
  ["keyboard", "キーボードの並びは、すぐに当てられます。"],
  ["date", "年や日付は、すぐに当てられます。"],
] as const satisfies readonly (readonly [Kind, string])[];

function wordsFor(kinds: readonly Kind[]): string {
  const reason =
    reasons.find(([kind]) => kinds.includes(kind))?.[1] ?? "このパスワードは、すぐに当てられます。";

  return `${reason}関係のない言葉を3つ以上つなげてください。`;
}
