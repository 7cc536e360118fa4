/** From what was typed to a registered terminal, or to words about what is wrong. */
import { activationRequestSchema } from "@madoguchi/contract";
import type { ContractClient, SetupInfo } from "@madoguchi/contract";
import { foldCode } from "@madoguchi/notation";
import type { Registration } from "../check/check.ts";
import { canKeep, register } from "../check/registration.ts";

export type SetupClient = Pick<ContractClient, "activate">;

export const setupFields = [
  "facilityCode",
  "userId",
  "password",
  "activationCode",
  "terminalName",
] as const;
export type SetupField = (typeof setupFields)[number];
export type SetupDraft = Readonly<Record<SetupField, string>>;

export const setupLabels = {
  facilityCode: "医療機関コード",
  userId: "ユーザーID",
  password: "パスワード",
  activationCode: "アクティベーションコード",
  terminalName: "この端末の名前",
} satisfies Record<SetupField, string>;

const complaints = {
  facilityCode: "医療機関コードは、設定情報にある数字をすべて入力してください。",
  userId: "ユーザーIDは、「W0000001」のようにWと7桁の数字で入力してください。",
  password: "パスワードは、設定情報にある8文字以上をすべて入力してください。",
  activationCode: "アクティベーションコードは、設定情報にある文字をすべて入力してください。",
  terminalName: "この端末の名前を、40文字までで入力してください。例：受付1",
} satisfies Record<SetupField, string>;

export type SetupErrors = Partial<Record<SetupField, string>>;

export type SetupResult =
  | { readonly kind: "registered"; readonly registration: Registration }
  | { readonly kind: "mend"; readonly errors: SetupErrors }
  | { readonly kind: "refused"; readonly title: string; readonly why: readonly string[] };

const draftSchema = activationRequestSchema.omit({ key: true, terminalKind: true });

export async function activate(client: SetupClient, draft: SetupDraft): Promise<SetupResult> {
  const parsed = draftSchema.safeParse(fold(draft));
  if (!parsed.success) return { kind: "mend", errors: errorsOf(parsed.error.issues) };
  // An activation code serves once: it must not be spent on a registration that cannot be kept.
  if (!(await canKeep())) {
    return {
      kind: "refused",
      title: "この端末に登録を保存できません",
      why: [
        "ブラウザーが保存を許していないか、ディスクがいっぱいです。コードはまだ使われていません。",
        "シークレット ウィンドウではない画面で開き直し、もう一度登録してください。",
      ],
    };
  }
  const result = await register(client, parsed.data);
  if (result.ok) return { kind: "registered", registration: result.value };
  if (result.kind === "offline") {
    return {
      kind: "refused",
      title: "インターネットにつながりません",
      why: [
        "窓口のシステムに通信が届きませんでした。",
        "通信を確かめて、もう一度「登録する」を押してください。入力はそのまま残っています。",
      ],
    };
  }
  const { title, detail, nextStep } = result.problem;

  return { kind: "refused", title, why: [detail, nextStep] };
}

/** People type full-width letters and hyphens; secrets keep theirs apart from width. */
function fold(draft: SetupDraft): SetupInfo & { terminalName: string } {
  return {
    facilityCode: foldCode(draft.facilityCode),
    userId: foldCode(draft.userId),
    password: draft.password.normalize("NFKC").trim(),
    activationCode: draft.activationCode.normalize("NFKC").trim(),
    terminalName: draft.terminalName.trim(),
  };
}

function errorsOf(issues: readonly { readonly path: readonly PropertyKey[] }[]): SetupErrors {
  const wrong = new Set(issues.map(({ path }) => path[0]));
  return Object.fromEntries(
    setupFields.filter((field) => wrong.has(field)).map((field) => [field, complaints[field]]),
  );
}
