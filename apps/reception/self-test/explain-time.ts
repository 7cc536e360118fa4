/** Words for what takes time, and for clocks. The limits that a measurement is held against stand here. */
import { CLOCK_TOLERANCE_SECONDS } from "@madoguchi/contract";
import { explainBroken } from "./explain-broken.ts";
import { type Explanation, statusWord } from "./explanation.ts";
import type { CenterFinding, ReinsertionFinding, SpeedFinding, StorageFinding } from "./finding.ts";

/** One PIN check: seven commands, and the seven READ BINARYs of a usual certificate (`JpkiCard.authenticate`). */
const COMMANDS_PER_CHECK = 14;

/**
 * Real cards take some tens of milliseconds a command. At `slow` a check holds the card for two seconds, at `tooSlow` for
 * seven: longer than anybody holds a card still, and a phone loses it.
 */
export const speedLimits = { slowMs: 150, slowP95Ms: 400, tooSlowMs: 500 } as const;

/** The center takes no signature that is older; it is worth a word well before that. */
const clockLimits = { cautionSeconds: 60, badSeconds: CLOCK_TOLERANCE_SECONDS } as const;

export function explainSpeed(finding: SpeedFinding): Explanation {
  switch (finding.kind) {
    case "measured":
      return explainMeasured(finding);
    case "unexpected":
      return {
        grade: "undecided",
        result: `測れませんでした（状態語 ${statusWord(finding.sw)}）`,
        advice: {
          cause: "読み取りの命令に、カードが知られていない返事をしました。",
          todo: ["別のマイナンバーカードで、もう一度調べてください。"],
          who: "staff",
        },
      };
    case "link":
      return explainBroken(finding.code);
  }
}

function explainMeasured({
  commands,
  medianMs,
  p95Ms,
}: Extract<SpeedFinding, { kind: "measured" }>): Explanation {
  const result =
    `1命令 ${milliseconds(medianMs)}（中央値）、` +
    `遅いとき ${milliseconds(p95Ms)}（95%の値、${commands}回）`;
  const hold = `1回の確認は約${COMMANDS_PER_CHECK}命令で、カードを置く時間は約${seconds(medianMs * COMMANDS_PER_CHECK)}です。`;
  const todo = [
    "カードをケースから出し、リーダーの中央に置いてください。",
    "USB の延長ケーブルやハブを使わず、パソコンに直接つないでください。",
    "金属の机や、ほかの機器の近くを避けてください。",
  ];
  if (medianMs > speedLimits.tooSlowMs) {
    const cause = `読み取りが遅すぎます。${hold}`;
    const vendor = "変わらないときは、販売店に機器の交換をご相談ください。";
    return { grade: "bad", result, advice: { cause, todo: [...todo, vendor], who: "vendor" } };
  }
  if (medianMs > speedLimits.slowMs) {
    const cause = `読み取りに時間がかかります。${hold}`;
    return { grade: "caution", result, advice: { cause, todo, who: "staff" } };
  }
  if (p95Ms > speedLimits.slowP95Ms) {
    const cause = "ときどき、読み取りに時間がかかります。つながり方が不安定なことがあります。";
    return { grade: "caution", result, advice: { cause, todo, who: "staff" } };
  }
  return { grade: "good", result };
}

export function explainReinsertion(finding: ReinsertionFinding): Explanation {
  switch (finding.kind) {
    case "noticed":
      return {
        grade: "good",
        result: `気づきました（置いてから返事まで ${milliseconds(finding.readyMs)}）`,
      };
    case "removal-unnoticed":
      return {
        grade: "caution",
        result: "取ったことに気づきませんでした",
        advice: {
          cause: `${finding.seconds}秒待ちましたが、カードが取られたと分かりませんでした。`,
          todo: [
            "取らなかったときは、もう一度調べて、カードを取ってください。",
            "取ったときは、カードリーダーのドライバーを新しくしてください。",
            "このままでは、患者さんごとに画面を始めからにする必要があります。",
          ],
          who: "vendor",
        },
      };
    case "return-unnoticed":
      return {
        grade: "caution",
        result: "置き直しに気づきませんでした",
        advice: {
          cause: `${finding.seconds}秒待ちましたが、置き直したカードが見つかりませんでした。`,
          todo: [
            "置き直さなかったときは、もう一度調べて、カードを置いてください。",
            "置いたときは、リーダーの中央に、ゆっくり置いてください。",
            "続くときは、カードリーダーのケーブルを差し直してください。",
          ],
          who: "staff",
        },
      };
    case "unexpected":
      return {
        grade: "caution",
        result: `置き直したカードが答えません（状態語 ${statusWord(finding.sw)}）`,
        advice: {
          cause: "置き直したカードは、さきほどと同じカードでないことがあります。",
          todo: ["同じマイナンバーカードで、もう一度調べてください。"],
          who: "staff",
        },
      };
    case "link":
      return explainBroken(finding.code);
  }
}

export function explainStorage(finding: StorageFinding): Explanation {
  switch (finding.kind) {
    case "keeps":
      return { grade: "good", result: "できます" };
    case "loses":
      return {
        grade: "bad",
        result: "できません",
        advice: {
          cause: storageCauses[finding.place],
          todo: storageTodo[finding.place],
          who: "staff",
        },
      };
  }
}

const storageCauses = {
  browser: "この画面では、端末の登録を保存できません。閉じると、登録が消えます。",
  folder: "データを置くフォルダーに、書き込めません。",
};

const storageTodo = {
  browser: [
    "シークレット（プライベート）ではない画面で開いてください。",
    "パソコンや端末の空き容量を増やしてください。",
  ],
  folder: [
    "MADOGUCHI_VAR に、書き込めるフォルダーを指定してください。",
    "ディスクがいっぱいのときは、空きを作ってください。",
  ],
};

export function explainCenter(finding: CenterFinding): Explanation {
  if (finding.kind === "unreachable") {
    return {
      grade: "note",
      result: "つながりません",
      advice: {
        cause: "窓口のシステムに、通信が届きませんでした。機器の検査には関係ありません。",
        todo: [
          "資格の確認を始める前に、インターネットにつないでください。",
          "実演では「npm start」で窓口を動かしてください。",
        ],
        who: "staff",
      },
    };
  }
  const off = Math.abs(finding.aheadSeconds);
  const direction = finding.aheadSeconds > 0 ? "進んで" : "遅れて";
  if (off <= clockLimits.cautionSeconds) {
    return { grade: "good", result: `つながります（時計の差 ${Math.round(off)}秒）` };
  }
  const bad = off > clockLimits.badSeconds;
  return {
    grade: bad ? "bad" : "caution",
    result: `時計が${duration(off)}${direction}います`,
    advice: {
      cause: bad
        ? "時計が5分を超えてずれているため、窓口はこの端末を受け付けません。"
        : "時計が5分を超えてずれると、窓口はこの端末を受け付けなくなります。",
      todo: ["日付と時刻の設定で、「自動で合わせる」を選んでください。"],
      who: "staff",
    },
  };
}

/** Two digits below ten, for an in-process reader answers in microseconds. */
export function milliseconds(ms: number): string {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)}ミリ秒`;
}

function seconds(ms: number): string {
  return ms < 1000 ? "1秒" : `${Math.round(ms / 1000)}秒`;
}

function duration(inSeconds: number): string {
  return inSeconds < 120 ? `${Math.round(inSeconds)}秒` : `約${Math.round(inSeconds / 60)}分`;
}
