/** A person without a browser: keeps cookies, sends forms as a browser would, follows redirects. */

export type Visit = { readonly status: number; readonly path: string; readonly html: string };

const MAX_REDIRECTS = 5;

export class Visitor {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** For a browser that goes on where this visitor is. */
  get cookies(): { name: string; value: string; url: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.#origin }));
  }

  get(path: string): Promise<Visit> {
    return this.#visit(path, { method: "GET" });
  }

  /** Fields in the order given; repeat a name by giving an array. */
  post(path: string, fields: Readonly<Record<string, string | readonly string[]>>): Promise<Visit> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      for (const item of typeof value === "string" ? [value] : value) {
        body.append(name, item);
      }
    }

    return this.#visit(path, { method: "POST", body });
  }

  /** The very answer, before any redirect is followed. Without fields a POST's form is empty. */
  async ask(
    method: string,
    path: string,
    fields: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; location: string | null; html: string }> {
    const body = method === "GET" ? {} : { body: new URLSearchParams(fields) };
    const response = await this.#fetch(path, { method, ...body });
    const location = response.headers.get("location");

    return { status: response.status, location, html: await response.text() };
  }

  /** A form with files; as a Blob, one that no browser would write. */
  upload(path: string, form: FormData | Blob): Promise<Visit> {
    return this.#visit(path, { method: "POST", body: form });
  }

  async download(
    path: string,
  ): Promise<{ status: number; type: string | null; bytes: Uint8Array }> {
    const response = await this.#fetch(path, { method: "GET" });

    return {
      status: response.status,
      type: response.headers.get("content-type"),
      bytes: new Uint8Array(await response.arrayBuffer()),
    };
  }

  async #visit(path: string, init: RequestInit): Promise<Visit> {
    let at = path;
    let response = await this.#fetch(at, init);
    for (let redirects = 0; redirects < MAX_REDIRECTS; redirects += 1) {
      const { status, headers, body } = response;
      if (status !== 303 && status !== 307) break;
      at = headers.get("location") ?? "/";
      await body?.cancel();
      // 307: the same form once more.
      response = await this.#fetch(at, status === 307 ? init : { method: "GET" });
    }

    return { status: response.status, path: at, html: await response.text() };
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(this.#origin + path, {
      ...init,
      redirect: "manual",
      headers: {
        cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        origin: this.#origin,
      },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";", 1);
      const [name = "", value = ""] = pair.split(/=(.*)/s);
      if (value === "") {
        this.#cookies.delete(name);
      } else {
        this.#cookies.set(name, value);
      }
    }

    return response;
  }
}
