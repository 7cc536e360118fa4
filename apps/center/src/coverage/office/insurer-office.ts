/** The officials' pages about insurers: who they are, their files, their keys, and whom we say nothing about until they answer. */
import type { FastifyInstance } from "fastify";
import type { Center } from "../../center.ts";
import { registerContractPages } from "./contract.tsx";
import { registerDeliveryPages } from "./delivery.tsx";
import { registerInsurerPages } from "./insurers.tsx";
import { registerKeyPages } from "./keys.tsx";
import { registerNewInsurerPages } from "./new-insurer.tsx";
import { registerSuspendedPages } from "./suspended.tsx";
import { registerUploadPages } from "./upload-page.tsx";

export function registerInsurerOffice(app: FastifyInstance, center: Center): void {
  registerSuspendedPages(app, center);
  registerNewInsurerPages(app, center);
  registerInsurerPages(app, center);
  registerContractPages(app, center);
  registerKeyPages(app, center);
  registerUploadPages(app, center);
  registerDeliveryPages(app, center);
}
