import {
  decodeResponse,
  encodeCommand,
  INS,
  pinInstructions,
  type Command,
  type Response,
} from "./apdu.ts";
import { concatBytes } from "./hex.ts";
import { LinkError, type CardTransport } from "./transport.ts";

/** A card that always has more to say is broken; nothing here answers with more than a few hundred bytes. */
const MAX_CONTINUATIONS = 32;

/**
 * Sends one command and collects its whole answer: 61xx by GET RESPONSE, 6Cxx by asking again with the exact Le.
 * The encoded command is wiped afterwards, for it may hold a PIN.
 * @throws LinkError
 */
export async function exchange(transport: CardTransport, command: Command): Promise<Response> {
  const first = await send(transport, command);
  // A command that carries a PIN is sent once, whatever the answer: every sending may cost a try.
  const mayAskAgain = first.status.kind === "wrong-le" && !pinInstructions.has(command.ins);
  let response = mayAskAgain
    ? await send(transport, { ...command, le: first.status.exact })
    : first;
  if (response.status.kind !== "more") return response;
  const parts = [response.data];
  for (let turn = 0; response.status.kind === "more"; turn++) {
    if (turn === MAX_CONTINUATIONS)
      throw new LinkError("protocol", "the card's answer does not end");
    const le = response.status.available;
    response = await send(transport, { cla: 0, ins: INS.getResponse, p1: 0, p2: 0, le });
    parts.push(response.data);
  }
  return { data: concatBytes(parts), status: response.status };
}

async function send(transport: CardTransport, command: Command): Promise<Response> {
  const apdu = encodeCommand(command);
  try {
    return decodeResponse(await transport.transmit(apdu));
  } finally {
    apdu.fill(0);
  }
}
