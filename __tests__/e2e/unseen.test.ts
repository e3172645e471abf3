import { awsAuthOf } from "../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../lib/access/aws-auth/aws-auth-encode";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../lib/migration/stage";
import { parsePlan } from "../../lib/plan/reading/read-plan";
import { role } from "../support/definitions/arns";
import { accepting, ADMIN_ROW, CREATOR, DEV_ROW, NODE_ROW } from "../support/definitions/definitions";
import { GuardBench, guarded } from "../support/guards/guard-bench";
import { lacking, migrating, withRows } from "../support/guards/guard-cases";
import { reviewed } from "../support/reviews/review-clusters";
import { withMirror } from "../support/terraform/terraform";

const PATIENCE = 900_000;
const BOUND = { rbacBindings: { viewers: { group: "developers", clusterRole: "view" } } } as const;
const at = (stage: Stage): ClusterDefinition => guarded(stage, BOUND);

/** The key `dev` is called `developers`. */
function renamed(): ClusterDefinition {
  const { dev } = at("retire").accessEntries;
  const { accessEntries, ...rest } = lacking("dev", at("retire"));
  return { ...rest, accessEntries: { ...accessEntries, ...(dev === undefined ? {} : { developers: dev }) } };
}

withMirror("kubernetes", "a plan that every guard lets pass, and the review does not", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.start(guarded("config-map"), { creator: CREATOR });
    for (const stage of ["dual", "entries"] as const) await bench.apply(at(stage));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  /** Codes of what the review finds in a plan that no guard refuses, notes aside, sorted. */
  async function found(definition: ClusterDefinition): Promise<readonly string[]> {
    await bench.passes(definition);
    const read = parsePlan(await bench.planJson(definition));
    if (read.kind !== "plan") throw new Error("expected a plan");
    const { clusters, findings } = reviewed(read.plan);
    const all = [...findings, ...clusters.flatMap((one) => one.findings)];
    return [...new Set(all.filter(({ severity }) => severity !== "note").map(({ code }) => code))].sort();
  }

  test(
    "at entries: back to `dual`, with an entry whose principal has no row",
    async () => {
      expect(await found(at("dual"))).toEqual(["access-lost", "entry-removed"]);
    },
    PATIENCE,
  );

  test(
    "at entries: an earlier wave again, with an entry whose principal has no row",
    async () => {
      const waves = [["admin", "dev", "node"], ["break_glass"]];
      expect(await found(migrating({ stage: "entries", waves, wave: 1 }, BOUND))).toEqual(["access-lost"]);
      expect(await found(migrating({ stage: "entries", waves, wave: 2 }, BOUND))).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "at entries: rows that a file without migration writes over somebody else's, where it accepts that nobody reads them",
    async () => {
      const kept = await bench.kube.configMap("aws-auth");
      await bench.writeAwsAuth(
        encodeAwsAuth(awsAuthOf([ADMIN_ROW, DEV_ROW, NODE_ROW, { ...DEV_ROW, rolearn: role("eve") }])),
      );
      const { migration: _, accept = [], ...left } = at("entries");
      const settled = { ...left, accept: [...accept, accepting("rows-written-unread")] };
      expect(await found(settled)).toContain("access-lost");
      await bench.writeAwsAuth(kept ?? {});
    },
    PATIENCE,
  );

  test(
    "a principal of another account: its entry is asked for at retire, and nobody asks IAM for its role",
    async () => {
      const principalArn = "arn:aws:iam::444455556666:role/partner";
      const row = { ...DEV_ROW, rolearn: principalArn, username: "partner:{{SessionName}}" };
      const partner = { principalArn, userName: row.username, kubernetesGroups: ["developers"] };
      const withPartner = (stage: Stage): ClusterDefinition => {
        const whole = withRows(stage, [ADMIN_ROW, DEV_ROW, NODE_ROW, row], BOUND);
        return { ...whole, accessEntries: { ...whole.accessEntries, partner } };
      };
      await bench.apply(withPartner("entries"));
      await bench.passes(withPartner("retire"));
      await bench.changeEntry("DELETE", principalArn);
      expect(await bench.refused(withPartner("retire"))).toContain(
        'with data.aws_eks_access_entry.row_without_live_access_entry["partner"]',
      );
      await bench.apply(withPartner("entries"));
      await bench.apply({ ...at("entries"), leaving: [principalArn] });
    },
    PATIENCE,
  );

  test(
    "at entries: a binding of a group that leaves the file",
    async () => {
      expect(await found(guarded("entries"))).toContain("binding-removed");
      expect(await found(at("entries"))).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "at entries: an entry that leaves the file while its row, which the file keeps, is not live",
    async () => {
      const kept = await bench.kube.configMap("aws-auth");
      await bench.writeAwsAuth(encodeAwsAuth(awsAuthOf([ADMIN_ROW, NODE_ROW])));
      expect(await found(lacking("dev", at("entries")))).toContain("entry-removed");
      await bench.writeAwsAuth(kept ?? {});
    },
    PATIENCE,
  );

  test(
    "at retire: a key that is renamed, an entry that leaves with its row, one that becomes expected",
    async () => {
      await bench.apply(at("retire"));
      expect(await found(renamed())).toContain("entry-renamed");
      expect(await found(lacking("dev", withRows("retire", [ADMIN_ROW, NODE_ROW], BOUND)))).toContain("access-lost");
      const expected = migrating({ stage: "retire", expected: [role("node"), CREATOR] }, BOUND);
      expect(await found(lacking("node", expected))).toContain("node-access-lost");
      expect(await found(at("retire"))).toEqual([]);
    },
    PATIENCE,
  );
});
