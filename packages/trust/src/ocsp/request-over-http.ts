/** An OCSP request as HTTP carries it (RFC 6960, appendix A.1). */

export type OcspRequestOverHttp = {
  readonly url: string;
  readonly init:
    | { readonly method: "GET"; readonly headers: Readonly<Record<string, string>> }
    | {
        readonly method: "POST";
        readonly headers: Readonly<Record<string, string>>;
        readonly body: Uint8Array<ArrayBuffer>;
      };
};

const ACCEPT = "application/ocsp-response";

/** RFC 6960 counts the encoded request alone, RFC 5019 §5 the whole address: what keeps the second keeps both. */
const LONGEST_ADDRESS = 254;

/** Undefined for a request that is too long for an address. @param der of an OCSPRequest */
export function byGet(responder: string, der: Uint8Array): OcspRequestOverHttp | undefined {
  const separator = responder.endsWith("/") ? "" : "/";
  const request = encodeURIComponent(Buffer.from(der).toString("base64"));
  const url = `${responder}${separator}${request}`;
  if (url.length > LONGEST_ADDRESS) return undefined;
  return { url, init: { method: "GET", headers: { accept: ACCEPT } } };
}

export function byPost(responder: string, der: Uint8Array): OcspRequestOverHttp {
  return {
    url: responder,
    init: {
      method: "POST",
      headers: { "content-type": "application/ocsp-request", accept: ACCEPT },
      body: Uint8Array.from(der),
    },
  };
}
