import { importing } from "../definitions/definitions";
import type { AuthenticationMode } from "../../../lib/access/access-entry/authentication-mode";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../definitions/arns";
import { guarded } from "../guards/guard-bench";

/** A kind of stack that the matrix takes through its stages. */
export interface KillVariant {
  readonly name: string;
  readonly render: "resources" | "access";
  readonly isBridged: boolean;
}

/** Every variant of the matrix. */
export const KILL_VARIANTS: readonly KillVariant[] = [
  { name: "EksStack with bridge", render: "resources", isBridged: true },
  { name: "EksStack without bridge", render: "resources", isBridged: false },
  { name: "AccessStack with bridge", render: "access", isBridged: true },
  { name: "AccessStack without bridge", render: "access", isBridged: false },
];

/** One plan of the way, and the writing calls that its apply makes, in no order. */
export interface KillStep {
  readonly name: string;
  readonly stage: Stage;
  /** @default all waves */
  readonly wave?: number;
  /**
   * Whether it is the first plan, which imports.
   * @default false
   */
  readonly isFirst?: boolean;
  /**
   * The mode to which whoever manages the cluster of an AccessStack has switched it before.
   * @default nothing is switched
   */
  readonly switchedTo?: AuthenticationMode;
  /**
   * Whether it is a step back, after which the way goes on from where it began.
   * @default false
   */
  readonly isBack?: boolean;
  readonly calls: (variant: KillVariant) => readonly string[];
}

const BINDING = "clusterrolebindings";
const CONFIG_MAP = "configmaps/aws-auth";
const ADMIN_POLICY = "AmazonEKSClusterAdminPolicy";

/** The bridge goes once nobody needs it, and with it its group. */
const WITHOUT_BRIDGE = [
  `DELETE ${BINDING}/access-bridge`,
  ...["admin", "break-glass"].map((name) => `UpdateAccessEntry ${role(name)}`),
];

/** The way through all stages, with a step back from `entries` to `dual` and from `retire` to `entries`. */
export const KILL_STEPS: readonly KillStep[] = [
  {
    name: "config-map",
    stage: "config-map",
    isFirst: true,
    calls: () => [`PATCH ${CONFIG_MAP}`],
  },
  {
    name: "dual",
    stage: "dual",
    switchedTo: "API_AND_CONFIG_MAP",
    calls: ({ render, isBridged }) => [
      ...(render === "resources" ? ["UpdateClusterConfig"] : []),
      ...(isBridged ? [`POST ${BINDING}`] : []),
    ],
  },
  {
    name: "entries, wave 1",
    stage: "entries",
    wave: 1,
    calls: () => [`CreateAccessEntry ${role("break-glass")}`, associate("break-glass")],
  },
  {
    name: "entries, wave 2",
    stage: "entries",
    wave: 2,
    calls: () => [`CreateAccessEntry ${role("admin")}`, associate("admin"), `CreateAccessEntry ${role("dev")}`],
  },
  { name: "entries, wave 3", stage: "entries", calls: () => [`CreateAccessEntry ${role("node")}`] },
  {
    name: "back to dual",
    stage: "dual",
    isBack: true,
    calls: () => [
      disassociate("break-glass"),
      disassociate("admin"),
      ...["break-glass", "admin", "dev", "node"].map((name) => `DeleteAccessEntry ${role(name)}`),
    ],
  },
  { name: "retire", stage: "retire", calls: () => [`PATCH ${CONFIG_MAP}`] },
  { name: "back to entries", stage: "entries", isBack: true, calls: () => [`PATCH ${CONFIG_MAP}`] },
  { name: "api", stage: "api", calls: ({ render }) => (render === "resources" ? ["UpdateClusterConfig"] : []) },
  {
    name: "done",
    stage: "done",
    switchedTo: "API",
    calls: ({ isBridged }) => [`PATCH ${CONFIG_MAP}`, ...(isBridged ? WITHOUT_BRIDGE : [])],
  },
];

/** What a step of a variant plans. */
export function definitionOf({ render, isBridged }: KillVariant, { stage, wave, isFirst = false }: KillStep) {
  const { migration, ...rest } = guarded(stage, { render });
  const { bridgeGroup, ...others } = migration ?? { stage };
  const definition: ClusterDefinition = {
    ...rest,
    migration: {
      ...others,
      ...(isBridged && bridgeGroup !== undefined ? { bridgeGroup } : {}),
      ...(wave === undefined ? {} : { wave }),
    },
  };
  return isFirst ? { ...importing(definition), adopt: { import: true, imported: [] } } : definition;
}

function associate(name: string): string {
  return `AssociateAccessPolicy ${ADMIN_POLICY} ${role(name)}`;
}

function disassociate(name: string): string {
  return `DisassociateAccessPolicy ${ADMIN_POLICY} ${role(name)}`;
}
