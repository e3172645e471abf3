import { awsAuthOf } from "../../lib/access/aws-auth/aws-auth";
import type { LiveEntry } from "../../lib/migration/guard/live-cluster";
import type { LiveData } from "../../lib/sources/live-data";
import type { Stage } from "../../lib/migration/stage";
import { ACCOUNT, role } from "../support/definitions/arns";
import { ADMIN_ROW, DEV_ROW, NODE_ROW } from "../support/definitions/definitions";
import { LIVE_ADMIN, LIVE_BREAK_GLASS, LIVE_CREATOR, LIVE_DEV, LIVE_NODE } from "../support/live/live-clusters";

export const ARN = `arn:aws:eks:ap-northeast-2:${ACCOUNT}:cluster/demo`;
export const PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
export const UNDATED = [LIVE_ADMIN, LIVE_DEV, LIVE_NODE, LIVE_BREAK_GLASS, LIVE_CREATOR];
export const ENTRIES: readonly LiveEntry[] = UNDATED.map((entry) => ({ ...entry, isOlderThanRole: false }));

/** All that guards ask, of the cluster of `cluster()` after all waves. */
export const WHOLE: LiveData = {
  cluster: {
    name: "demo",
    arn: ARN,
    mode: "API_AND_CONFIG_MAP",
    certificateAuthority: Buffer.from(PEM).toString("base64"),
  },
  rootCa: PEM.replaceAll("\n", "\r\n"),
  awsAuth: awsAuthOf([ADMIN_ROW, DEV_ROW, NODE_ROW]),
  entryPrincipals: ENTRIES.map(({ principalArn }) => principalArn),
  entries: ENTRIES,
  roleArns: [role("admin"), role("break-glass"), role("dev"), role("node")],
  nodeGroupNames: [],
  nodeGroups: [],
};

/** What guards refuse: a title, the stage, what is live instead, codes and places. */
export const REFUSED: [string, Stage, Partial<LiveData>, string[]][] = [
  [
    "a stranger's row",
    "entries",
    { awsAuth: awsAuthOf([ADMIN_ROW, DEV_ROW, NODE_ROW, { rolearn: role("ops") }]) },
    ["row-unknown migration.stage"],
  ],
  [
    "a row that changed",
    "entries",
    { awsAuth: awsAuthOf([ADMIN_ROW, { ...DEV_ROW, groups: ["x"] }, NODE_ROW]) },
    ["row-changed aws_auth.aws_auth_roles[1]"],
  ],
  [
    "a row that is gone while its entry is not rendered",
    "dual",
    { awsAuth: awsAuthOf([ADMIN_ROW, NODE_ROW]) },
    ["row-not-live access_entries.dev"],
  ],
  [
    "no ConfigMap",
    "dual",
    { awsAuth: "absent" },
    [
      "config-map-absent migration.stage",
      "row-not-live access_entries.admin",
      "row-not-live access_entries.dev",
      "row-not-live access_entries.node",
    ],
  ],
  [
    "a section that cannot be read",
    "entries",
    { awsAuth: { ...awsAuthOf([ADMIN_ROW, DEV_ROW, NODE_ROW]), unreadable: ["mapUsers"] } },
    ["section-unreadable migration.stage"],
  ],
  [
    "an entry that is not there",
    "retire",
    {
      entryPrincipals: [role("admin"), role("node")],
      entries: ENTRIES.filter(({ principalArn }) => principalArn !== role("dev")),
    },
    ["entry-not-live access_entries.dev"],
  ],
  [
    "an entry with other groups",
    "retire",
    { entries: ENTRIES.map((entry) => (entry.principalArn === role("dev") ? { ...entry, groups: [] } : entry)) },
    ["entry-not-live access_entries.dev"],
  ],
  [
    "a role made after its entry",
    "retire",
    {
      entries: ENTRIES.map((entry) => ({ ...entry, isOlderThanRole: entry.principalArn === role("dev") })),
    },
    ["entry-outdated access_entries.dev"],
  ],
  [
    "a node group whose entry is declared",
    "entries",
    { nodeGroupNames: ["blue"], nodeGroups: [{ name: "blue", roleArn: role("node") }] },
    ["entry-conflict access_entries.node"],
  ],
  [
    "another mode",
    "entries",
    { cluster: { name: "demo", arn: ARN, mode: "CONFIG_MAP" }, rootCa: PEM },
    ["live-mode migration.stage", "live-origin-unknown migration.stage"],
  ],
];
