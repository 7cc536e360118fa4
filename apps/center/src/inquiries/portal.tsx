/** お問い合わせ at the portal: of facilities, and of those who cannot sign in. */
import type { FastifyInstance } from "fastify";
import type { Center } from "../center.ts";
import type { FindArticles } from "./articles.ts";
import { registerAskPages } from "./portal/ask-routes.tsx";
import { registerFacilityThreads } from "./portal/facility-routes.tsx";
import { registerGuestThreads } from "./portal/guest-routes.tsx";

export function registerInquiryPages(
  app: FastifyInstance,
  center: Center,
  findArticles: FindArticles,
): void {
  registerAskPages(app, center, findArticles);
  registerGuestThreads(app, center);
  registerFacilityThreads(app, center);
}
