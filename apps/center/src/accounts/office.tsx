/** The officials' door. Their accounts are made by the administrator, never by registration. */
import { ErrorSummary, PageHeading } from "@madoguchi/ui";
import type { FastifyInstance } from "fastify";
import type { Center } from "../center.ts";
import { summaryOf } from "../shell/errors.tsx";
import { OfficePage } from "../shell/pages.tsx";
import { registerFactorResetOffice } from "./factor-reset/index.ts";
import { registerOfficialPages } from "./officials/index.ts";
import { registerOwnPages } from "./own/index.ts";
import { registerDoor, SignInForm } from "./sign-in.tsx";
import type { SignInPageProps } from "./sign-in.tsx";

export function registerOfficeDoor(app: FastifyInstance, center: Center): void {
  registerDoor(app, center, "office", OfficeSignInPage);
  registerOwnPages(app, center, "office");
  registerFactorResetOffice(app, center);
  registerOfficialPages(app, center);
}

function OfficeSignInPage({ state, next }: SignInPageProps) {
  const errors = summaryOf(state.errors);

  return (
    <OfficePage title="ログイン" actor={null} width="text" errorCount={errors.length}>
      <ErrorSummary errors={errors} heading={state.heading} />
      <PageHeading lead="審査を担当する職員のためのページです。">ログイン</PageHeading>
      <SignInForm realm="office" state={state} next={next} />
    </OfficePage>
  );
}
