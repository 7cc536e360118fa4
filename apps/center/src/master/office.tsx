/** 基礎データ: official lists, and the days on which nobody answers the telephone. */
import type { FastifyInstance } from "fastify";
import type { Center } from "../center.ts";
import { registerClosingPages } from "./closings/office.tsx";
import { registerListPages } from "./lists/office.tsx";

export function registerMasterOffice(app: FastifyInstance, center: Center): void {
  registerListPages(app, center);
  registerClosingPages(app, center);
}
