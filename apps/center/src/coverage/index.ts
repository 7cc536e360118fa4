export { ageBand, decide } from "./rules.ts";
export type { AgeBand, Decision, Person, RegistryOutcome } from "./rules.ts";
export {
  countPeople,
  findHolder,
  insertCoverages,
  insertInsurers,
  insertPeople,
  linkCertificates,
} from "./store.ts";
export type { CertificateLink, CoverageRow, Holder, Insurer, PersonRow } from "./store.ts";
