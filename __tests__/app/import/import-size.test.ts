import { importCluster } from "../../../lib/app/import/import-cluster";
import { someOf } from "../../support/laws/law-runs";
import { functionCalls } from "../../support/cli/function-calls";
import { role, user } from "../../support/definitions/arns";

/** A ConfigMap of `count` rows of roles and as many of users. */
function configMap(count: number): string {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const row = (field: string, arn: string, name: string): string =>
    `    - ${field}: ${arn}\n      username: ${name}\n      groups: [devs]\n`;
  return [
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: aws-auth, namespace: kube-system }\ndata:\n",
    "  mapRoles: |\n",
    ...numbers.map((each) => row("rolearn", role(`team-${each}`), `team-${each}`)),
    "  mapUsers: |\n",
    ...numbers.map((each) => row("userarn", user(`person-${each}`), each % 2 === 0 ? "" : `person-${each}`)),
  ].join("");
}

/** `aws eks describe-access-entry` and `list-associated-access-policies` of every role. */
function liveEntries(count: number): string {
  return Array.from({ length: count }, (_, index) => {
    const principalArn = role(`team-${index}`);
    const accessEntry = { clusterName: "demo", principalArn, kubernetesGroups: ["devs"], type: "STANDARD" };
    return [
      { accessEntry: { ...accessEntry, username: `team-${index}` } },
      { clusterName: "demo", principalArn, associatedAccessPolicies: [] },
    ];
  })
    .flat()
    .map((each) => JSON.stringify(each))
    .join("\n");
}

const CLUSTER = JSON.stringify({
  cluster: {
    name: "demo",
    arn: "arn:aws:eks:eu-west-1:111122223333:cluster/demo",
    accessConfig: { authenticationMode: "API_AND_CONFIG_MAP" },
  },
});

function imported(count: number, isLive: boolean) {
  const entries = isLive ? [{ name: "entries.json", text: liveEntries(count) }] : [];
  const texts = [
    { name: "aws-auth.yaml", text: configMap(count) },
    { name: "cluster.json", text: CLUSTER },
    ...entries,
  ];
  return importCluster({ texts, answers: {}, today: "2026-11-27" });
}

/** Four times the rows: a part that grows with their square, of some calls a row, is far above four times the calls. */
const LINEAR = 4.4;

describe("importCluster", () => {
  test.each(
    someOf<[string, boolean]>([
      ["rows without entries", false],
      ["rows with live entries", true],
    ]),
  )("takes calls in proportion to the size of the ConfigMap: %s", async (_, isLive) => {
    expect(imported(4, isLive).draft.entries).toHaveLength(8);
    const [small, large] = [
      await functionCalls(() => void imported(200, isLive)),
      await functionCalls(() => void imported(800, isLive)),
    ];
    expect(small).toBeGreaterThan(10_000);
    expect(large / small).toBeLessThan(LINEAR);
  });
});
