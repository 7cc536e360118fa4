/** One list over HTTP: bounded in size and time, over http and https only, and not again when the server says it is the same. */

/** What the server called the state of the list that we have. */
export type Validators = {
  readonly etag: string | null;
  readonly lastModified: string | null;
};

export type Downloaded =
  | ({ readonly kind: "list"; readonly der: Uint8Array } & Validators)
  | { readonly kind: "unchanged" }
  | { readonly kind: "unreachable"; readonly reason: UnreachableReason };

export type UnreachableReason =
  | "connection"
  | "timeout"
  | "too-large"
  | "redirect"
  | `http-${number}`;

/** The largest list known of has 53 MB; a slow line carries that in two minutes. */
export const DOWNLOAD_LIMITS = { bytes: 128 * 1024 * 1024, seconds: 120, redirects: 3 };

type Options = Partial<typeof DOWNLOAD_LIMITS> & {
  /** Ends it at once. */
  readonly stop?: AbortSignal;
};

/** Never rejects. @param known of the list in force; null asks for the list in any case */
export async function download(
  address: string,
  known: Validators | null,
  { stop, ...change }: Options = {},
): Promise<Downloaded> {
  const limits = { ...DOWNLOAD_LIMITS, ...change };
  const timeout = AbortSignal.timeout(limits.seconds * 1000);
  const signal = stop === undefined ? timeout : AbortSignal.any([timeout, stop]);
  try {
    return await ask(new URL(address), known, { ...limits, signal });
  } catch {
    return { kind: "unreachable", reason: timeout.aborted ? "timeout" : "connection" };
  }
}

type Limits = typeof DOWNLOAD_LIMITS & { readonly signal: AbortSignal };

async function ask(url: URL, known: Validators | null, limits: Limits): Promise<Downloaded> {
  const response = await fetch(url, {
    headers: {
      accept: "application/pkix-crl, */*;q=0.1",
      // A list hardly grows smaller by it, and its size is known before it has come.
      "accept-encoding": "identity",
      ...(known?.etag && { "if-none-match": known.etag }),
      ...(known?.lastModified && { "if-modified-since": known.lastModified }),
    },
    redirect: "manual",
    signal: limits.signal,
  });
  const { status, headers, body } = response;
  if (status === 200) {
    const der = await readAtMost(body, Number(headers.get("content-length")), limits.bytes);

    return der === null
      ? { kind: "unreachable", reason: "too-large" }
      : {
          kind: "list",
          der,
          etag: headers.get("etag"),
          lastModified: headers.get("last-modified"),
        };
  }
  await body?.cancel();
  if (status === 304 && known !== null) {
    return { kind: "unchanged" };
  }
  if ([301, 302, 303, 307, 308].includes(status)) {
    const next = followable(url, headers.get("location"));

    return next === null || limits.redirects === 0
      ? { kind: "unreachable", reason: "redirect" }
      : ask(next, known, { ...limits, redirects: limits.redirects - 1 });
  }

  return { kind: "unreachable", reason: `http-${status}` };
}

/** Only to http and https, and never from the second to the first. */
export function followable(from: URL, location: string | null): URL | null {
  if (location === null || !URL.canParse(location, from)) {
    return null;
  }
  const to = new URL(location, from);

  return to.protocol === "https:" || (to.protocol === "http:" && from.protocol === "http:")
    ? to
    : null;
}

async function readAtMost(
  body: AsyncIterable<Uint8Array> | null,
  announced: number,
  limit: number,
): Promise<Uint8Array | null> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  if (announced > limit) {
    return null;
  }
  for await (const piece of body ?? []) {
    size += piece.length;
    if (size > limit) {
      return null;
    }
    pieces.push(piece);
  }

  return Buffer.concat(pieces);
}
