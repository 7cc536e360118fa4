import { Refusal } from "./refusal.ts";

/** The origin that `--center` names. @throws Refusal */
export function readCenter(text: string): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new Refusal("--center には、http:// か https:// で始まる住所を指定してください。");
  }

  return url.origin;
}
