/** What people are told about how they get in: registering, IDs and passwords, codes, changes of the account. */
import { letter, mailTemplate } from "@madoguchi/platform";
import { codeName, facilityKindName } from "../facilities/index.ts";
import type { FacilityIdentity } from "../facilities/index.ts";
import { MAIL_LINK_HOURS, REGISTRATION_LINK_HOURS, RESET_LINK_MINUTES } from "./rules.ts";
import type { Registration } from "./rules.ts";
import { doors } from "./rules/doors.ts";
import type { Realm } from "./rules/doors.ts";
import { MAIL_CODE_MINUTES } from "./rules/proof.ts";

const DELETE_IT = "お心当たりのないときは、このメールを削除してください。";

type Registering = Pick<Registration, "facilityName" | "personName"> &
  Pick<FacilityIdentity, "kind" | "code">;

export const registrationMail = mailTemplate({
  name: "registration.started",
  when: "ユーザー登録が申し込まれたとき",
  to: "申し込んだ方",
  write: (publicUrl: string, form: Registering, token: string) =>
    letter("【窓口】ユーザー登録を完了してください", [
      `${form.facilityName}　${form.personName} 様`,
      "",
      "オンライン資格確認（資格確認限定型）のポータルへの登録を受け付けました。",
      `${REGISTRATION_LINK_HOURS}時間以内に次のページを開き、パスワードを決めてください。`,
      "",
      ...completion(publicUrl, form, token),
    ]),
  examples: ({ publicUrl, facilityName, person, token }, write) => [
    write(publicUrl, registering(facilityName, person), token),
  ],
});

/** To who has an account: the facility is added to it. */
export const furtherFacilityMail = mailTemplate({
  name: "registration.further-facility",
  when: "登録済みのメールアドレスで、別の施設の登録が申し込まれたとき",
  to: "そのアドレスの方",
  write: (publicUrl: string, form: Registering, token: string) =>
    letter("【窓口】施設の登録を完了してください", [
      `${form.facilityName}　ご担当者 様`,
      "",
      "このメールアドレスは、すでにポータルに登録されています。",
      "施設を、いまのアカウントに加えられます。",
      `${REGISTRATION_LINK_HOURS}時間以内に次のページを開き、ログインしてください。`,
      "",
      ...completion(publicUrl, form, token),
    ]),
  examples: ({ publicUrl, facilityName, person, token }, write) => [
    write(publicUrl, registering(facilityName, person), token),
  ],
});

export const officialsMail = mailTemplate({
  name: "registration.of-official",
  when: "職員のメールアドレスで、施設の登録が申し込まれたとき",
  to: "その職員",
  write: () =>
    letter("【窓口】このメールアドレスでは登録できません", [
      "このメールアドレスは、審査室の職員のものです。",
      "施設を登録するときは、別のメールアドレスをご用意ください。",
    ]),
  examples: (_example, write) => [write()],
});

export const passwordMail = mailTemplate({
  name: "password.reset-asked",
  when: "パスワードを忘れたと届け出があったとき",
  to: "その本人",
  write: (publicUrl: string, name: string, realm: Realm, token: string) =>
    letter("【窓口】パスワードを決め直してください", [
      `${name} 様`,
      "",
      `${RESET_LINK_MINUTES}分以内に次のページを開き、新しいパスワードを決めてください。`,
      "リンクは一度だけ使えます。",
      "",
      `${publicUrl}${doors[realm].resetPassword}?token=${token}`,
      "",
      `${DELETE_IT}パスワードは変わりません。`,
    ]),
  examples: ({ publicUrl, person, token }, write) => [write(publicUrl, person, "facility", token)],
});

/** The ID is the address it goes to. */
export const idMail = mailTemplate({
  name: "id.reminded",
  when: "IDを忘れたと届け出があったとき",
  to: "施設の担当者の一人ひとり",
  write: (publicUrl: string, facilityName: string, name: string, mail: string) =>
    letter("【窓口】IDのお知らせ", [
      `${facilityName}　${name} 様`,
      "",
      "IDは、このメールが届いたメールアドレスです。",
      mail,
      "",
      "次のページからログインしてください。",
      `${publicUrl}${doors.facility.signIn}`,
      "",
      "パスワードもお忘れのときは、次のページで決め直せます。",
      `${publicUrl}${doors.facility.forgotPassword}`,
      "",
      `${DELETE_IT}何も変わりません。`,
    ]),
  examples: ({ publicUrl, facilityName, person, mail }, write) => [
    write(publicUrl, facilityName, person, mail),
  ],
});

export const codeMail = mailTemplate({
  name: "mail-code.sent",
  when: "ログインの確認コードを、メールで送ってほしいと頼まれたとき",
  to: "その本人",
  write: (publicUrl: string, name: string, realm: Realm, code: string) =>
    letter("【窓口】確認コードのお知らせ", [
      `${name} 様`,
      "",
      `確認コード：${code}`,
      "",
      `画面に入力してください。${MAIL_CODE_MINUTES}分間、一度だけ使えます。`,
      "このコードを、ほかの人に教えないでください。職員がたずねることはありません。",
      "",
      "お心当たりのないときは、パスワードを知られているおそれがあります。",
      "次のページからパスワードを決め直してください。",
      `${publicUrl}${doors[realm].forgotPassword}`,
    ]),
  examples: ({ publicUrl, person }, write) => [write(publicUrl, person, "facility", "123456")],
});

export const newAddressMail = mailTemplate({
  name: "mail.change-asked",
  when: "メールアドレスを変える操作があったとき",
  to: "新しいメールアドレス",
  write: (publicUrl: string, name: string, realm: Realm, token: string) =>
    letter("【窓口】新しいメールアドレスを確かめてください", [
      `${name} 様`,
      "",
      `${MAIL_LINK_HOURS}時間以内に次のページを開き、「変える」を押してください。`,
      "",
      `${publicUrl}${doors[realm].account}/mail/confirm?token=${token}`,
      "",
      DELETE_IT,
    ]),
  examples: ({ publicUrl, person, token }, write) => [write(publicUrl, person, "facility", token)],
});

export const addressTakenMail = mailTemplate({
  name: "mail.change-to-known",
  when: "登録済みのアドレスに、メールアドレスを変える操作があったとき",
  to: "そのアドレスの方",
  write: () =>
    letter("【窓口】このメールアドレスは使われています", [
      "メールアドレスを変える操作がありましたが、このアドレスは登録済みです。",
      DELETE_IT,
    ]),
  examples: (_example, write) => [write()],
});

export const accountChangedMail = mailTemplate({
  name: "account.changed",
  when: "パスワード、メールアドレス、2つ目の確認方法が変わったとき",
  to: "その本人",
  write: (name: string, whatHappened: readonly string[]) =>
    letter("【窓口】ログインの設定が変わりました", [
      `${name} 様`,
      "",
      ...whatHappened,
      "",
      "お心当たりのないときは、すぐにコールセンター（0800-080-4583）へお電話ください。",
    ]),
  examples: ({ person }, write) => [
    write(person, ["パスワードを変えました。ほかの端末はログアウトしました。"]),
  ],
});

/** Where a registration is completed, and whose it is. */
function completion(
  publicUrl: string,
  { kind, code }: Registering,
  token: string,
): readonly string[] {
  return [
    `${publicUrl}/register/complete?token=${token}`,
    "",
    `施設の種類：${facilityKindName(kind)}`,
    `${codeName(kind)}：${code}`,
    "",
    `${DELETE_IT}登録はされません。`,
  ];
}

function registering(facilityName: string, personName: string): Registering {
  return { facilityName, personName, kind: "medical", code: "1319999999" };
}
