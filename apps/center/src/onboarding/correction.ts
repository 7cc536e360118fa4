/** What an applicant is told of a usage application that came back. */
import type { Correction } from "../desk/index.ts";
import { fieldLabels } from "./form.ts";

export const correction: Correction = {
  title: "利用申請",
  noun: "申請",
  fieldLabels,
  pathOf: () => "/usage-application",
  after: [
    "期限を過ぎても、審査担当が申請を終わりにするまでは提出できます。",
    "終わりになったときは、理由をメールでお知らせします。もう一度申請できます。",
  ],
};
