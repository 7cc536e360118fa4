/** 基礎データ: official lists, models of devices, and the days on which nobody answers the telephone. */
import type { FastifyInstance } from "fastify";
import type { Center } from "../center.ts";
import { registerClosingPages } from "./closings/office.tsx";
import { registerDevicePages } from "./devices/office.tsx";
import type { EnteredDevices } from "./devices/office.tsx";
import { registerListPages } from "./lists/office.tsx";

export function registerMasterOffice(
  app: FastifyInstance,
  center: Center,
  entered: EnteredDevices,
): void {
  registerListPages(app, center);
  registerDevicePages(app, center, entered);
  registerClosingPages(app, center);
}
