import { draftOf } from "../../lib/import/draft/draft";
import { ACCOUNT, policyArn, role, user } from "../support/definitions/arns";
import {
  configMapJson,
  describeCluster,
  describeEntry,
  listEntries,
  listPolicies,
  listRoles,
} from "../support/cli/source-texts";
import { ADMIN, ADMIN_ROW, codes, definitionOf, NODE_ROW, rows, run, SSO, SSO_PATH } from "./imported";

const DEV_ROW = { rolearn: role("dev"), username: "dev", groups: ["developers"] };
const config = describeCluster("CONFIG_MAP");
const both = describeCluster("API_AND_CONFIG_MAP");
const live = (arn: string, ...policies: readonly string[]) => [describeEntry(arn), listPolicies(arn, ...policies)];

describe(draftOf, () => {
  test.each([
    [
      { clusterName: "prod" },
      "give sources of cluster `prod` alone; if `demo` is meant, write `--name demo`, and name the cluster file `demo.yaml`",
    ],
    [
      { region: "us-east-1" },
      "give sources of region `us-east-1` alone; if `eu-west-1` is meant, write `--region eu-west-1`",
    ],
    [
      { accountId: "444455556666" },
      `give sources of account \`444455556666\` alone; if \`${ACCOUNT}\` is meant, write \`--account ${ACCOUNT}\``,
    ],
  ])("says of answers that contradict the sources what to type: %j", (answers, help) => {
    const found = run([rows([DEV_ROW]), config], answers).findings.filter(
      ({ code }) => code === "import-contradiction",
    );
    expect(found.map((one) => one.help)).toEqual([help]);
  });

  test.each([
    [[], undefined],
    [[DEV_ROW], "# mode API asks no row: one row of the ConfigMap serves nobody, and an entry made of one would grant"],
    [
      [DEV_ROW, NODE_ROW],
      "# mode API asks no row: 2 rows of the ConfigMap serve nobody, and an entry made of one would",
    ],
  ])("counts the rows that mode API does not ask", (own, note) => {
    const { text = "" } = run([
      rows(own),
      describeCluster("API"),
      listEntries(role("ops")),
      ...live(role("ops"), ADMIN),
    ]);
    if (note === undefined) expect(text).not.toContain("asks no row");
    else expect(text).toContain(note);
  });

  test("says of a role that IAM does not have why its row is of no use, and what to write", () => {
    const { text } = run([rows([DEV_ROW, ADMIN_ROW]), config, listRoles(role("ops"))]);
    expect(text).toContain("IAM has no role dev, so that its row serves nobody; if the role is gone, write");
    expect(text).toContain(`#   - ${role("dev")}`);
  });

  test("has what to accept for a reserved username", () => {
    const { text } = run([rows([{ ...ADMIN_ROW, username: "system:ops" }]), config]);
    expect(text).toContain(`# accept:
# R21 row-username-reserved: accepted, the entry has no username, and is declared by hand
#   - code: row-username-reserved
#     reason: <why>
#     until: <last day, such as 2027-01-31>
`);
  });

  test("asks for nothing to be accepted of system:masters where no entry is made of the row", () => {
    const root = { userarn: `arn:aws:iam::${ACCOUNT}:root`, username: "root", groups: ["system:masters"] };
    expect(run([rows([DEV_ROW], [root]), config]).text).not.toContain("R17 masters-by-name");
  });

  test("gives associations of policies the keys that people expect, and one of its own to a second scope of a policy", () => {
    const arn = role("ops");
    const imported = run([
      rows([]),
      describeCluster("API_AND_CONFIG_MAP"),
      listEntries(arn),
      describeEntry(arn),
      listPolicies(arn, ADMIN, ...["AmazonEKSAdminPolicy", "AmazonEKSAdminViewPolicy"].map((name) => policyArn(name))),
    ]);
    expect(Object.keys(imported.draft.entries[0]?.value.policyAssociations ?? {})).toEqual([
      "namespace_admin",
      "admin_view",
      "admin",
    ]);
  });

  test("knows the mode well enough where entries are listed", () => {
    expect(codes(run([rows([DEV_ROW]), listEntries(role("ops"))]))).not.toContain("import-mode-unknown");
    expect(codes(run([rows([DEV_ROW])]))).toContain("import-mode-unknown");
  });

  test("names the cluster in what it says to type, or where its name goes", () => {
    const { text, findings } = run([rows([DEV_ROW])]);
    expect(text).toContain(
      "aws eks describe-cluster --name <cluster> --query cluster.accessConfig.authenticationMode --output text",
    );
    expect(findings.find(({ code }) => code === "import-mode-unknown")?.help).toContain(
      "`aws eks describe-cluster --name <cluster>`",
    );
    expect(run([rows([DEV_ROW])], { clusterName: "prod" }).text).toContain(
      "aws eks describe-cluster --name prod --query",
    );
  });

  test("asks at the stage for what no source has, and for nothing else", () => {
    const asked = (texts: readonly string[]) => {
      const { text = "" } = run(texts);
      return ["no source has the ConfigMap", "no source lists them"].filter((note) => text.includes(note));
    };
    expect(asked([rows([DEV_ROW]), config])).toEqual([]);
    expect(asked([rows([DEV_ROW]), both, listEntries()])).toEqual([]);
    expect(asked([rows([DEV_ROW]), both])).toEqual(["no source lists them"]);
    expect(asked([config])).toEqual(["no source has the ConfigMap"]);
  });

  test("says how far waves are where some entries are live and others are not", () => {
    const waveOf = (own: readonly object[], ...entries: readonly string[]) => {
      const described = entries.flatMap((arn) => live(arn, ...(arn === role("ops") ? [ADMIN] : [])));
      return definitionOf(run([rows(own), both, listEntries(...entries), ...described])).migration;
    };
    expect(waveOf([ADMIN_ROW, DEV_ROW], role("ops"))).toMatchObject({ waves: [["ops"], ["dev"]], wave: 1 });
    const all = waveOf([ADMIN_ROW, DEV_ROW], role("ops"), role("dev"));
    expect([all?.waves, all?.wave]).toEqual([[["ops"], ["dev"]], undefined]);
    const one = waveOf([DEV_ROW]);
    expect([one?.waves, one?.wave]).toEqual([undefined, undefined]);
  });

  test("begins with an admin that no permission set makes anew, where there is one", () => {
    const admins = [{ ...ADMIN_ROW, rolearn: role(SSO), username: "sso" }, ADMIN_ROW];
    const { migration } = definitionOf(
      run([
        rows(admins, [{ userarn: user("ann"), username: "ann", groups: ["a"] }]),
        config,
        listRoles(role(`${SSO_PATH}/${SSO}`), role("ops")),
      ]),
    );
    expect(migration?.waves?.[0]).toEqual(["ops"]);
  });

  test("leaves accounts that are none out of the file", () => {
    const accounts = configMapJson({
      mapRoles: JSON.stringify([DEV_ROW]),
      mapAccounts: `["${ACCOUNT}", "12", "${ACCOUNT}3"]`,
    });
    expect(definitionOf(run([accounts, config])).awsAuth?.awsAuthAccounts).toEqual([ACCOUNT]);
  });
});
