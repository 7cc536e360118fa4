/** Every table of states and events that the code asks before it changes a state. */
import type { Tables } from "@madoguchi/platform";
import { resetTransitions, roleTransitions } from "./accounts/index.ts";
import { deliveryTransitions } from "./coverage/index.ts";
import { heldTransitions } from "./desk/index.ts";
import { batchTransitions, grantTransitions, paymentTransitions } from "./grants/index.ts";
import { inquiryTransitions } from "./inquiries/index.ts";
import { applicationTransitions } from "./onboarding/index.ts";
import { procedureTransitions } from "./procedures/index.ts";
import { proposalTransitions } from "./proposals/index.ts";
import { appAccountTransitions } from "./terminals/index.ts";

export type Lifecycle = {
  readonly title: string;
  /** The file that holds its table. */
  readonly file: string;
  /** Where its records stand. */
  readonly table: keyof Tables;
  readonly begins: string;
  readonly transitions: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

export const lifecycles: readonly Lifecycle[] = [
  {
    title: "利用申請",
    table: "usageApplication",
    file: "onboarding/rules.ts",
    begins: "draft",
    transitions: applicationTransitions,
  },
  {
    title: "施設の手続き",
    table: "facilityProcedure",
    file: "procedures/rules.ts",
    begins: "waiting",
    transitions: procedureTransitions,
  },
  {
    title: "A decision until it has effect",
    table: "deskHeld",
    file: "desk/rules/held.ts",
    begins: "held",
    transitions: heldTransitions,
  },
  {
    title: "補助金の申請",
    table: "grantApplication",
    file: "grants/rules/application.ts",
    begins: "draft",
    transitions: grantTransitions,
  },
  {
    title: "A payment of a grant",
    table: "grantPayment",
    file: "grants/rules/payment.ts",
    begins: "due",
    transitions: paymentTransitions,
  },
  {
    title: "振込データ",
    table: "grantBatch",
    file: "grants/rules/payment.ts",
    begins: "made",
    transitions: batchTransitions,
  },
  {
    title: "アプリアカウント",
    table: "appAccount",
    file: "terminals/rules.ts",
    begins: "unissued",
    transitions: appAccountTransitions,
  },
  {
    title: "A file of an insurer",
    table: "feedDelivery",
    file: "coverage/rules/deliveries.ts",
    begins: "waiting",
    transitions: deliveryTransitions,
  },
  {
    title: "お問い合わせ",
    table: "inquiry",
    file: "inquiries/rules.ts",
    begins: "unconfirmed",
    transitions: inquiryTransitions,
  },
  {
    title: "A change by two officials",
    table: "proposal",
    file: "proposals/rules.ts",
    begins: "proposed",
    transitions: proposalTransitions,
  },
  {
    title: "Roles of an official",
    table: "roleProposal",
    file: "accounts/officials/rules.ts",
    begins: "open",
    transitions: roleTransitions,
  },
  {
    title: "確認方法の解除",
    table: "factorReset",
    file: "accounts/factor-reset/rules.ts",
    begins: "asked",
    transitions: resetTransitions,
  },
];
