import { ACCOUNT, role, user } from "../../support/definitions/arns";
import { describeCluster, describeEntry, listEntries, listPolicies } from "../../support/cli/source-texts";
import { ANN, BY_HAND, CONFIG_MAP, DEV, rows, told, update } from "./updated";
import { differences } from "../../../lib/import/update/update-differences";

const LIVE_DEV = [
  describeCluster("API_AND_CONFIG_MAP"),
  listEntries(role("team/dev")),
  listPolicies(role("team/dev")),
] as const;
const AT_ENTRIES = BY_HAND.replace("config-map #", "entries #");

describe(differences, () => {
  test("takes an account without quotes for what its digits say", () => {
    const file = BY_HAND.replace(`"${ACCOUNT}"`, ACCOUNT);
    expect(told(update(file, rows([DEV]), CONFIG_MAP), "import-contradiction")).toEqual([]);
  });

  test("has nothing against a file without migration whose cluster is at the end of its way", () => {
    const file = `cluster_name: demo\nauthentication_mode: API\nrender: access\nterraform: { account_id: "${ACCOUNT}", region: eu-west-1 }\n`;
    const updated = update(
      file,
      describeCluster("API"),
      listEntries(role("dev")),
      describeEntry(role("dev")),
      listPolicies(role("dev")),
    );
    expect(told(updated, "import-update-refused")).toEqual([]);
    expect(updated.changes).toContain(`access_entries.dev: ${role("dev")}`);
  });

  test("tells users' rows too: another one, one that is not live, none that is as it was", () => {
    const file = BY_HAND.replace(
      "aws_auth_users: []",
      `aws_auth_users:\n    - {userarn: "${user("ann")}", username: ann, groups: [b]}\n    - {userarn: "${user("bob")}", username: bob}\n    - {userarn: "${user("eve")}", username: eve, groups: [x, y]}`,
    );
    const eve = { userarn: user("eve"), username: "eve", groups: ["y", "x", "x"] };
    const updated = update(file, rows([DEV], [ANN, eve]), CONFIG_MAP);
    expect(told(updated, "import-file-differs")).toEqual([
      "demo.yaml:15:7 aws_auth.aws_auth_users[0]: another row than the live one, expected `ann a`, got `ann b`",
      "demo.yaml:16:7 aws_auth.aws_auth_users[1]: a row that is not live, got that of user bob",
    ]);
    expect(updated.findings.find(({ code }) => code === "import-file-differs")?.help).toBe(
      "the row of the file stays, and the next plan writes it over what is live; where the live row is right, write it into the file as `kubectl get configmap -n kube-system aws-auth -o yaml` prints it",
    );
  });

  test("says nothing of a live entry that is as the file has it, and what becomes of one that is not", () => {
    const entry = (groups: readonly string[]) =>
      update(
        AT_ENTRIES,
        rows([DEV]),
        ...LIVE_DEV,
        describeEntry(role("team/dev"), { username: "dev", kubernetesGroups: groups }),
      ).findings.filter(({ code }) => code === "import-file-differs");
    expect(entry(["developers"])).toEqual([]);
    expect(entry(["others"])).toMatchObject([
      {
        path: "access_entries.our_developers",
        help: "the file's entry stays, and the next plan writes it: change it if the cluster is right",
      },
    ]);
  });

  test("names the sso matcher of a row that is not live", () => {
    const file = BY_HAND.replace(
      "aws_auth_roles:",
      'aws_auth_roles:\n    - {sso: {permissionSetName: View, accountID: "111122223333"}, username: v}',
    );
    expect(told(update(file, rows([DEV]), CONFIG_MAP), "import-file-differs")).toEqual([
      expect.stringContaining("a row that is not live, got that of the sso matcher"),
    ]);
  });

  test("says of an entry for the role of a capability that EKS has made it, but not of one that is adopted", () => {
    const own = {
      capability: { capabilityName: "argocd", clusterName: "demo", roleArn: role("team/dev"), type: "ARGOCD" },
    };
    const found = (file: string) =>
      update(file, rows([DEV]), ...LIVE_DEV, JSON.stringify(own)).findings.filter(
        ({ code }) => code === "entry-of-eks",
      );
    expect(found(AT_ENTRIES)).toMatchObject([
      {
        path: "access_entries.our_developers",
        message:
          "EKS has made the entry of the role of capability argocd already, and answers 409 to this one: the plan would fail",
      },
    ]);
    expect(
      found(AT_ENTRIES.replace("access_entries:", "adopt: { imported: [our_developers] }\naccess_entries:")),
    ).toEqual([]);
  });

  test("says nothing of other entries than that of the capability's role", () => {
    const capability = { capabilityName: "argocd", clusterName: "demo", roleArn: role("argo"), type: "ARGOCD" };
    const updated = update(AT_ENTRIES, rows([DEV]), ...LIVE_DEV, JSON.stringify({ capability }));
    expect(told(updated, "entry-of-eks")).toEqual([]);
  });

  test("holds nothing against an entry whose principal is no ARN", () => {
    const file = AT_ENTRIES.replace("access_entries:", "access_entries:\n  typo:\n    principal_arn: dev");
    const entry = describeEntry(role("team/dev"), { username: "dev", kubernetesGroups: ["developers"] });
    expect(told(update(file, rows([DEV]), ...LIVE_DEV, entry), "import-file-differs")).toEqual([]);
  });
});
