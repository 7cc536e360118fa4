import { randomBytes, verify, X509Certificate } from "node:crypto";
import { checkPin } from "@madoguchi/card";
import { defaultPin, type VirtualCard, VirtualReader } from "@madoguchi/virtual-card";
import { Refusal } from "../refusal.ts";

/** One whole PIN check in process, with the signature and the chain verified. Prints what it found. @throws Refusal when the card does not sign */
export async function selfTest(card: VirtualCard, roots: readonly Uint8Array[]): Promise<boolean> {
  const challenge = new Uint8Array(randomBytes(32));
  const reader = new VirtualReader(card);
  const pin = new TextEncoder().encode(defaultPin);
  const [slot] = await reader.list();
  const result = await checkPin(reader, slot?.id ?? "", { challenge, pin });
  if (result.kind !== "signed") {
    throw new Refusal(
      `カードが署名しませんでした（${result.kind}）。「npx madoguchi card --reset」で暗証番号を戻せます。`,
    );
  }
  const certificate = new X509Certificate(result.certificate);
  // RSA of today's cards, P-384 of the next ones.
  const hash = certificate.publicKey.asymmetricKeyType === "ec" ? "sha384" : "sha256";
  const checks = [
    ["署名", verify(hash, challenge, certificate.publicKey, result.signature)],
    ["発行元", roots.some((root) => certificate.verify(new X509Certificate(root).publicKey))],
    ["個人番号を選ばない", card.forbiddenSelects.length === 0],
  ] as const;
  for (const [name, passed] of checks) console.log(`${passed ? "✓" : "✗"} ${name}`);
  return checks.every(([, passed]) => passed);
}
