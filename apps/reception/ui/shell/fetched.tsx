/** Parts of the app that most counters rarely open, each in a file of its own, fetched when it is first shown. */
import { Component, lazy, Suspense } from "react";
import type { ComponentType, ReactNode } from "react";

class NotFetched extends Error {}

/** Show it within {@link FetchedParts}. */
export function fetched<Props>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (cause) {
      throw new NotFetched("a part of the app cannot be fetched", { cause });
    }
  });
}

type FetchedPartsProps = {
  children: ReactNode;
  /** In place of everything, where a part cannot be fetched. */
  lost: ReactNode;
};

/** Nothing for the moment in which a part arrives. A fault of the program is not taken for a broken line. */
export class FetchedParts extends Component<FetchedPartsProps, { error: unknown }> {
  override state: { error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error instanceof NotFetched) return this.props.lost;
    if (error !== null) throw error;
    return <Suspense>{this.props.children}</Suspense>;
  }
}
