import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import { translateRows } from "../../../lib/migration/translation/translation";
import { ACCOUNT, policyArn, role, user } from "../../support/definitions/arns";

const MASTERS = "system:masters";
const rolePaths = { [role("dev")]: role("dev") };
const admin = { policyArn: policyArn("AmazonEKSClusterAdminPolicy"), accessScope: { type: "cluster" } };

interface Row {
  readonly username?: string;
  readonly groups?: readonly string[];
}

const ofRole = (row: Row) => translateRows(awsAuthOf([{ rolearn: role("dev"), ...row }]), { rolePaths });
const ofUser = (row: Row) => translateRows(awsAuthOf([], [{ userarn: user("dev"), ...row }]));
const named = (username: string) => ofRole({ username, groups: ["developers"] });
const found = (code: string, path: string, text: { message: string; help: string; principal?: string }) => ({
  code,
  severity: "blocker",
  path,
  principal: role("dev"),
  ...text,
});

describe("translateRows", () => {
  test("R17 accepts: system:masters becomes AmazonEKSClusterAdminPolicy, the other groups stay", () => {
    expect(ofRole({ username: "dev", groups: ["oncall", MASTERS, "oncall"] })).toMatchObject({ findings: [] });
    expect(ofRole({ username: "dev", groups: ["oncall", MASTERS, "oncall"] }).entries).toEqual({
      dev: {
        principalArn: role("dev"),
        kubernetesGroups: ["oncall"],
        userName: "dev",
        policyAssociations: { admin },
      },
    });
    expect(ofRole({ username: "dev", groups: [MASTERS] }).entries).toEqual({
      dev: { principalArn: role("dev"), userName: "dev", policyAssociations: { admin } },
    });
  });

  test("R17 refuses: a group that is almost system:masters gives no policy", () => {
    const { outcomes } = ofRole({ username: "dev", groups: ["system:Masters"] });
    expect(outcomes).toMatchObject([{ kind: "blocked", by: ["row-group-system"] }]);
  });

  test("R18 accepts: groups that merely look like it", () => {
    const groups = ["System:nodes", "eks:kube-proxy-windows", "systems", "my:system:nodes"];
    expect(ofRole({ username: "dev", groups }).entries.dev?.kubernetesGroups).toEqual(groups);
  });

  test.each([
    [
      ["system:bootstrappers"],
      "first bind a group of your own by RBAC to what `system:bootstrappers` may do; then write that group in the row instead, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`)",
    ],
    [
      ["system:bootstrappers", MASTERS],
      "delete it from the row, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`): `system:masters` allows all that it may do",
    ],
    [
      ["system:authenticated"],
      "delete it from the row, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`): whoever authenticates is in it anyway",
    ],
  ])("R18 refuses: %j", (groups, help) => {
    const { findings, entries } = ofRole({ username: "dev", groups });
    expect(entries).toEqual({});
    const message = `no entry of role dev can have a reserved group of its row, expected \`system:masters\` or a name that does not begin with \`system:\`, got \`${groups[0] ?? ""}\``;
    expect(findings).toEqual([found("row-group-system", "mapRoles[0].groups[0]", { message, help })]);
  });

  test("R19 accepts: free groups and the username, letter by letter", () => {
    expect(ofUser({ username: "Zoë Müller", groups: ["b", "a", "b"] }).entries).toEqual({
      dev: { principalArn: user("dev"), kubernetesGroups: ["b", "a"], userName: "Zoë Müller" },
    });
  });

  test("R19 refuses: a group without a name", () => {
    const text = {
      message: 'the row of role dev has an empty group, expected a name, got `""`',
      help: "delete it from the row, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`): RBAC cannot bind it, so nobody loses access",
    };
    expect(ofRole({ username: "dev", groups: ["a", ""] }).findings).toEqual([
      found("row-group-empty", "mapRoles[0].groups[1]", text),
    ]);
  });

  test.each([[undefined], [[]]])("R20 accepts: groups %j give an entry that authenticates", (groups) => {
    const row = groups === undefined ? {} : { groups };
    expect(ofRole({ username: "dev", ...row }).entries).toEqual({
      dev: { principalArn: role("dev"), userName: "dev" },
    });
  });

  test("R20 refuses: to be silent about an entry without rights", () => {
    expect(ofRole({ username: "dev" }).findings).toEqual([
      {
        code: "row-without-rights",
        severity: "warning",
        path: "mapRoles[0]",
        message: "no groups, expected at least one, got `dev` who authenticates and may do nothing",
        help: "keep the row if RBAC binds its username; else give it a group, or delete it",
        principal: role("dev"),
      },
    ]);
  });

  test.each(["System:dev", "eksadmin", "dev:system:x", "arn:aws:iam::111122223333:user/dev"])(
    "R21 accepts: %s",
    (username) => {
      expect(named(username)).toMatchObject({ findings: [], entries: { dev: { userName: username } } });
    },
  );

  test.each(["system:", "eks:", "aws:", "amazon:", "iam:"])("R21 refuses: a username that begins with %s", (prefix) => {
    const text = {
      message: `no entry of role dev can have the username of its row: reserved prefix \`${prefix}\`, expected none of \`system:\`, \`eks:\`, \`aws:\`, \`amazon:\`, \`iam:\`, got \`${prefix}dev\``,
      help: `first bind by RBAC to another username what \`${prefix}dev\` may do; then write that username in the row, in the cluster file and in the live ConfigMap (\`kubectl edit configmap -n kube-system aws-auth\`)`,
    };
    expect(named(`${prefix}dev`).findings).toEqual([found("row-username-reserved-rbac", "mapRoles[0].username", text)]);
    expect(named(`${prefix}dev`).outcomes[0]).not.toHaveProperty("ifAccepted");
  });

  test("R21 refuses: a cluster admin's reserved username, until somebody accepts the entry without it", () => {
    const { findings, outcomes, entries } = ofRole({ username: "system:admin", groups: [MASTERS, "oncall"] });
    const text = {
      message:
        "no entry of role dev can have the username of its row: reserved prefix `system:`, expected none of `system:`, `eks:`, `aws:`, `amazon:`, `iam:`, got `system:admin`",
      help: `write another username in the row, in the cluster file and in the live ConfigMap (\`kubectl edit configmap -n kube-system aws-auth\`); or declare the entry without \`user_name\`, which loses what RBAC binds to \`system:admin\`, and add \`- { code: row-username-reserved, principal: "arn:aws:iam::111122223333:role/dev", reason: WHY, until: YYYY-MM-DD }\` to the list \`accept\` of the cluster file (\`until\`: the last day on which it holds)`,
    };
    expect(entries).toEqual({});
    expect(findings).toEqual([found("row-username-reserved", "mapRoles[0].username", text)]);
    expect(outcomes).toMatchObject([
      {
        kind: "blocked",
        by: ["row-username-reserved"],
        ifAccepted: { principalArn: role("dev"), kubernetesGroups: ["oncall"], policyAssociations: { admin } },
      },
    ]);
    expect(outcomes[0]).not.toHaveProperty("ifAccepted.userName");
  });

  test("R21 refuses: to offer an entry where more than the acceptable blocks", () => {
    const [outcome] = ofRole({ username: "system:{{EC2PrivateDNSName}}", groups: [MASTERS] }).outcomes;
    expect(outcome).toMatchObject({ by: ["row-username-reserved", "row-username-template"] });
    expect(outcome).not.toHaveProperty("ifAccepted");
  });

  test.each(["dev:{{SessionName}}", "a:b-{{SessionNameRaw}}", "{{Session}}", "dev:{{SessionName}}{{SessionNameRaw}}"])(
    "R22 accepts: %s",
    (username) => {
      expect(named(username)).toMatchObject({ findings: [], entries: { dev: { userName: username } } });
    },
  );

  test.each(["{{SessionName}}", "dev-{{SessionNameRaw}}:x"])("R22 refuses: %s", (username) => {
    const wanted = `dev:${username}`;
    const text = {
      message: `no entry of role dev can have the username of its row: {{SessionName}} needs a colon before it, expected \`${wanted}\`, got \`${username}\``,
      help: `first bind by RBAC to usernames of the form \`${wanted}\` what those of the form \`${username}\` may do; then write \`username: "${wanted}"\` in the row, in the cluster file and in the live ConfigMap (\`kubectl edit configmap -n kube-system aws-auth\`)`,
    };
    expect(named(username).findings).toEqual([found("row-username-colon", "mapRoles[0].username", text)]);
  });

  test("R23 accepts: the account ID of a role, filled in", () => {
    const { entries, findings } = named("{{AccountID}}:{{AccountID}}:{{SessionName}}");
    expect(findings).toEqual([]);
    expect(entries.dev?.userName).toBe(`${ACCOUNT}:${ACCOUNT}:{{SessionName}}`);
  });

  test.each(["{{AccessKeyID}}", "{{EC2PrivateDNSName}}"])("R23 refuses: %s in a username", (placeholder) => {
    const text = {
      message: `no entry of role dev can have the username of its row: undocumented placeholder, expected {{SessionName}} or {{SessionNameRaw}}, got \`${placeholder}\``,
      help: "first bind by RBAC to a username without it what the old one may do; then write that username in the row, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`)",
    };
    expect(named(`dev-${placeholder}`).findings).toEqual([
      found("row-username-template", "mapRoles[0].username", text),
    ]);
  });

  test("R23 refuses: the account ID in a user's row, and says what to write", () => {
    const text = {
      message:
        "no entry of user dev can have the username of its row: undocumented placeholder, expected {{SessionName}} or {{SessionNameRaw}}, got `{{AccountID}}`",
      help: `write \`${ACCOUNT}\` itself in the row, in the cluster file and in the live ConfigMap (\`kubectl edit configmap -n kube-system aws-auth\`)`,
      principal: user("dev"),
    };
    expect(ofUser({ username: "u-{{AccountID}}", groups: ["a"] }).findings).toEqual([
      found("row-username-template", "mapUsers[0].username", text),
    ]);
  });

  test.each(["dev-{{SessionName}}", "{{AccountID}}", "{{EC2PrivateDNSName}}", "{{Unknown}}"])(
    "R23 refuses: %s in a group",
    (group) => {
      const text = {
        message: `role dev would lose a group that its row gives by a placeholder, expected plain text, got \`${group}\``,
        help: "entries fill in placeholders in usernames only: write one group that RBAC binds instead, in the cluster file and in the live ConfigMap (`kubectl edit configmap -n kube-system aws-auth`)",
      };
      expect(ofRole({ username: "dev", groups: [group] }).findings).toEqual([
        found("row-group-template", "mapRoles[0].groups[0]", text),
      ]);
    },
  );

  test("R24 accepts: a username that equals EKS's own stays written out", () => {
    const username = `arn:aws:sts::${ACCOUNT}:assumed-role/dev/{{SessionName}}`;
    expect(named(username).entries.dev?.userName).toBe(username);
  });

  test.each([{}, { username: "" }])("R24 refuses: an empty username is left out, of %j", (row) => {
    expect(ofRole({ ...row, groups: ["a"] })).toMatchObject({ findings: [] });
    expect(ofRole({ ...row, groups: ["a"] }).entries).toEqual({
      dev: { principalArn: role("dev"), kubernetesGroups: ["a"] },
    });
  });

  test("everything that blocks a row is told at once", () => {
    const { outcomes } = translateRows(
      awsAuthOf([
        { rolearn: role("dev"), username: "{{SessionName}}{{AccessKeyID}}", groups: ["", "system:x", "{{a}}"] },
      ]),
      { partition: "aws-cn" },
    );
    expect(outcomes).toMatchObject([
      {
        by: [
          "row-partition",
          "row-group-empty",
          "row-group-system",
          "row-group-template",
          "row-username-colon",
          "row-username-template",
        ],
      },
    ]);
  });
});
