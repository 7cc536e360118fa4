/** The screens that ask for consents, in a file of their own: asked once a month. */
export { ConsentScreen } from "./consent-screen.tsx";
export { SendingScreen } from "./sending-screen.tsx";
