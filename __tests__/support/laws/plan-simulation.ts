import type { AccessEntries, AccessEntry } from "../../../lib/access/access-entry/access-entry";
import { defaultUserName, principalOf } from "../../../lib/access/access-entry/access-entry";
import { type AwsAuth, EMPTY_AWS_AUTH } from "../../../lib/access/aws-auth/aws-auth";
import type { AuthenticationMode } from "../../../lib/access/access-entry/authentication-mode";
import { samePrincipal } from "../../../lib/access/principal/principal-id";
import type { AccessDefinition } from "../../../lib/migration/definition";
import type { LiveCluster } from "../../../lib/migration/guard/live-cluster";
import { render } from "../../../lib/migration/rendering/rendering";

/** A cluster and what Terraform's state knows of it, as a plan leaves them, whole or half done. */
export interface World {
  readonly mode: AuthenticationMode;
  /** Rows of the live ConfigMap; undefined: there is none. */
  readonly rows: AwsAuth | undefined;
  /** Live entries with the policies that are attached so far. Keys of ours are those of the file, EKS's begin with `eks:`. */
  readonly entries: AccessEntries;
  /** Whether the bridge group is bound to cluster-admin. */
  readonly isBridged: boolean;
  /** Whether the rows are in our state. */
  readonly ownsRows: boolean;
}

/** One call of a plan: done once those that it waits for are. */
export interface Step {
  readonly name: string;
  readonly waitsFor: readonly string[];
  readonly run: (world: World) => World;
}

/** Roles for which EKS makes entries at the mode switch: managed node groups, and the creator. */
export interface Eks {
  readonly nodeGroupRoles: readonly string[];
  readonly creator?: string;
}

const ADMIN = {
  admin: {
    policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    accessScope: { type: "cluster" },
  },
} as const;

/** The calls that Terraform makes to get from a world to what a definition renders, with the order it keeps. */
export function planOf(definition: AccessDefinition, world: World, eks: Eks): Step[] {
  const { mode, entries, bridge, awsAuth } = render(definition);
  const steps: Step[] = [];
  const add = (name: string, waitsFor: readonly (string | false)[], run: Step["run"]): void => {
    steps.push({ name, waitsFor: waitsFor.filter((each) => each !== false), run });
  };
  if (world.mode !== mode) add("mode", [], (now) => switchMode(now, mode, eks));
  if (bridge !== undefined && !world.isBridged) add("bind", [], (now) => ({ ...now, isBridged: true }));
  if (bridge === undefined && world.isBridged) add("unbind", [], (now) => ({ ...now, isBridged: false }));
  for (const [key, entry] of Object.entries(entries))
    planEntry({ key, entry, world, carries: bridge?.entries.includes(key) === true }, add);
  for (const [key, entry] of Object.entries(world.entries)) {
    if (!key.startsWith("eks:") && !(key in entries)) planRemoval(key, entry, add);
  }
  const before = steps.map(({ name }) => name);
  if (awsAuth.manage) {
    const isEmptied = awsAuth.rows.roles.length + awsAuth.rows.users.length + awsAuth.rows.accounts.length === 0;
    add("rows", isEmptied ? before : [], (now) => ({ ...now, rows: awsAuth.rows, ownsRows: true }));
  } else if (world.ownsRows) {
    if (awsAuth.forget.includes("kubernetes_config_map_v1_data.aws_auth"))
      add("forget", [], (now) => ({ ...now, ownsRows: false }));
    else add("rows", [], (now) => ({ ...now, rows: EMPTY_AWS_AUTH, ownsRows: false }));
  }
  return steps;
}

/** What the guards read of a world. */
export function liveOf(world: World, eks: Eks): LiveCluster {
  return {
    isTheFilesCluster: true,
    mode: world.mode,
    configMap: world.rows ?? "absent",
    nodeGroupRoles: eks.nodeGroupRoles,
    entries: Object.values(world.entries).map((entry) => {
      const principal = principalOf(entry);
      return {
        principalArn: entry.principalArn,
        type: entry.type ?? "STANDARD",
        groups: entry.kubernetesGroups ?? [],
        userName: entry.userName ?? (principal === undefined ? "" : defaultUserName(principal)),
      };
    }),
  };
}

type Add = (name: string, waitsFor: readonly (string | false)[], run: Step["run"]) => void;

