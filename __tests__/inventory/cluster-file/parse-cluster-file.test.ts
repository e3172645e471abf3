import type { Finding } from "../../../lib/finding/finding";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { printLocated } from "../../../lib/inventory/finding/located-finding";
import { ACCESS_ONLY, definitionOf, helpOf, problems, WHOLE_CLUSTER } from "../cluster-yaml";

const ADMIN = `access_entries:
  admin:
    principal_arn: arn:aws:iam::111122223333:role/admin
    kubernetes_groups: [admins]
`;

describe("parseClusterFile", () => {
  test("reads snake_case into camelCase, and leaves the keys of maps", () => {
    const text = `${WHOLE_CLUSTER}cluster_service_ipv4_cidr: 172.20.0.0/16
tags: { cost_center: 1234 }
migration:
  stage: entries
  role_paths: { "arn:aws:iam::111122223333:role/a_b": "arn:aws:iam::111122223333:role/x_y/a_b" }
access_entries:
  the_admin:
    principal_arn: arn:aws:iam::111122223333:role/admin
    policy_associations:
      all_of_it:
        policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy
        access_scope: { type: cluster, namespaces: [] }
adopt: { module: module.eks, imported: [the_admin] }
`.replace("region: ap-northeast-2", 'region: us-gov-west-1, account_id: "111122223333"');
    const govCloud = text.replaceAll("arn:aws:", "arn:aws-us-gov:");
    expect(definitionOf(govCloud)).toEqual({
      clusterName: "demo",
      render: "resources",
      terraform: { region: "us-gov-west-1", accountId: "111122223333" },
      createClusterSecurityGroup: false,
      createNodeSecurityGroup: false,
      createKmsKey: false,
      clusterServiceIpv4Cidr: "172.20.0.0/16",
      tags: { cost_center: "1234" },
      migration: {
        stage: "entries",
        rolePaths: { "arn:aws-us-gov:iam::111122223333:role/a_b": "arn:aws-us-gov:iam::111122223333:role/x_y/a_b" },
      },
      accessEntries: {
        the_admin: {
          principalArn: "arn:aws-us-gov:iam::111122223333:role/admin",
          policyAssociations: {
            all_of_it: {
              policyArn: "arn:aws-us-gov:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
              accessScope: { type: "cluster", namespaces: [] },
            },
          },
        },
      },
      adopt: { module: "module.eks", imported: ["the_admin"] },
      accountId: "111122223333",
      partition: "aws-us-gov",
      imported: ["the_admin"],
    });
  });

  test("a mistyped key, a bad ARN and an impossible stage are three findings with places", () => {
    const text = `${ACCESS_ONLY}acess_entries: {}
access_entries:
  admin:
    principal_arn: arn:aws:iam::11112222333:role/admin
    kubernetes_groups: [admins]
migration:
  stage: entires
`;
    expect(parseClusterFile("clusters/demo.yaml", text).findings.map(printLocated)).toEqual([
      "clusters/demo.yaml:4:1 acess_entries: unknown key, expected a variable of the module or a section, got `acess_entries`",
      "clusters/demo.yaml:7:20 access_entries.admin.principal_arn: not an account ID, expected 12 digits, got `11112222333`",
      "clusters/demo.yaml:10:10 migration.stage: unknown value, expected one of config-map, dual, entries, retire, api, done, got `entires`",
    ]);
  });

  test.each([
    ["acess_entries: {}", "did you mean `access_entries`?"],
    ["qqq: {}", "delete it"],
    ["x: &x {}\n<<: *x", "delete it"],
    ["<<: {}", "YAML 1.2 merges no maps: write the keys out"],
    ["migration: { stage: entires }", "did you mean `entries`?"],
    ["migration: { stage: dual, stagge: dual }", "did you mean `stage`?"],
    ["migration: { stage: dual, leaving: [] }", "write it at the top level of the file, not within a section"],
    ["adopt: { aws_auth_modul: module.a }", "did you mean `aws_auth_module`?"],
    ["aws_auth: { aws_auth_roles: [{ RoleARN: x, rolearn: y }] }", "did you mean `rolearn`?"],
    ["authentication_mode: API_AND_CONFIGMAP", "did you mean `API_AND_CONFIG_MAP`?"],
  ])("%s has help: %s", (line, help) => {
    expect(helpOf(`${ACCESS_ONLY}${line}\n`)).toBe(help);
  });

  test("without migration and aws_auth no account is asked for", () => {
    expect(definitionOf(WHOLE_CLUSTER).accountId).toBeUndefined();
  });

  test.each(["number", "text"])("an account ID of 12 digits may be a %s", (kind) => {
    const id = kind === "number" ? "111122223333" : '"111122223333"';
    expect(definitionOf(ACCESS_ONLY.replace('"111122223333"', id)).accountId).toBe("111122223333");
  });

  test("an access entry of warnings only is no reason to refuse the file", () => {
    const text = `${ACCESS_ONLY}access_entries: { idle: { principal_arn: "arn:aws:iam::111122223333:role/idle" } }\n`;
    expect(problems(text)).toEqual([
      "4:19 entry-without-rights access_entries.idle: entry that gives no rights, expected kubernetes_groups or policy_associations, got `neither`",
    ]);
    expect(Object.keys(definitionOf(text).accessEntries)).toEqual(["idle"]);
  });

  test("entries are judged although one of them has another shape", () => {
    const text = `${ACCESS_ONLY}${ADMIN}    typ: STANDARD
  twin:
    principal_arn: arn:aws:iam::111122223333:role/admin
    kubernetes_groups: [admins, "system:masters"]
  broken: 7
`;
    expect(problems(text).map((problem) => problem.split(": ")[0])).toEqual([
      "8:5 key-unknown access_entries.admin.typ",
      "10:20 entry-duplicate access_entries.twin.principal_arn",
      "11:33 entry-group-system access_entries.twin.kubernetes_groups[1]",
      "12:11 type-wrong access_entries.broken",
    ]);
  });

  test("entries of a cluster in mode CONFIG_MAP are refused without a migration, whose stage would decide", () => {
    const mode = `${ACCESS_ONLY}authentication_mode: CONFIG_MAP\n${ADMIN}`;
    expect(problems(mode)).toEqual([
      "5:1 entry-in-config-map-mode access_entries: entries in mode CONFIG_MAP, expected API_AND_CONFIG_MAP or API, got `CONFIG_MAP`",
    ]);
    expect(problems(`${mode}migration: { stage: config-map }\n`)).toEqual([]);
  });

  test("findings about a definition are located in its file", () => {
    const { cluster } = parseClusterFile(
      "clusters/demo.yaml",
      `${ACCESS_ONLY}${ADMIN}aws_auth:\n  aws_auth_roles:\n    - rolearn: arn:aws:iam::111122223333:role/admin\n`,
    );
    const at = (path: string): string => {
      const found = cluster?.locate<Finding>({ code: "row-dead", severity: "note", path, message: "m" });
      return found === undefined ? "" : printLocated(found);
    };
    expect(at("access_entries.admin")).toBe("clusters/demo.yaml:5:3 access_entries.admin: m");
    expect(at("aws_auth.aws_auth_roles[0].rolearn")).toBe(
      "clusters/demo.yaml:10:16 aws_auth.aws_auth_roles[0].rolearn: m",
    );
    expect(at("aws_auth_roles[0]")).toBe("clusters/demo.yaml:10:7 aws_auth_roles[0]: m");
    expect(at("migration.expected")).toBe("clusters/demo.yaml:1:1 migration.expected: m");
    expect(at("")).toBe("clusters/demo.yaml:1:1: m");
  });
});
