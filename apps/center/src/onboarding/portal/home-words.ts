/** The words of the preparation page: what each item asks for, what shows that it is done, until when. */
import { formatDate, tokyoDate } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import type { ItemKey, ItemStanding, Standing } from "../checklist.ts";

export type Task = {
  readonly title: string;
  /** How long it takes. */
  readonly duration: string;
  readonly why: string;
  readonly button: string;
} & ({ readonly kind: "tick" } | { readonly kind: "page"; readonly href: string });

export const tasks = {
  select: {
    kind: "tick",
    title: "受付に使う端末を選ぶ",
    duration: "10分ほど",
    why: "パソコンと有線カードリーダー、スマートフォン、タブレットとBluetoothカードリーダーのどれかを選びます。拡張Lc/Le（拡張APDU）に対応していれば、いまお使いのものでも構いません。",
    button: "選定が済んだ",
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
    kind: "tick",
    title: "受付業務の変わるところを確かめる",
    duration: "30分ほど",
    why: "患者さんと職員の動きを思い浮かべて、受付の手順を決め、職員に伝えます。",
    button: "確認が済んだ",
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

/** What shows that an item is where it is; null where the state says it all. */
export function proofWords(item: ItemStanding, standing: Standing): string | null {
  if (item.byHand) {
    return "施設の方が済みにしました";
  }
  const { terminals, goLiveOn, grant } = standing;
  switch (item.key) {
    case "select":
    case "buy":
    case "reception":
      return null;
    case "application":
      return applicationProof(standing.application?.state);
    case "registration":
      return item.state === "done"
        ? `いま${terminals.terminalsRegistered}台の端末が登録されています`
        : item.state === "blocked"
          ? "利用申請が承認されると始められます"
          : `アプリアカウントが${terminals.accountsIssued}件発行されています`;
    case "setup":
      return item.state === "done"
        ? "はじめての「有効」を確認しました"
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
      return grant.documentsReady ? "補助金の申請に、書類がそろっています" : null;
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
  { grant }: Standing,
  today: Temporal.PlainDate,
): string | null {
  if (item.key === "grant" && item.state !== "done" && grant.deadline) {
    // An intake ends at 0:00 of the day after its last.
    const last = tokyoDate(grant.deadline.subtract({ seconds: 1 }));
    const left = today.until(last).total("days");

    return `期限：${formatDate(last)}（あと${left}日）`;
  }
  if (!item.at) {
    return null;
  }
  const day = formatDate(tokyoDate(item.at));

  return item.state === "done" ? `${day}に済みました` : `${day}から`;
}