function planEntry(
  { key, entry, world, carries }: { key: string; entry: AccessEntry; world: World; carries: boolean },
  add: Add,
): void {
  const live = world.entries[key];
  const create = `create ${key}`;
  const { policyAssociations = {}, ...bare } = entry;
  if (live === undefined) {
    add(create, [world.mode === "CONFIG_MAP" && "mode", carries && !world.isBridged && "bind"], (now) =>
      createEntry(now, key, bare),
    );
  } else if (JSON.stringify(live.kubernetesGroups) !== JSON.stringify(entry.kubernetesGroups)) {
    add(`update ${key}`, [carries && !world.isBridged && "bind"], (now) =>
      withEntry(now, key, { ...now.entries[key], kubernetesGroups: [], ...bare }),
    );
  }
  for (const [policy, association] of Object.entries(policyAssociations)) {
    if (live?.policyAssociations?.[policy] !== undefined) continue;
    add(`attach ${key} ${policy}`, [live === undefined && create], (now) => {
      const own = now.entries[key];
      if (own === undefined) return now;
      return withEntry(now, key, { ...own, policyAssociations: { ...own.policyAssociations, [policy]: association } });
    });
  }
}

function planRemoval(key: string, entry: AccessEntry, add: Add): void {
  const policies = Object.keys(entry.policyAssociations ?? {});
  for (const policy of policies) {
    add(`detach ${key} ${policy}`, [], (now) => {
      const own = now.entries[key];
      const rest = Object.entries(own?.policyAssociations ?? {}).filter(([name]) => name !== policy);
      return own === undefined ? now : withEntry(now, key, { ...own, policyAssociations: Object.fromEntries(rest) });
    });
  }
  add(
    `delete ${key}`,
    policies.map((policy) => `detach ${key} ${policy}`),
    (now) => {
      const rest = Object.entries(now.entries).filter(([name]) => name !== key);
      return { ...now, entries: Object.fromEntries(rest) };
    },
  );
}

/** EKS refuses a second entry for a principal: the call fails, and nothing changes. */
function createEntry(world: World, key: string, entry: AccessEntry): World {
  const principal = principalOf(entry);
  const isTaken = Object.values(world.entries).some((other) => {
    const taken = principalOf(other);
    return principal !== undefined && taken !== undefined && samePrincipal(principal, taken);
  });
  return isTaken ? world : withEntry(world, key, entry);
}

function withEntry(world: World, key: string, entry: AccessEntry | Partial<AccessEntry>): World {
  const { principalArn } = entry;
  if (principalArn === undefined) return world;
  return { ...world, entries: { ...world.entries, [key]: { ...entry, principalArn } } };
}

function switchMode(world: World, mode: AuthenticationMode, eks: Eks): World {
  const entries = { ...world.entries };
  if (world.mode === "CONFIG_MAP") {
    for (const principalArn of eks.nodeGroupRoles) entries[`eks:${principalArn}`] = { principalArn, type: "EC2_LINUX" };
    const { creator } = eks;
    if (creator !== undefined) entries[`eks:${creator}`] = { principalArn: creator, policyAssociations: ADMIN };
  }
  return { ...world, mode, entries };
}

/** What stands when something stopped a plan: the steps that were done, and the world that they left. */
export interface Stopped {
  readonly done: readonly Step[];
  readonly world: World;
}

/** Every set of steps that can be done when something stops a plan: each with all that its steps wait for. */
export function* stoppedAnywhere(steps: readonly Step[], from: World): Generator<Stopped> {
  const bit = new Map(steps.map(({ name }, i) => [name, 2 ** i]));
  const all = steps.map((step) => ({
    step,
    bit: bit.get(step.name) ?? 0,
    waitsFor: step.waitsFor.map((name) => bit.get(name) ?? 0),
  }));
  const has = (set: number, one: number): boolean => Math.floor(set / one) % 2 === 1;
  const seen = new Set<number>();
  const stack: (Stopped & { readonly set: number })[] = [{ done: [], world: from, set: 0 }];
  for (let now = stack.pop(); now !== undefined; now = stack.pop()) {
    const { done, world, set } = now;
    yield { done, world };
    for (const { step, bit: own, waitsFor } of all) {
      if (has(set, own) || !waitsFor.every((one) => one === 0 || has(set, one)) || seen.has(set + own)) continue;
      seen.add(set + own);
      stack.push({ done: [...done, step], world: step.run(world), set: set + own });
    }
  }
}
