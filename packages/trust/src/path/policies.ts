/**
 * Certificate policies along a path (RFC 5280 §6.1), with the graph of RFC 9618 in place of the tree: one node for each policy and
 * depth, so that mappings cannot make it grow beyond what the certificates write down.
 */
import type { Certificate } from "../certificate.ts";
import { Work } from "./work.ts";

export const ANY_POLICY = "2.5.29.32.0";

export type PolicyInputs = {
  /** Undefined: any. */
  readonly initialPolicies: readonly string[] | undefined;
  readonly initialExplicitPolicy: boolean;
  readonly initialInhibitPolicyMapping: boolean;
  readonly initialInhibitAnyPolicy: boolean;
};

export type PolicySets = {
  /** What the authorities assert, in the terms of the anchor's domain; `ANY_POLICY` when they bound nothing. */
  readonly authority: readonly string[];
  /** Those of them that the caller asked for. */
  readonly user: readonly string[];
};

type Node = {
  readonly policy: string;
  expected: readonly string[];
  readonly parents: readonly Node[];
  /** How many nodes of the level below have this one as a parent. */
  children: number;
};

type Level = Map<string, Node>;

/** Feed it the certificates from the anchor down: `accept` each, `prepare` after all but the last, `finish` in the end. */
export class PolicyProcessing {
  readonly #inputs: PolicyInputs;
  readonly #work: Work;
  /** Undefined once no policy is left. */
  #levels: Level[] | undefined;
  #explicitPolicy: number;
  #policyMapping: number;
  #inhibitAnyPolicy: number;

  constructor(pathLength: number, inputs: PolicyInputs, work: Work) {
    const unlessNow = (now: boolean): number => (now ? 0 : pathLength + 1);
    this.#inputs = inputs;
    this.#work = work;
    this.#explicitPolicy = unlessNow(inputs.initialExplicitPolicy);
    this.#policyMapping = unlessNow(inputs.initialInhibitPolicyMapping);
    this.#inhibitAnyPolicy = unlessNow(inputs.initialInhibitAnyPolicy);
    const root: Node = { policy: ANY_POLICY, expected: [ANY_POLICY], parents: [], children: 0 };
    this.#levels = [new Map([[ANY_POLICY, root]])];
  }

  /** §6.1.3 (d)–(f). @returns false when a policy is required and none is left. */
  accept(certificate: Certificate, isLast: boolean): boolean {
    const { policies } = certificate.extensions;
    const anyCounts = this.#inhibitAnyPolicy > 0 || (!isLast && isSelfIssued(certificate));
    if (policies === undefined) this.#levels = undefined;
    else if (this.#levels !== undefined) this.#addLevel(this.#levels, policies, anyCounts);
    return this.#explicitPolicy > 0 || this.#levels !== undefined;
  }

  #addLevel(levels: Level[], policies: readonly string[], anyCounts: boolean): void {
    const above = levels.at(-1) ?? new Map<string, Node>();
    const expecting = new Map<string, Node[]>();
    for (const node of above.values()) {
      this.#work.spend(node.expected.length);
      for (const policy of node.expected) {
        const nodes = expecting.get(policy);
        if (nodes === undefined) expecting.set(policy, [node]);
        else nodes.push(node);
      }
    }
    const level: Level = new Map();
    const add = (policy: string, parents: readonly Node[]): void => {
      this.#addNode(level, { policy, expected: [policy], parents, children: 0 });
    };
    const anyAbove = above.get(ANY_POLICY);
    for (const policy of policies) {
      if (policy === ANY_POLICY) continue;
      const parents = expecting.get(policy);
      if (parents !== undefined) add(policy, parents);
      else if (anyAbove !== undefined) add(policy, [anyAbove]);
    }
    if (anyCounts && policies.includes(ANY_POLICY)) {
      for (const [policy, parents] of expecting) if (!level.has(policy)) add(policy, parents);
    }
    levels.push(level);
    this.#prune(levels);
  }

