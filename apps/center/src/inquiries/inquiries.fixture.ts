/** Asking and answering as people do, without a browser. */
import type { Visit, Visitor } from "@madoguchi/test";

export const question = {
  category: "device",
  subject: "設定情報が一致しません",
  text: "再発行した値を入れました。\n「一致しません」と表示されます。",
  relatedPath: "/terminals",
};

/** The address to which a form on the page is sent: the one that ends with `ending` before its query. */
export function actionOf({ html }: Visit, ending: string): string {
  const actions = Array.from(html.matchAll(/action="([^"]+)"/g), ([, action = ""]) =>
    action.replaceAll("&amp;", "&"),
  );
  const action = actions.find((each) => each.replace(/\?.*/, "").endsWith(ending));
  if (action === undefined) throw new Error(`no form of the page leads to ${ending}`);

  return action;
}

export function hiddenOf({ html }: Visit, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
  if (value === undefined) throw new Error(`no form of the page has a hidden ${name}`);

  return value;
}

export function formOf(fields: Readonly<Record<string, string>>, files: readonly File[] = []) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("files", file);

  return form;
}

/** Both steps. @returns the page of the new inquiry, or of what must be mended */
export async function ask(
  visitor: Visitor,
  fields: Readonly<Record<string, string>> = {},
  files: readonly File[] = [],
): Promise<Visit> {
  const typed = { ...question, ...fields };
  const second = await visitor.post("/inquiries/new", typed);

  return second.status === 200
    ? visitor.upload(actionOf(second, "/inquiries"), formOf(typed, files))
    : second;
}

export function numberOf({ path }: Visit): string {
  const number = /\/inquiries\/(Q-\d{8}-\w{4})/.exec(path)?.[1];
  if (number === undefined) throw new Error(`${path} is no inquiry`);

  return number;
}

export async function reply(
  visitor: Visitor,
  thread: Visit,
  text: string,
  files: readonly File[] = [],
): Promise<Visit> {
  return visitor.upload(actionOf(thread, "/reply"), formOf({ text }, files));
}

/** An official's answer, or a question back. */
export async function answer(
  official: Visitor,
  number: string,
  text = "設定情報を再発行してください。",
  kind: "answer" | "request" = "answer",
): Promise<Visit> {
  const page = await official.get(`/office/inquiries/${number}`);

  return official.post(`/office/inquiries/${number}/answer`, {
    key: hiddenOf(page, "key"),
    version: hiddenOf(page, "version"),
    kind,
    text,
  });
}
