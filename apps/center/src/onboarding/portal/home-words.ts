/** The words of the preparation page: what each item asks for, what shows that it is done, until when. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { ItemKey, ItemStanding, ItemState, Standing } from "../checklist.ts";
import { dueOf, dueWords } from "../due.ts";
import { deviceNames } from "../form.ts";

export type Task = {
  readonly title: string;
  /** How long it takes. */
  readonly duration: string;
  readonly why: string;
  readonly button: string;
} & ({ readonly kind: "tick" } | { readonly kind: "page"; readonly href: string });

export const tasks = {
  select: {
    kind: "page",
    href: "/devices/choose",
    title: "受付に使う端末を選ぶ",
    duration: "3分ほど",
    why: "6つの質問に答えると、パソコン、スマートフォン、タブレットの3つの方法を比べられます。いまお使いのものが使えることもあります。",
    button: "端末を選ぶ",
  },
  buy: {
    kind: "tick",
    title: "端末等を購入する",
    duration: "お店や通販で",
    why: "領収書は補助金の申請に使います。なくさないように保管してください。買うものがないときも「済んだ」を押してください。",
    button: "購入が済んだ",
  },
  application: {
    kind: "page",
    href: "/usage-application",
    title: "利用申請をする",
    duration: "5分ほど",
    why: "承認されると、アプリの設定に使うアカウントが発行されます。途中で保存できます。",
    button: "利用申請へ進む",
  },
  registration: {
    kind: "page",
    href: "/terminals",
    title: "端末を登録する",
    duration: "5分ほど",
    why: "設定情報を表示して、受付に使う端末のアプリに入力します。",
    button: "端末とアプリへ進む",
  },
  setup: {
    kind: "page",
    href: "/reception/",
    title: "受付アプリでカードを読んでみる",
    duration: "3分ほど",
    why: "はじめて「有効」と表示されると、アプリの設定は済みです。",
    button: "受付アプリを開く",
  },
  reception: {
    kind: "page",
    href: "/preparation/reception",
    title: "受付業務の変わるところを確かめる",
    duration: "10分ほど",
    why: "これまでと、これからの受付の流れを図で比べます。架空の患者さんでの練習もできます。",
    button: "受付の流れを見る",
  },
  goLive: {
    kind: "page",
    href: "/go-live",
    title: "運用開始日を入力する",
    duration: "1分ほど",
    why: "受付で資格の確認を始める日を入力します。あとから変えられます。",
    button: "入力する",
  },
  documents: {
    kind: "tick",
    title: "補助金の書類を用意する",
    duration: "10分ほど",
    why: "領収書（写し）を用意します。領収書内訳書は、申請の画面で作れます。",
    button: "用意が済んだ",
  },
  grant: {
    kind: "page",
    href: "/grants",
    title: "補助金を申請する",
    duration: "10分ほど",
    why: "かかった費用の4分の3を申請できます。領収書を手もとに置いてください。",
    button: "補助金の申請へ進む",
  },
} as const satisfies Record<ItemKey, Task>;

/** In place of a task's own words once an application came back. */
export const corrections = {
  title: "審査担当からの直しのお願いに応える",
  why: "申請が戻りました。理由を読んで直し、「修正を提出」を押してください。",
  button: "直しに進む",
} as const;

export const stateWords = {
  done: "済み",
  open: "まだです",
  waiting: "確認中",
  returned: "直しが必要",
  blocked: "このあと",
} as const satisfies Record<ItemState, string>;

/** What shows that an item is where it is; null where the state says it all. */
export function proofWords(item: ItemStanding, standing: Standing): string | null {
  if (item.byHand) {
    return "施設の方が済みにしました";
  }
  const { terminals, goLiveOn, grant, deviceChoice } = standing;
  switch (item.key) {
    case "select":
      return deviceChoice && `選んだ方法：${deviceNames[deviceChoice.way]}`;
    case "buy":
    case "reception":
      return null;
    case "application":
      return applicationProof(standing.application?.state);
    case "registration":
      return item.state === "done"
        ? `はじめの端末：${terminals.firstTerminalName ?? ""}。いま${terminals.terminalsRegistered}台の登録があります`
        : item.state === "blocked"
          ? "利用申請が承認されると始められます"
          : `アプリアカウントが${terminals.accountsIssued}件発行されています`;
    case "setup":
      return item.state === "done"
        ? "受付アプリで、はじめての「有効」が出ました"
        : item.state === "blocked"
          ? "端末を登録すると始められます"
          : null;
    case "goLive":
      return goLiveOn
        ? `運用開始日：${formatDate(goLiveOn)}`
        : item.state === "blocked"
          ? "利用申請が承認されると入力できます"
          : null;
    case "documents":
      return grant.documentsReady ? "補助金の申請に、領収書と内訳書がそろっています" : null;
    case "grant":
      return grantProof(item, standing);
  }
}

function applicationProof(state: NonNullable<Standing["application"]>["state"] | undefined) {
  switch (state) {
    case undefined:
      return null;
    case "draft":
      return "下書きが保存されています";
    case "submitted":
      return "審査担当が確認しています";
    case "returned":
      return "審査担当から、直しのお願いが届いています";
    case "approved":
      return "承認されました";
    case "refused":
      return "承認されませんでした。もう一度申請できます";
  }
}

function grantProof({ state }: ItemStanding, { grant, goLiveOn }: Standing): string | null {
  switch (grant.state) {
    case "none":
      return state === "open"
        ? null
        : goLiveOn
          ? "いま受け付けている補助金はありません"
          : "運用開始日を入力すると申請できます";
    case "draft":
      return "下書きが保存されています";
    case "submitted":
      return "審査担当が確認しています";
    case "returned":
      return "審査担当から、直しのお願いが届いています";
    case "approved":
      return "交付が決定しました";
    case "refused":
      return "不交付になりました";
  }
}

/** When it was done, or until when it should be. */
export function dateWords(
  item: ItemStanding,
  standing: Standing,
  today: Temporal.PlainDate,
): string | null {
  const day = item.at && formatDate(tokyoDate(item.at));
  if (item.state === "done") {
    return day && `${day}に済みました`;
  }
  if (item.state === "waiting") {
    return day && `${day}から`;
  }
  const due = dueOf(item.key, standing);

  return due && dueWords(due, today);
}
