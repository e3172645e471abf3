import { awsAuthOf } from "../../lib/access/aws-auth/aws-auth";
import type { LiveData } from "../../lib/sources/live-data";
import type { ClusterDefinition } from "../../lib/inventory/definition/cluster-definition";
import { liveFindings } from "../../lib/live/live-findings";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import type { Stage } from "../../lib/migration/stage";
import { ACCOUNT, role } from "../support/definitions/arns";
import { compiledGuards } from "../support/guards/compiled-guards";
import { ADMIN_ROW, DEV_ROW, NODE_ROW } from "../support/definitions/definitions";
import { readable } from "../support/pages/guards-page";
import { cluster, newCluster } from "../support/definitions/sample-definitions";
import { REFUSED, WHOLE } from "./live-sources";

const at = (stage: Stage): ClusterDefinition => cluster({ stage });
const { dev: _, ...WITHOUT_DEV } = cluster().accessEntries;

/** Terraform knows a name or a date more, or says it by the address of the data source that finds nothing. */
const ELSEWHERE = ["an entry that is not there", "a role made after its entry"];

/** What a sentence of Terraform says is wrong, whatever it names. */
function halfOf(sentence: string): RegExp {
  const [half = ""] = readable(sentence).split(": ");
  return new RegExp(
    `^${half
      .split("…")
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
      .join(".+")}$`,
    "i",
  );
}

describe("refusal", () => {
  test.each(REFUSED)("says of %s at %s what Terraform says", (title, stage, change) => {
    const told = liveFindings(new StagedCluster(at(stage)), { ...WHOLE, ...change });
    const guards = compiledGuards(at(stage));
    for (const { code, message } of told.filter(({ severity }) => severity === "blocker")) {
      const wrong = guards.filter((guard) => guard.code === code).map(({ sentence }) => halfOf(sentence));
      const isSaid = wrong.some((half) => half.test(message.replaceAll("`", "")));
      expect({ message, isSaid }).toEqual({ message, isSaid: !ELSEWHERE.includes(title) });
    }
  });

  test("names what is live", () => {
    const messages = REFUSED.flatMap(([, stage, change]) =>
      liveFindings(new StagedCluster(at(stage)), { ...WHOLE, ...change }).map(({ message }) => message),
    );
    expect([...new Set(messages)]).toEqual([
      `aws-auth of cluster demo serves \`${role("ops")}\` by rows that its cluster file does not have`,
      "the live aws-auth of cluster demo gives role dev another username or other groups than `aws_auth` of its cluster file",
      "stage `dual` of cluster demo renders no access entry for role dev, and the live aws-auth has no row for the same principal",
      "cluster demo has no ConfigMap `kube-system/aws-auth`, and `aws_auth` of its cluster file has rows for it",
      "stage `dual` of cluster demo renders no access entry for role admin, and the live aws-auth has no row for the same principal",
      "stage `dual` of cluster demo renders no access entry for role node, and the live aws-auth has no row for the same principal",
      "`mapUsers` of aws-auth in cluster demo is no YAML list that can be read, so that nobody knows which principals it serves",
      "role dev has no live access entry: only a row of aws-auth lets it in, and it loses access with that row",
      `the live access entry of role dev in cluster demo (STANDARD, user name \`dev:{{SessionName}}\`, groups none) is not what \`access_entries\` of its cluster file says for key \`dev\``,
      "IAM role dev was made after its access entry in cluster demo, and the entry serves only the older role of that name, which is deleted",
      "EKS makes the access entry of role node with a managed node group of cluster demo, and `access_entries` of its cluster file declares the same entry under key `node`",
      "cluster demo is in authentication mode `CONFIG_MAP`, and migration.stage `entries` of its cluster file can be planned from mode `API_AND_CONFIG_MAP` only",
      "nothing shows that the ConfigMap aws-auth comes from this cluster, expected kube-root-ca.crt of the same cluster beside it",
    ]);
  });

  test.each<[string, ClusterDefinition, Partial<LiveData>, string]>([
    [
      "a row over a mapped account",
      cluster({}, { awsAuth: { awsAuthRoles: [ADMIN_ROW, NODE_ROW], awsAuthUsers: [], awsAuthAccounts: [ACCOUNT] } }),
      { awsAuth: awsAuthOf([ADMIN_ROW], [], [ACCOUNT]) },
      "the live aws-auth of cluster demo serves role node by a mapped account (`mapAccounts`) without a row, and the row of its cluster file would replace the username that the account gives",
    ],
    [
      "a way back from retire",
      cluster({ waves: [["break_glass"]] }, { accessEntries: WITHOUT_DEV }),
      { awsAuth: awsAuthOf([]) },
      "the live aws-auth of cluster demo has none of the rows of its cluster file yet, and the file has no access entry for role dev",
    ],
    [
      "a row without an entry in the file",
      cluster({ stage: "retire", waves: [["break_glass"]] }, { accessEntries: WITHOUT_DEV, leaving: [] }),
      { entryPrincipals: [role("admin"), role("node")] },
      `aws-auth of cluster demo serves \`${role("dev")}\`, and its cluster file has no access entry for it`,
    ],
    [
      "rows that are left",
      cluster({ stage: "api" }),
      { awsAuth: awsAuthOf([DEV_ROW]) },
      "aws-auth of cluster demo still serves role dev, and in mode `API` the cluster does not read aws-auth",
    ],
    [
      "the mode of a file without migration",
      newCluster(),
      {},
      "cluster demo is in authentication mode `API_AND_CONFIG_MAP`, and its cluster file asks by `authentication_mode`, written or left out, for mode `API`",
    ],
  ])("names what is live: %s", (...[, definition, change, message]) => {
    expect(liveFindings(new StagedCluster(definition), { ...WHOLE, ...change })).toMatchObject([{ message }]);
  });
});
