import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { rowsOf } from "../../../lib/migration/file-rows";
import type { Stage } from "../../../lib/migration/stage";
import { ACCOUNT, role } from "../../support/definitions/arns";
import type { RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { accepting, ADMIN_ROW, CREATOR, DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";
import { GuardBench, guarded } from "../../support/guards/guard-bench";
import {
  accepted,
  type GuardCases,
  judging,
  lacking,
  migrating,
  passes,
  refused,
  unread,
  withRows,
} from "../../support/guards/guard-cases";
import { GuardJury } from "../../support/guards/guard-jury";
import { withMirror } from "../../support/terraform/terraform";

const PATIENCE = 240_000;
const OTHER = "444455556666";
const ROWS = encodeAwsAuth(rowsOf(guarded("entries")));
const STRANGER = `- RoleARN: ${role("stranger")}\n  UserName: stranger\n  GROUPS: [system:masters]\n`;
const USERS = `[{"userarn": "arn:aws:iam::${ACCOUNT}:user/team/Eve"}, {"UserARN": "${role("dev")}"}]`;
const STRANGERS = `${role("stranger")}, arn:aws:iam::${ACCOUNT}:user/team/Eve, account 012345678901`;
/** Nobody is served by them: an STS session, a role with a path, text that is no row, a row that a later one replaces. */
const DEAD = `- rolearn: arn:aws:sts::${ACCOUNT}:assumed-role/dead/session\n- rolearn: ${role("team/dead")}\n- dead\n`;
const EARLIER = `- rolearn: ${role("DEV")}\n  username: other\n`;

const CREATED = { createAwsAuthConfigmap: true, awsAuthUsers: [], awsAuthAccounts: [] };
const NOT_ITS_CA =
  "Terraform reads the Kubernetes API of another cluster than demo, for kube-system/kube-root-ca.crt there does not hold the certificate authority of demo: correct terraform.kubernetes_auth, config_path or config_context in its cluster file, or the variable KUBE_CONFIG_PATH, so that they lead to this cluster [identity-mismatch].";

const access = (stage: Stage, rest: Partial<ClusterDefinition> = {}): ClusterDefinition =>
  guarded(stage, { render: "access", ...rest });

/** EKS makes the entry of the nodes. */
function expecting(stage: Stage): ClusterDefinition {
  return lacking("node", migrating({ stage, expected: [CREATOR, role("node")] }));
}

/** Both kinds of stack are refused when rows go, each by its own sentence. */
function atRetire(...sentences: readonly string[]): GuardCases {
  const cases = [guarded("retire"), access("retire")].map(
    (definition) => [`render: ${definition.render} is refused at retire`, refused(definition, ...sentences)] as const,
  );
  return Object.fromEntries(cases);
}

withMirror("kubernetes", "guards refuse, on real providers", () => {
  let bench: GuardBench;
  let jury: GuardJury;

  beforeAll(async () => {
    bench = await GuardBench.live(guarded("config-map"), { creator: CREATOR });
    await bench.switchMode("API_AND_CONFIG_MAP");
    await bench.makeEntries(guarded("entries"));
    jury = await GuardJury.start(bench.workspace(), guarded("config-map"));
  }, PATIENCE);

  afterAll(async () => {
    jury.remove();
    await bench.stop();
  }, PATIENCE);

  function live(state: string, prepare: () => unknown, cases: GuardCases): void {
    judging(state, { jury: () => jury, prepare, patience: PATIENCE }, cases);
  }

  const { terraform } = guarded("entries");
  const elsewhere = { terraform: { ...terraform, region: "eu-west-1" } };
  const foreign = lacking(
    "node",
    withRows("entries", [ADMIN_ROW, DEV_ROW], {
      terraform: { ...terraform, accountId: OTHER },
      accountId: OTHER,
      render: "access",
    }),
  );
  const notTheFiles =
    "Cluster demo is arn:aws:eks:ap-northeast-2:111122223333:cluster/demo, and terraform.account_id and terraform.region of its cluster file say";
  live(
    "strangers in every section, keys in odd case",
    async () => {
      const mapRoles = `${ROWS.mapRoles}${STRANGER}`;
      await bench.writeAwsAuth({ mapRoles, mapUsers: USERS, mapAccounts: "- 012345678901 # 999999999999\n" });
    },
    {
      "an EksStack is refused at entries": refused(
        guarded("entries"),
        `aws-auth of cluster demo serves ${STRANGERS} by rows that its cluster file does not have: add each row under aws_auth with an entry under access_entries, or, where the access is to end, add the ARN to the list leaving of that file [row-unknown].`,
      ),
      "an AccessStack is refused at entries": refused(access("entries"), `serves ${STRANGERS} by rows`),
      "an EksStack is refused at retire, twice": refused(guarded("retire"), "[row-unknown]", "[entry-not-live]"),
      "an AccessStack is refused at retire, twice": refused(access("retire"), "[row-unknown]", "[entry-not-live]"),
      "rows that stay theirs are refused at api": refused(guarded("api"), "[row-left]", "[entry-not-live]"),
      "all of them leave": passes(
        guarded("retire", {
          leaving: [role("stranger"), `arn:aws:iam::${ACCOUNT}:user/team/Eve`, "arn:aws:iam::012345678901:root"],
        }),
      ),
      "a file of another region is refused": refused(guarded("entries", elsewhere), notTheFiles),
      "a file of another account is refused": refused(foreign, notTheFiles),
    },
  );

  live(
    "rows that serve nobody, earlier duplicates, comments",
    async () => bench.writeAwsAuth({ mapRoles: `${EARLIER}${ROWS.mapRoles}${DEAD}`, mapUsers: "# none\n" }),
    { "an EksStack passes at retire": passes(guarded("retire")), "an AccessStack passes": passes(access("entries")) },
  );

  live(
    "a changed row",
    async () => bench.writeAwsAuth({ ...ROWS, mapRoles: ROWS.mapRoles.replace("developers", "owners") }),
    {
      "an EksStack is refused": refused(
        guarded("entries"),
        "The live aws-auth of cluster demo gives role dev another username or other groups than aws_auth of its cluster file: to keep what is live (kubectl -n kube-system get configmap aws-auth -o yaml), copy the username and groups into the row of the file; to let the plan write the row of the file, add code row-changed with the ARN of the row as principal to the list accept of the file [row-changed].",
      ),
      "an AccessStack is refused": refused(access("retire"), "[row-changed]"),
      "it passes where that is accepted": passes(guarded("entries", accepted("row-changed", role("dev")))),
      "it is refused where that is accepted for another": refused(
        guarded("entries", accepted("row-changed", role("admin"))),
        "[row-changed]",
      ),
      "it passes where its principal leaves": passes(
        lacking("dev", withRows("entries", [ADMIN_ROW, NODE_ROW], { leaving: [role("dev")] })),
      ),
    },
  );

  const mapped = (awsAuthRoles: readonly RoleRow[], ...codes: readonly string[]): ClusterDefinition => {
    const accept = codes.flatMap((code) => accepted(code, role("dev")).accept ?? []);
    return guarded("dual", { awsAuth: { awsAuthRoles, awsAuthUsers: [], awsAuthAccounts: [ACCOUNT] }, accept });
  };
  live(
    "an account that serves whom the file has a row for",
    async () => {
      const { mapRoles } = encodeAwsAuth(rowsOf(withRows("dual", [ADMIN_ROW, NODE_ROW])));
      await bench.writeAwsAuth({ mapRoles, mapAccounts: `- "${ACCOUNT}"\n` });
    },
    {
      "the row is refused": refused(
        mapped([ADMIN_ROW, DEV_ROW, NODE_ROW], "row-not-live"),
        "The live aws-auth of cluster demo serves role dev by a mapped account (mapAccounts) without a row, and the row of its cluster file would replace the username that the account gives",
      ),
      "it passes where that is accepted": passes(mapped([ADMIN_ROW, DEV_ROW, NODE_ROW], "row-not-live", "row-changed")),
      "a row for somebody of another account passes": passes(
        mapped([ADMIN_ROW, { ...DEV_ROW, rolearn: role("dev", OTHER) }, NODE_ROW], "row-not-live"),
      ),
    },
  );

  const broken = ["mapRoles", "mapUsers", "mapAccounts"] as const;
  live(
    "sections that nobody can read",
    async () => bench.writeAwsAuth(Object.fromEntries(broken.map((section) => [section, "- {broken"]))),
    {
      "an EksStack is refused, each named": refused(
        guarded("entries"),
        "mapAccounts, mapRoles, mapUsers of aws-auth in cluster demo is no YAML list that can be read, so that nobody knows which principals it serves: repair it in the cluster (kubectl -n kube-system edit configmap aws-auth), then plan aws_auth of the cluster file again [section-unreadable].",
      ),
      "an AccessStack is refused at retire": refused(access("retire"), "[section-unreadable]"),
      "an EksStack is refused at api": refused(guarded("api"), "[section-unreadable]"),
    },
  );

  live("one section that nobody can read", async () => bench.writeAwsAuth({ ...ROWS, mapUsers: "just text" }), {
    "it is refused, named alone": refused(
      guarded("entries"),
      "mapUsers of aws-auth in cluster demo is no YAML list that can be read",
    ),
  });

  const { awsAuth: _, ...withoutRows } = guarded("entries");
  live("no ConfigMap", async () => bench.kube.deleteConfigMap("aws-auth"), {
    "an EksStack is refused": refused(
      guarded("entries"),
      "Cluster demo has no ConfigMap kube-system/aws-auth, and aws_auth of its cluster file has rows for it: write create_aws_auth_configmap: true, or delete aws_auth from the file [config-map-absent].",
    ),
    "an AccessStack is refused": refused(
      access("dual", {
        accept: ["admin", "dev", "node"].map((name) => ({ ...accepting("row-not-live"), principal: role(name) })),
      }),
      "[config-map-absent]",
    ),
    "it passes where the file creates it": passes(
      guarded("entries", { awsAuth: { awsAuthRoles: [ADMIN_ROW, DEV_ROW, NODE_ROW], ...CREATED } }),
    ),
    "it passes where the file declares none": passes(withoutRows),
    "it passes at retire": passes(guarded("retire")),
    "it passes at api": passes(guarded("api")),
  });

  live(
    "a role made anew after its entry",
    async () => {
      await bench.writeAwsAuth(ROWS);
      await bench.iam("DeleteRole", { RoleName: "node" });
      await bench.createRole("node");
    },
    {
      "its row is refused to go": refused(guarded("retire"), "IAM role node was made at"),
      "AccessStack too": refused(access("retire"), "[entry-outdated]"),
      "it passes while the row serves": passes(guarded("entries")),
    },
  );

  live(
    "an entry that is missing",
    async () => bench.changeEntry("DELETE", role("admin")),
    atRetire('data.aws_eks_access_entry.row_without_live_access_entry["admin"]'),
  );

  live(
    "an entry that is different",
    async () => {
      const { accessEntries, migration, ...rest } = guarded("entries");
      const { admin } = accessEntries;
      if (admin === undefined) throw new Error("no entry admin");
      await bench.makeEntries({
        ...rest,
        accessEntries: { admin },
        migration: { ...migration, stage: "entries", waves: [] },
      });
      await bench.changeEntry("POST", role("dev"), { kubernetesGroups: ["owners"], username: "dev:{{SessionName}}" });
    },
    atRetire(
      "The live access entry of role dev in cluster demo (STANDARD, user name dev:{{SessionName}}, groups owners) is not what access_entries of its cluster file says for key dev: write migration.stage: entries and apply it, which makes or corrects the entry, before a later stage takes the row away [entry-not-live].",
      "IAM role node was made at",
    ),
  );

  live(
    "a stranger's entry of another type, and node groups of EKS",
    async () => {
      await bench.changeEntry("DELETE", role("node"));
      await bench.eks("POST", "/clusters/demo/access-entries", { principalArn: role("node"), type: "STANDARD" });
      const subnets = ["subnet-0a1b2c3d4e5f60001"];
      for (const nodegroupName of ["spot", "workers"]) {
        await bench.eks("POST", "/clusters/demo/node-groups", { nodegroupName, nodeRole: role("node"), subnets });
      }
    },
    {
      "the node's row is refused to go": refused(
        expecting("retire"),
        "The live access entry of role node in cluster demo (STANDARD, user name",
        "; the live access entry of role dev",
      ),
      "the declared entry is refused, once for both groups": refused(
        guarded("entries"),
        "EKS makes the access entry of role node with the managed node groups spot, workers of cluster demo, and access_entries of its cluster file declares the same entry under key node: if terraform state list shows this entry, leave it declared and add the key to the list adopt.imported",
      ),
      "it passes where it is imported": passes(guarded("entries", { imported: ["node"] })),
      "it passes where EKS's is expected": passes(expecting("entries")),
      "it passes while it is not rendered": passes(migrating({ wave: 1 })),
    },
  );

  live(
    "the API server of another cluster",
    async () => bench.kube.writeConfigMap("kube-root-ca.crt", { "ca.crt": "-----BEGIN CERTIFICATE-----\nother\n" }),
    {
      "an EksStack is refused": refused(guarded("entries", { imported: ["node"] }), NOT_ITS_CA),
      "an AccessStack is refused": refused(access("dual"), NOT_ITS_CA),
      "nobody asks where that is accepted": passes(unread("dual")),
    },
  );
});
