/** Who may do what for a facility: roles of its people, and one table from right to roles. */

export const facilityRoles = {
  administrator: "管理者",
  reception: "受付",
  accounting: "経理",
} as const;
export type FacilityRole = keyof typeof facilityRoles;

/** What each is for, in words; `rights` below decides. */
export const roleHelp = {
  administrator: "すべての操作ができます。設定情報の表示、担当者の招待、施設の届出も行います。",
  reception: "準備作業、利用申請、端末の管理をします。補助金と設定情報は扱いません。",
  accounting: "補助金を申請します。端末と設定情報は扱いません。",
} as const satisfies Record<FacilityRole, string>;

export const roleOptions = (["administrator", "reception", "accounting"] as const).map((value) => ({
  value,
  label: facilityRoles[value],
  help: roleHelp[value],
}));

export function isFacilityRole(text: string): text is FacilityRole {
  return Object.hasOwn(facilityRoles, text);
}

/** In the order in which people are used to read them. */
export function roleWords(roles: readonly FacilityRole[]): string {
  return Object.keys(facilityRoles)
    .filter(isFacilityRole)
    .filter((role) => roles.includes(role))
    .map((role) => facilityRoles[role])
    .join("・");
}

/** What needs a role. Whatever is named nowhere here, everybody of the facility may see and do. */
export const rights = {
  /** The steps of 準備作業, and the day of going live. */
  prepare: { roles: ["administrator", "reception"], words: "準備作業を進めること" },
  apply: { roles: ["administrator", "reception"], words: "利用申請をすること" },
  /** The list, without any secret; stopping what was lost must not wait for anybody. */
  terminals: { roles: ["administrator", "reception"], words: "端末とアプリを管理すること" },
  /** ユーザー設定情報: whoever has it can make a device of theirs one of the facility's. */
  credentials: { roles: ["administrator"], words: "設定情報を発行すること" },
  /** Grants, and the account that they are paid into. */
  money: { roles: ["administrator", "accounting"], words: "補助金を扱うこと" },
  /** Questions about the insured, and the contracts that allow them. */
  inquire: { roles: ["administrator", "reception"], words: "資格を照会すること" },
  people: { roles: ["administrator"], words: "施設の担当者を管理すること" },
  /** 休止, 廃止, changes of name, address or code. */
  procedures: { roles: ["administrator"], words: "施設の届出をすること" },
} as const satisfies Record<string, { roles: readonly FacilityRole[]; words: string }>;
export type Right = keyof typeof rights;

export function rightsOf(roles: readonly FacilityRole[]): Right[] {
  return Object.keys(rights)
    .filter(isRight)
    .filter((right) => has(roles, right));
}

function has(roles: readonly FacilityRole[], right: Right): boolean {
  const allowed: readonly FacilityRole[] = rights[right].roles;

  return roles.some((role) => allowed.includes(role));
}

function isRight(text: string): text is Right {
  return Object.hasOwn(rights, text);
}
