/** Between page and agent: the card pulled out, and the line cut, at every single command of a check. */
import { checkPin, LinkError, VerifyInterruptedError } from "@madoguchi/card";
import { defaultPin } from "@madoguchi/virtual-card";
import { afterEach, expect, test } from "vitest";
import type { AgentLink } from "../link/client.ts";
import { challenge, closeAll, linkTo, pinBytes, start, token } from "./agent.fixture.ts";

const COMMANDS = 12;
const VERIFY_AT = 10;

afterEach(closeAll);

/** A check during which `happen` is called when the card has done its n-th command and nobody knows yet; then a whole one on the same reader. */
async function checkWith(
  at: number,
  pin: string,
  happen: (link: AgentLink, card: { pull(): Promise<void> }) => void,
) {
  let answered = 0;
  const wire = (line: string) => {
    if (line.startsWith("<") && ++answered === at) happen(link, { pull: () => tray.remove() });
  };
  const { agent, card, tray } = await start({ token, wire });
  const link = linkTo(agent);

  const check = async (each: AgentLink, typed: string) => {
    await tray.put("taro");
    return checkPin(each, "virtual-0", { challenge, pin: pinBytes(typed) });
  };
  const end = await check(link, pin).catch((error: unknown) => error);
  const { triesLeft } = card.image.pins["jpki-auth"];
  // Another page, for the first one's line may be gone.
  await tray.remove();
  const again = await check(linkTo(agent), defaultPin);
  return { end, triesLeft, again };
}

const everywhere = Array.from({ length: VERIFY_AT }, (_, index) => index + 1);

test.each(everywhere)(
  "a card pulled out before its answer to command %i of a wrong PIN's check",
  async (at) => {
    const { end, triesLeft, again } = await checkWith(
      at,
      "0000",
      (_link, card) => void card.pull(),
    );
    expect(end).toMatchObject({ code: "removed" });
    expect(end instanceof VerifyInterruptedError).toBe(at === VERIFY_AT);
    expect(triesLeft).toBe(at === VERIFY_AT ? 2 : 3);
    expect(again).toMatchObject({ kind: "signed" });
  },
);

test.each(everywhere)(
  "a line cut before the answer to command %i of a wrong PIN's check",
  async (at) => {
    const { end, triesLeft, again } = await checkWith(at, "0000", (link) => link.close());
    expect(end).toMatchObject({ code: "service-down" });
    expect(end instanceof VerifyInterruptedError).toBe(at === VERIFY_AT);
    expect(triesLeft).toBe(at === VERIFY_AT ? 2 : 3);
    expect(again).toMatchObject({ kind: "signed" });
  },
);

test("a line cut after the PIN was right costs nothing either", async () => {
  for (let at = VERIFY_AT + 1; at <= COMMANDS; at++) {
    const { end, triesLeft } = await checkWith(at, defaultPin, (link) => link.close());
    expect(end).toBeInstanceOf(LinkError);
    expect(end).not.toBeInstanceOf(VerifyInterruptedError);
    expect(triesLeft).toBe(3);
  }
});
