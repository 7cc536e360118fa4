/** 全体のようす: the office's figures, its filter in the address, and the same numbers as a file. */
import { sendPage, sendCsv } from "@madoguchi/platform";
import type { FastifyInstance } from "fastify";
import { asOfficial } from "../../accounts/index.ts";
import type { Center } from "../../center.ts";
import { dashboardRows } from "./csv.ts";
import { figuresOf } from "./figures.ts";
import { DashboardPage } from "./page.tsx";
import { scopeSchema } from "./rules.ts";

export function registerDashboard(app: FastifyInstance, center: Center): void {
  app.get(
    "/office/dashboard",
    asOfficial(center, "figures.see", async (actor, request, reply) => {
      const scope = scopeSchema.parse(request.query);

      return sendPage(
        reply,
        <DashboardPage actor={actor} figures={await figuresOf(center, scope)} />,
      );
    }),
  );

  app.get(
    "/office/dashboard.csv",
    asOfficial(center, "figures.see", async (_actor, request, reply) => {
      const scope = scopeSchema.parse(request.query);
      const rows = dashboardRows(await figuresOf(center, scope));

      return sendCsv(reply, "全体のようす.csv", rows);
    }),
  );
}
