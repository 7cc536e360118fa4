/** Starts the reception screen: what the center tells, what this device remembers, the way to the readers. */
import { APP_VERSION, createClient } from "@madoguchi/contract";
import { createRoot } from "react-dom/client";
import { AgentLink } from "../link/client.ts";
import { joinPorts } from "../link/joined-port.ts";
import { findShell, type Shell } from "../phone/shell.ts";
import { openDesk } from "./check/desk.ts";
import { keepPreferredReader, loadPreferredReader } from "./check/preferred-reader.ts";
import { loadRegistrations } from "./check/registration.ts";
import { loadConfig } from "./config.ts";
import { displays } from "./display/displays.ts";
import { loadLockState } from "./lock/lock-state.ts";
import { Locked } from "./lock/locked.tsx";
import { App } from "./shell/app.tsx";
import { FetchedParts } from "./shell/fetched.tsx";
import { bringsSetup, takeGivenSetup } from "./setup/given.ts";
import { NoCenter } from "./shell/no-center.tsx";
import { operatorOf } from "./operator/at-counter.ts";
import { OfflineContext } from "./offline/context.ts";
import { watchReach } from "./offline/reach.ts";
import { loadVisual } from "./visual/load-visual.ts";
import { trayOf } from "./waiting/agent-tray.ts";
import "./styles/index.css";

// Before anything is waited for: an app's port comes once.
const shell = findShell(window);
const givenSetup = takeGivenSetup();
// Another link, pressed while this page is open, begins it anew.
addEventListener("hashchange", () => {
  if (bringsSetup()) location.reload();
});
const place = document.querySelector("#app");
if (place === null) throw new Error("the page has no #app");
const root = createRoot(place);

const [config, registrations] = await Promise.all([loadConfig(), loadRegistrations()]);
if (config === null) {
  root.render(<NoCenter />);
} else {
  const { startsOffline } = config;
  if (startsOffline !== undefined && "serviceWorker" in navigator) {
    void import("./service-worker/keep-app.ts")
      .then(({ keepApp }) => keepApp(startsOffline))
      .catch(() => {});
  }
  const reach = watchReach();
  const client = createClient({
    baseUrl: location.origin,
    fetch: reach.fetch,
    // There is another way to go on, so nobody waits longer for this one.
    answerWithinMs: 10_000,
    operatorOf,
    appVersion: APP_VERSION,
  });
  // Fetched now: when it is needed nothing can be.
  const offline = import("./offline/offline.tsx").then(({ openOffline }) =>
    openOffline({ client, reach }),
  );
  const loadOffline = () => offline;
  void offline.then(({ serve }) => serve(registrations)).catch(() => {});
  // In a phone's app the shell is the agent, and no other program of the phone can be one.
  const phone = shell === undefined ? null : await openPhone(shell);
  const { agentUrl, agentToken: token } = config;
  const link =
    agentUrl === null || phone !== null
      ? null
      : new AgentLink({ url: agentUrl, ...(token !== undefined && { token }) });
  const bluetooth = await openBluetooth({ onlyWay: link === null && phone === null });
  const ports = [phone, bluetooth?.port, link].filter((port) => port != null);
  const port = ports.length === 0 ? null : joinPorts(ports);
  const reception = {
    config,
    client,
    port,
    tray: link && trayOf(link),
    agentFolder: link && link.folder,
    bluetooth,
    displays: displays(),
    givenSetup,
    isIphone: shell?.kind === "nfc-ios",
    openDesk: (own: (typeof registrations)[number]) =>
      openDesk({
        port,
        usualPlace: phone === null ? "reader" : "phone",
        client,
        registration: own,
        preferredReader: loadPreferredReader(),
        onReaderChosen: keepPreferredReader,
        offline: { isDown: () => reach.state().kind === "down", load: loadOffline },
        decodePhoto: async (photo) => (await loadVisual()).decodeWithOpenJpeg(photo),
      }),
  };
  root.render(
    <OfflineContext value={loadOffline}>
      <FetchedParts lost={<NoCenter />}>
        <Locked state={loadLockState()} registrations={registrations} demo={config.demo}>
          {({ isFirst, ...opened }) => (
            <App reception={isFirst ? reception : { ...reception, givenSetup: null }} {...opened} />
          )}
        </Locked>
      </FetchedParts>
    </OfflineContext>,
  );
}

async function openPhone(around: Shell) {
  const { PhoneReader } = await import("../phone/reader.ts");
  return new PhoneReader(around, { prompt: "iPhoneの上の端を、カードの中央に重ねてください。" });
}

/** The app's, as a WebView has none of its own, or the browser's. */
async function openBluetooth(options: { onlyWay: boolean }) {
  const lent = shell?.bluetooth ?? navigator.bluetooth;
  if (lent === undefined) return null;
  const { openBluetoothReaders } = await import("./readers/open-bluetooth.ts");
  return openBluetoothReaders(lent, options);
}
