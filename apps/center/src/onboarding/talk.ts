/** What is shown of the conversations about an application; another noun keeps them. */
import type { Executor } from "@madoguchi/platform";
import type { ReactNode } from "react";
import type { OfficialActor } from "../accounts/index.ts";

export type ApplicationTalk = {
  /** With a place to write. `query` is that of the list that the case was opened from. */
  readonly office: (
    executor: Executor,
    actor: OfficialActor,
    application: { readonly id: string; readonly query: string },
  ) => Promise<ReactNode>;
  readonly portal: (executor: Executor, applicationId: string) => Promise<ReactNode>;
};
