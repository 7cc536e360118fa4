import { getCACertificates, setDefaultCACertificates } from "node:tls";

/** Also the authorities that this computer's owner trusts: clinics sit behind filters that open https. */
export function trustSystem(): void {
  setDefaultCACertificates([...getCACertificates("bundled"), ...getCACertificates("system")]);
}