  /** Nodes from which no path leads to the lowest level go; a level that loses none changes nothing above it. */
  #prune(levels: Level[]): void {
    for (let depth = levels.length - 2; depth >= 0; depth -= 1) {
      const level = levels[depth] ?? new Map<string, Node>();
      const before = level.size;
      for (const node of level.values()) if (node.children === 0) this.#deleteNode(level, node);
      if (level.size === before) break;
    }
    if (levels.at(-1)?.size === 0) this.#levels = undefined;
  }

  #addNode(level: Level, node: Node): void {
    this.#work.spend(node.parents.length);
    for (const parent of node.parents) parent.children += 1;
    level.set(node.policy, node);
  }

  #deleteNode(level: Level, node: Node): void {
    this.#work.spend(node.parents.length);
    for (const parent of node.parents) parent.children -= 1;
    level.delete(node.policy);
  }

  /** §6.1.4 (b), (h)–(j). */
  prepare(certificate: Certificate): void {
    const { policyMappings } = certificate.extensions;
    if (this.#levels !== undefined && policyMappings !== undefined) {
      this.#map(this.#levels, policyMappings);
    }
    if (!isSelfIssued(certificate)) this.#countDown();
    const { requireExplicitPolicy, inhibitPolicyMapping, inhibitAnyPolicy } =
      certificate.extensions;
    this.#explicitPolicy = Math.min(this.#explicitPolicy, requireExplicitPolicy ?? Infinity);
    this.#policyMapping = Math.min(this.#policyMapping, inhibitPolicyMapping ?? Infinity);
    this.#inhibitAnyPolicy = Math.min(this.#inhibitAnyPolicy, inhibitAnyPolicy ?? Infinity);
  }

  #map(levels: Level[], mappings: ReadonlyMap<string, readonly string[]>): void {
    const level = levels.at(-1) ?? new Map<string, Node>();
    const any = level.get(ANY_POLICY);
    for (const [policy, expected] of mappings) {
      const node = level.get(policy);
      if (node !== undefined && this.#policyMapping === 0) this.#deleteNode(level, node);
      else if (node !== undefined) node.expected = expected;
      else if (any !== undefined && this.#policyMapping > 0) {
        this.#addNode(level, { policy, expected, parents: any.parents, children: 0 });
      }
    }
    this.#prune(levels);
  }

  #countDown(): void {
    this.#explicitPolicy = Math.max(0, this.#explicitPolicy - 1);
    this.#policyMapping = Math.max(0, this.#policyMapping - 1);
    this.#inhibitAnyPolicy = Math.max(0, this.#inhibitAnyPolicy - 1);
  }

  /** §6.1.5 (a), (b), (g). @returns undefined when a policy is required and none of the caller's is left. */
  finish(certificate: Certificate): PolicySets | undefined {
    const explicitPolicy =
      certificate.extensions.requireExplicitPolicy === 0
        ? 0
        : Math.max(0, this.#explicitPolicy - 1);
    const authority = this.#authoritySet();
    const { initialPolicies } = this.#inputs;
    const user =
      initialPolicies === undefined || initialPolicies.includes(ANY_POLICY)
        ? authority
        : initialPolicies.filter(
            (policy) => authority.includes(ANY_POLICY) || authority.includes(policy),
          );
    return explicitPolicy > 0 || user.length > 0 ? { authority, user } : undefined;
  }

  /** Each policy as the anchor's domain calls it: where it first stands below anyPolicy. */
  #authoritySet(): readonly string[] {
    if (this.#levels === undefined) return [];
    const found = new Set<string>();
    for (const level of this.#levels) {
      for (const { policy, parents } of level.values()) {
        if (policy !== ANY_POLICY && parents.some((parent) => parent.policy === ANY_POLICY)) {
          found.add(policy);
        }
      }
    }
    if (this.#levels.at(-1)?.has(ANY_POLICY) === true) found.add(ANY_POLICY);
    return [...found];
  }
}

/** Whether a path is good for what it was asked even with no policy left: nobody requires one, neither the caller nor a certificate. */
export function mayLackPolicies(path: readonly Certificate[], inputs: PolicyInputs): boolean {
  return (
    !inputs.initialExplicitPolicy &&
    path.every(({ extensions }) => extensions.requireExplicitPolicy === undefined)
  );
}

/**
 * What a path that was found valid is good for, as bounded in its work as the finding was.
 * @param path from below the anchor to the certificate in question. @throws TooMuchWork
 */
export function policiesOf(path: readonly Certificate[], inputs: PolicyInputs): PolicySets {
  const processing = new PolicyProcessing(path.length, inputs, new Work());
  let sets: PolicySets | undefined;
  for (const [index, certificate] of path.entries()) {
    const isLast = index === path.length - 1;
    processing.accept(certificate, isLast);
    if (isLast) sets = processing.finish(certificate);
    else processing.prepare(certificate);
  }
  return sets ?? { authority: [], user: [] };
}

/** anyPolicy must not be mapped (§4.2.1.5, §6.1.4 a). */
export function mapsAnyPolicy({ extensions }: Certificate): boolean {
  for (const [from, to] of extensions.policyMappings ?? []) {
    if (from === ANY_POLICY || to.includes(ANY_POLICY)) return true;
  }
  return false;
}

export function isSelfIssued({ subject, issuer }: Certificate): boolean {
  return subject.key === issuer.key;
}
