/** The pages that everybody has about their own account, in either realm. */
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import type { Realm } from "../rules/doors.ts";
import { registerAccount } from "./edit.tsx";
import { registerConfirmation } from "./confirm.tsx";
import { registerForgotten } from "./forgotten.tsx";
import { registerPasskeys } from "./passkeys.tsx";
import { registerResume } from "./resume.tsx";
import { registerSecondFactor } from "./second-factor.tsx";

export function registerOwnPages(app: FastifyInstance, center: Center, realm: Realm): void {
  registerAccount(app, center, realm);
  registerConfirmation(app, center, realm);
  registerResume(app, center, realm);
  registerSecondFactor(app, center, realm);
  registerPasskeys(app, center, realm);
  registerForgotten(app, center, realm);
}
