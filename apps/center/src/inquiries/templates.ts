/** Beginnings of answers, by what is asked most. An official picks one and writes on; nothing is sent as it stands. */
import type { Category } from "./rules.ts";

export type Template = {
  readonly key: string;
  readonly title: string;
  /** For which inquiries it is offered first; null for all. */
  readonly category: Category | null;
  readonly text: string;
};

export const templates: readonly Template[] = [
  {
    key: "forgotten-password",
    title: "パスワードを忘れた",
    category: "sign-in",
    text: "ログインの画面から、新しいパスワードを決められます。\n登録したメールアドレスに、手続きのメールが届きます。\n届かないときは、迷惑メールの入れ物を確かめてください。",
  },
  {
    key: "who-may-use",
    title: "対象になる施設",
    category: "eligible",
    text: "資格確認限定型は、次の施設がお使いになれます。\n・紙レセプトで請求しているなど、義務化の対象外の医療機関・薬局\n・健診等実施機関、助産所\n・柔道整復、あん摩マッサージ指圧、はり、きゅうの施術所",
  },
  {
    key: "setup-info",
    title: "設定情報が一致しない",
    category: "device",
    text: "「端末とアプリ」のページで、設定情報を再発行してください。\n再発行すると、前の設定情報は使えなくなります。\n4つの値を、表示されたとおりに入力してください。",
  },
  {
    key: "certificate-expired",
    title: "電子証明書の期限切れ",
    category: "check",
    text: "有効期限が過ぎても、3か月のあいだは資格を確認できます。\n患者さんには、市区町村の窓口での更新をご案内ください。",
  },
  {
    key: "grant-returned",
    title: "補助金の差戻し",
    category: "grant",
    text: "「補助金」のページに、直していただきたい点が表示されています。\n期限までに直して「修正を提出」を押してください。\nほかの入力はそのまま残っています。",
  },
  {
    key: "application-waiting",
    title: "利用申請の審査中",
    category: "usage-application",
    text: "利用申請は、提出された順に審査しています。\n結果はメールでお知らせします。「利用申請」のページでも見られます。",
  },
  {
    key: "ask-screen",
    title: "画面の表示を尋ねる",
    category: null,
    text: "確かめたいことがあります。次のことを教えてください。\n・いつ、どの画面で、何をしたときか\n・画面に表示された文\nできれば、画面の写真を添付してください。患者さんの情報は写さないでください。",
  },
];

/** Those for the category first. */
export function templatesFor(category: Category): readonly Template[] {
  const fits = templates.filter((template) => template.category === category);

  return [...fits, ...templates.filter((template) => !fits.includes(template))];
}
