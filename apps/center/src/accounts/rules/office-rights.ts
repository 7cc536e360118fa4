/** Who may do what in the office: roles of officials, and one table from right to roles. */

export const officialRoles = {
  reviewer: "審査",
  approver: "承認",
  payer: "支払",
  editor: "広報",
  callCenter: "相談",
  insurerDesk: "保険者担当",
  auditor: "監査",
  administrator: "管理",
} as const;
export type OfficialRole = keyof typeof officialRoles;

/** What each is for, in words; `officeRights` below decides. */
export const officialRoleHelp = {
  reviewer: "申請を確かめ、差し戻します。お問い合わせにも答えます。承認はしません。",
  approver: "申請を承認または却下します。補助事業の決まりも提案し、確かめます。",
  payer: "補助金の振込データを作り、確かめ、銀行の結果を取り込みます。",
  editor: "お知らせを書き、変え、取り下げます。",
  callCenter: "お問い合わせに答え、電話の申し込みを記録します。",
  insurerDesk: "保険者の登録、契約、届いたファイル、利用登録を扱います。",
  auditor: "すべてを見ます。操作の記録も見ます。何も変えません。",
  administrator: "職員と役割、受付アプリの版の決まりを扱います。申請は扱いません。",
} as const satisfies Record<OfficialRole, string>;

export function isOfficialRole(text: string): text is OfficialRole {
  return Object.hasOwn(officialRoles, text);
}

/** In the order in which people are used to read them. */
export const allOfficialRoles: readonly OfficialRole[] =
  Object.keys(officialRoles).filter(isOfficialRole);

/** All that work on cases, and so what an official had before there were roles. */
export const workingRoles = [
  "reviewer",
  "approver",
  "payer",
  "editor",
  "callCenter",
  "insurerDesk",
] as const satisfies readonly OfficialRole[];

export function officialRoleWords(roles: readonly OfficialRole[]): string {
  return allOfficialRoles
    .filter((role) => roles.includes(role))
    .map((role) => officialRoles[role])
    .join("・");
}

/** Every page and every deed of the office needs one of these. The auditor sees all and changes nothing. */
export const officeRights = {
  "cases.see": {
    roles: ["reviewer", "approver", "callCenter", "auditor"],
    words: "申請と手続きを見ること",
  },
  "cases.handle": { roles: ["reviewer", "approver"], words: "申請を担当し、差し戻すこと" },
  "cases.decide": { roles: ["approver"], words: "申請を承認または却下すること" },
  "grants.see": {
    roles: ["reviewer", "approver", "payer", "auditor"],
    words: "補助金の申請と帳簿を見ること",
  },
  "grants.revoke": { roles: ["approver"], words: "補助金の決定を取り消すこと" },
  "programmes.change": { roles: ["approver"], words: "補助事業の決まりを変えること" },
  "payments.see": { roles: ["payer", "auditor"], words: "補助金の振込を見ること" },
  "payments.make": { roles: ["payer"], words: "補助金の振込を扱うこと" },
  "inquiries.see": {
    roles: ["callCenter", "reviewer", "auditor"],
    words: "お問い合わせを見ること",
  },
  "inquiries.answer": { roles: ["callCenter", "reviewer"], words: "お問い合わせに答えること" },
  "notices.see": { roles: ["editor", "callCenter", "auditor"], words: "お知らせの一覧を見ること" },
  "mails.see": {
    roles: ["reviewer", "approver", "editor", "callCenter", "auditor"],
    words: "メールの文面と、届かないアドレスを見ること",
  },
  "mails.resume": {
    roles: ["reviewer", "callCenter"],
    words: "届かないアドレスへの送信を再開すること",
  },
  "notices.publish": { roles: ["editor"], words: "お知らせを載せること" },
  "resets.see": {
    roles: ["callCenter", "reviewer", "approver", "auditor"],
    words: "確認方法の解除を見ること",
  },
  "resets.handle": {
    roles: ["callCenter", "reviewer", "approver"],
    words: "確認方法の解除を扱うこと",
  },
  "insurers.see": { roles: ["insurerDesk", "auditor"], words: "保険者の登録を見ること" },
  "insurers.change": { roles: ["insurerDesk"], words: "保険者の登録を変えること" },
  "links.see": { roles: ["insurerDesk", "auditor"], words: "利用登録を調べること" },
  "links.end": { roles: ["insurerDesk"], words: "利用登録を解除すること" },
  "masters.see": {
    roles: ["reviewer", "approver", "callCenter", "auditor"],
    words: "公表された名簿を見ること",
  },
  "masters.change": { roles: ["reviewer", "approver"], words: "公表された名簿を取り込むこと" },
  "figures.see": {
    roles: ["reviewer", "approver", "payer", "editor", "callCenter", "insurerDesk", "auditor"],
    words: "全体のようすを見ること",
  },
  "lists.see": { roles: ["insurerDesk", "auditor"], words: "失効リストを見ること" },
  "lists.fetch": { roles: ["insurerDesk"], words: "失効リストを取りに行くこと" },
  "app.see": {
    roles: ["callCenter", "auditor", "administrator"],
    words: "受付アプリの版の決まりを見ること",
  },
  "app.change": { roles: ["administrator"], words: "受付アプリの版の決まりを変えること" },
  "audit.see": { roles: ["auditor"], words: "操作の記録を見ること" },
  "officials.see": { roles: ["administrator", "auditor"], words: "職員と役割を見ること" },
  "officials.change": { roles: ["administrator"], words: "職員と役割を変えること" },
} as const satisfies Record<string, { roles: readonly OfficialRole[]; words: string }>;
export type OfficeRight = keyof typeof officeRights;

function isOfficeRight(text: string): text is OfficeRight {
  return Object.hasOwn(officeRights, text);
}

export const allOfficeRights: readonly OfficeRight[] =
  Object.keys(officeRights).filter(isOfficeRight);

export function officeRightsOf(roles: readonly OfficialRole[]): OfficeRight[] {
  return allOfficeRights.filter((right) => {
    const allowed: readonly OfficialRole[] = officeRights[right].roles;

    return roles.some((role) => allowed.includes(role));
  });
}

export function may(
  { rights }: { readonly rights: readonly OfficeRight[] },
  right: OfficeRight,
): boolean {
  return rights.includes(right);
}

const changing = allOfficialRoles.filter((role) => role !== "auditor");

/** Roles that nobody has together, each pair with the reason that is told. */
const apart: readonly {
  readonly role: OfficialRole;
  readonly from: readonly OfficialRole[];
  readonly because: string;
}[] = [
  {
    role: "administrator",
    from: ["approver", "payer"],
    because: "役割を決める人が、申請やお金も決められてしまうためです。",
  },
  {
    role: "auditor",
    from: changing,
    because: "監査する人が、自分のしたことを監査することになるためです。",
  },
];

/** @returns why these roles do not go together; null when they do */
export function conflictIn(roles: readonly OfficialRole[]): string | null {
  for (const { role, from, because } of apart) {
    const other = roles.includes(role) ? from.find((each) => roles.includes(each)) : undefined;
    if (other !== undefined) {
      return `「${officialRoles[role]}」と「${officialRoles[other]}」は、同じ人に付けられません。${because}`;
    }
  }

  return null;
}
