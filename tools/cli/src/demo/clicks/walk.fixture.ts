/** Walking a center by its links as one person, each kind of page a few times; and sending a form as somebody would who fills it in. */
import type { CenterRoute } from "@madoguchi/center";
import type { Visitor } from "@madoguchi/test";
import { pathOf, readPage } from "./page.fixture.ts";
import type { PageButton, PageForm, PageRead } from "./page.fixture.ts";

export type Seen = {
  readonly route: string;
  readonly path: string;
  readonly from: string;
  readonly status: number;
  /** Null for what is no page. */
  readonly page: PageRead | null;
  /** What brings the person to the facility for which it is shown. */
  readonly there: Press | null;
};

export type Router = {
  /** The route that answers, as the router names it: `/grants/:id`. */
  routeOf(method: string, path: string): string | undefined;
};

export function routerOf(routes: readonly CenterRoute[]): Router {
  const known = routes
    .map(({ method, path }) => ({ method, path, parts: path.split("/") }))
    // As the router does it: a word goes before a name.
    .toSorted((a, b) => (rank(a.path) < rank(b.path) ? -1 : 1));

  return {
    routeOf: (method, path) => {
      const asked = path.split("/");

      return known.find(
        (route) =>
          route.method === method &&
          (route.parts.at(-1) === "*"
            ? asked.length >= route.parts.length - 1
            : route.parts.length === asked.length) &&
          route.parts.every((part, index) => fits(part, asked[index] ?? "")),
      )?.path;
    },
  };
}

/** What is known of a part goes before what is not: `pay` before `:id.pdf` before `:id` before `*`. */
const rank = (path: string) =>
  path
    .replaceAll(/[^/]*:[^/]*/gu, (part) => (part.includes(".") ? "}" : "~"))
    .replaceAll("*", "~~");

function fits(part: string, asked: string): boolean {
  if (part === "*") return true;
  const [before = "", name] = part.split(":", 2);
  if (name === undefined) return part === asked;
  const after = /\.[a-z.]+$/u.exec(name)?.[0] ?? "";

  return asked.startsWith(before) && asked.endsWith(after) && asked.length > after.length;
}

/** @param records how many addresses of a kind are looked at: the same route with the same words of a search */
export async function walk(
  visitor: Visitor,
  router: Router,
  start: string,
  records: (route: string) => number,
  there: Press | null = null,
): Promise<Seen[]> {
  const seen: Seen[] = [];
  const counts = new Map<string, number>();
  const asked = new Set<string>();
  const queue = [{ path: start, from: "the beginning" }];
  for (const { path, from } of queue) {
    const address = path.split("#", 1)[0] ?? "";
    const route = router.routeOf("GET", pathOf(address));
    if (!address.startsWith("/") || route === undefined || asked.has(address)) continue;
    const words = [...new URL(address, "http://x").searchParams.keys()].toSorted().join("&");
    const kind = `${route}?${words}`;
    const count = counts.get(kind) ?? 0;
    if (count >= records(route)) continue;
    counts.set(kind, count + 1);
    asked.add(address);
    const step = await look(visitor, router, address, from);
    seen.push({ ...step, route, there });
    for (const href of step.page?.links ?? []) queue.push({ path: href, from: address });
  }

  return seen;
}

async function look(
  visitor: Visitor,
  router: Router,
  path: string,
  from: string,
): Promise<Omit<Seen, "route" | "there">> {
  const { status, path: at, html } = await visitor.get(path);
  const isPage = html.startsWith("<!doctype html>");
  const leads = (method: string, to: string) => router.routeOf(method, to) !== undefined;

  return { path: at, from, status, page: isPage ? readPage(html, pathOf(at), leads) : null };
}

export type Press = {
  readonly on: string;
  readonly form: PageForm;
  readonly button: PageButton;
  readonly there?: Press | null;
};

export type Pressed = { readonly status: number; readonly path: string; readonly html: string };

/** As if somebody filled in what is empty with the first thing that comes to mind. */
export async function press(visitor: Visitor, { form, button }: Press): Promise<Pressed> {
  const fields: [string, string][] = [];
  const files: string[] = [];
  for (const { name, type, values } of form.controls) {
    if (name === "") continue;
    const [kind = "", first = ""] = type.split(" ");
    if (kind === "file") files.push(name);
    else if (kind === "radio" || kind === "checkbox") {
      const chosen = values.length > 0 ? values : [first];
      for (const value of chosen) fields.push([name, value]);
    } else
      for (const value of values) fields.push([name, value === "" ? typed(name, kind) : value]);
  }
  if (button.name !== "") fields.push([button.name, button.value]);
  if (form.method === "GET") {
    return visitor.get(`${pathOf(form.action)}?${new URLSearchParams(fields).toString()}`);
  }
  if (!form.hasFiles) {
    const grouped: Record<string, string[]> = {};
    for (const [name, value] of fields) (grouped[name] ??= []).push(value);

    return visitor.post(form.action, grouped);
  }
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  for (const name of files) body.append(name, new File(["見本\n"], "見本.csv"));

  return visitor.upload(form.action, body);
}

function typed(name: string, type: string): string {
  if (name.endsWith(".year")) return String(new Date().getFullYear() + 1);
  if (/\.(?:month|day)$/u.test(name)) return "1";
  if (type === "hidden" || type === "search") return "";
  if (type === "email" || /mail/iu.test(name)) return "mihon-osu@example.jp";

  return "見本";
}
