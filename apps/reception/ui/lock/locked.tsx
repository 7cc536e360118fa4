import { useState } from "react";
import type { ReactNode } from "react";
import type { Registration } from "../check/check.ts";
import { forgetRegistration, loadRegistrations } from "../check/registration.ts";
import { fetched } from "../shell/fetched.tsx";
import { Header } from "../shell/header.tsx";
import { AutoLock } from "./auto-lock.tsx";
import { keepLockState, loadLockState } from "./lock-state.ts";
import type { LockState } from "./lock-state.ts";

const LockScreen = fetched(async () => (await import("./lock-screen.tsx")).LockScreen);

/** What the open app knows of its lock, and may do with it. */
export type Lock = {
  readonly state: LockState;
  onChanged(state: LockState): void;
  onLock(): void;
};

type LockedProps = {
  state: LockState;
  registrations: readonly Registration[];
  demo: boolean;
  /** @param isFirst nobody has opened it before since the page was loaded */
  children: (opened: {
    lock: Lock;
    registrations: readonly Registration[];
    isFirst: boolean;
  }) => ReactNode;
};

/** Around the app: while it is locked nothing of the counter is there, and it begins anew when it is opened. */
export function Locked({ children, demo, ...props }: LockedProps) {
  const [state, setState] = useState(props.state);
  const [registrations, setRegistrations] = useState(props.registrations);
  const [isLocked, setLocked] = useState(state.isSet);
  const [isFirst, setFirst] = useState(true);
  const lockNow = () => {
    setFirst(false);
    setLocked(true);
  };
  const open = async () => {
    // One may have been added or removed since.
    setRegistrations(await loadRegistrations());
    setLocked(false);
  };
  if (isLocked) {
    return (
      <div className="rc-page">
        <Header terminal={null} demo={demo} />
        <LockScreen
          onOpened={() => void open()}
          onForgotten={() => void forgetDevice(registrations)}
        />
      </div>
    );
  }
  return (
    <>
      {state.isSet && state.idleMinutes > 0 && (
        <AutoLock minutes={state.idleMinutes} onIdle={lockNow} />
      )}
      {children({ lock: { state, onChanged: setState, onLock: lockNow }, registrations, isFirst })}
    </>
  );
}

/** Whoever does not know the code may begin as with a new device, and finds nothing of the old one. */
async function forgetDevice(registrations: readonly Registration[]): Promise<void> {
  for (const registration of registrations) await forgetRegistration(registration);
  await (await import("./code.ts")).removeCode();
  keepLockState({ ...loadLockState(), isSet: false });
  location.reload();
}
