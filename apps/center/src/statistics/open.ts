/** The figures that everybody may see, with what would tell of few facilities left out. Worked out once a count. */
import { PREFECTURES } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { Center } from "../center.ts";
import { facilityKinds } from "../facilities/index.ts";
import { leftOut } from "./rules/anonymous.ts";
import type { Count } from "./rules/anonymous.ts";
import { stageKeys } from "./rules/stages.ts";
import type { Stage } from "./rules/stages.ts";
import { progressOf } from "./store/counts.ts";
import { stagesOf } from "./store/stages.ts";
import type { StageCount } from "./store/stages.ts";

/** `all`: of every kind, or of the whole country. */
export type OpenRow = {
  readonly prefectureCode: string;
  readonly kind: string;
  /** Null where it is left out. */
  readonly facilities: Readonly<Record<Stage, number | null>>;
};

export const ALL = "all";
const kindKeys: readonly string[] = [...Object.keys(facilityKinds), ALL];
const prefectureKeys: readonly string[] = [...PREFECTURES.map(({ code }) => code), ALL];

/** Of each prefecture and kind, the sums included. */
export function openRows(counts: readonly StageCount[]): readonly OpenRow[] {
  const known = sums(counts);
  const count = (stage: Stage, prefecture: string, kind: string): number =>
    known.get(placeOf(stage, prefecture, kind)) ?? 0;
  const hidden = new Map(
    stageKeys.map((stage) => [
      stage,
      leftOut(
        prefectureKeys.map((prefecture) =>
          kindKeys.map((kind): Count => ({
            base: count("registered", prefecture, kind),
            value: count(stage, prefecture, kind),
          })),
        ),
      ),
    ]),
  );

  return prefectureKeys.flatMap((prefectureCode, row) =>
    kindKeys.map((kind, column) => {
      const shown = (stage: Stage) =>
        hidden.get(stage)?.[row]?.[column] === false ? count(stage, prefectureCode, kind) : null;

      return {
        prefectureCode,
        kind,
        facilities: {
          registered: shown("registered"),
          applied: shown("applied"),
          prepared: shown("prepared"),
          live: shown("live"),
          checked: shown("checked"),
          granted: shown("granted"),
        },
      };
    }),
  );
}

function placeOf(stage: Stage, prefecture: string, kind: string): string {
  return `${stage}/${prefecture}/${kind}`;
}

function sums(counts: readonly StageCount[]): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  for (const { stage, prefectureCode, kind, facilities } of counts) {
    for (const prefecture of [prefectureCode, ALL]) {
      for (const each of [kind, ALL]) {
        const place = placeOf(stage, prefecture, each);
        known.set(place, (known.get(place) ?? 0) + facilities);
      }
    }
  }

  return known;
}

/** For the readers of one process, who may be many at once. */
export function createOpenFigures({ db }: Pick<Center, "db">) {
  const kept = new Map<string, Promise<readonly OpenRow[]>>();
  let countedAt: string | null = null;

  return async (month: Temporal.PlainDate): Promise<readonly OpenRow[]> => {
    const progress = await progressOf(db);
    const now = progress?.countedAt.toString() ?? null;
    if (now !== countedAt) {
      kept.clear();
      countedAt = now;
    }
    const key = month.toString();
    let rows = kept.get(key);
    if (!rows) {
      rows = stagesOf(db, month).then(openRows);
      kept.set(key, rows);
      // Who asks next tries again.
      rows.catch(() => kept.delete(key));
    }

    return rows;
  };
}
