import { readSources } from "../../lib/sources/read-sources";
import { printLocated } from "../../lib/inventory/finding/located-finding";
import { ACCOUNT, role } from "../support/definitions/arns";
import { configMapYaml, describeCluster, describeEntry, listRoles, nodeGroups } from "../support/cli/source-texts";

const ROW = `- rolearn: ${role("dev")}\n  username: dev\n  groups: [a]\n`;
const read = (...texts: readonly string[]) => readSources(texts.map((text, i) => ({ name: `${i + 1}.txt`, text })));
const told = (text: string): string[] =>
  read(text).findings.map((found) => `${printLocated(found)} -> ${found.help ?? ""}`);

/** What `--query KEY` leaves of an output with one key. */
const inner = (text: string): string => text.replace(/^\{\s*"\w+":/, "").replace(/\}\s*$/, "");

const DESCRIBE = (name: string): string =>
  `Name:         ${name}\nNamespace:    kube-system\nLabels:       <none>\nAnnotations:  <none>\n\nData\n====\nmapRoles:\n----\n${ROW}\n\nBinaryData\n====\n\nEvents:  <none>\n`;

describe("readSources names an output that loses something, and what to type instead", () => {
  const map = /kubectl get configmap -n kube-system aws-auth -o yaml/;
  test.each<[string, string, RegExp, RegExp]>([
    ["kubectl describe", DESCRIBE("aws-auth"), /^1\.txt:1:1: the output of `kubectl describe`, /, map],
    ["kubectl describe with the line ends of Windows", DESCRIBE("x").replaceAll("\n", "\r\n"), /kubectl describe/, map],
    ["the table of kubectl get", "NAME       DATA   AGE\naws-auth   2      41d\n", /the table of `kubectl get`/, map],
    [
      "the same of all namespaces",
      "NAMESPACE     NAME       DATA   AGE\nkube-system   aws-auth   2      41d\n",
      /the table of `kubectl get`/,
      map,
    ],
    [
      "eksctl's table",
      `ARN\t\t\t\t\tUSERNAME\tGROUPS\t\tACCOUNT\n${role("dev")}\tdev\t\tsystem:masters\n`,
      /the table of `eksctl get iamidentitymapping`/,
      /-o json/,
    ],
    [
      "eksctl's table of access entries",
      "PRINCIPAL ARN\tKUBERNETES GROUPS\tACCESS POLICIES\n",
      /a table of `eksctl get`/,
      /AWS CLI/,
    ],
    ["aws --output text", `ACCESSENTRIES\t${role("dev")}\n`, /`--output text`/, /--output json/],
    ["aws --output text of a query", `${role("dev")}\t${role("ops")}\n`, /`--output text`/, /--output json/],
    ["aws --output table", "-----------\n|  ListAccessEntries |\n", /`--output table`/, /--output json/],
    [
      "an error of the AWS CLI",
      "\nAn error occurred (ResourceNotFoundException) when calling the DescribeCluster operation: No cluster found\n",
      /an error of the AWS CLI/,
      /leave this source out/,
    ],
    [
      "an error of kubectl",
      "error: You must be logged in to the server",
      /an error of kubectl/,
      /leave this source out/,
    ],
    [
      "that kubectl found no aws-auth",
      'Error from server (NotFound): configmaps "aws-auth" not found\n',
      /an error of kubectl, that it found no aws-auth/,
      /kubectl get configmap -n kube-system -o yaml/,
    ],
    [
      "that kubectl found nothing else",
      'Error from server (NotFound): pods "x" not found\n',
      /an error of kubectl,/,
      /leave/,
    ],
    [
      "a prompt before an output",
      `$ kubectl get cm\n${configMapYaml({ mapRoles: ROW })}`,
      /a command and its/,
      /alone/,
    ],
    ["a prompt of PowerShell", "PS C:\\Users\\me> aws eks list-clusters\n{}\n", /a command and its output/, /alone/],
    ["data by jsonpath", `map[mapRoles:${ROW}]\n`, /as Go prints it/, map],
    ["HCL", 'module "eks" {\n  source = "x"\n}\n', /Terraform configuration/, /what was asked for/],
    ["a bare list of ARNs", JSON.stringify([role("dev")]), /bare output of --query or jq/, /without --query/],
    ["a bare value", '"1.31"', /bare output of --query or jq/, /without --query/],
    [
      "policies that do not say whose they are",
      JSON.stringify([{ policyArn: "arn:aws:eks::aws:cluster-access-policy/X", accessScope: { type: "cluster" } }]),
      /bare output of --query or jq/,
      /without --query/,
    ],
  ])("%s", (_, ...[text, message, help]) => {
    const [only, ...others] = told(text);
    expect(others).toEqual([]);
    expect(only?.split(" -> ")[0]).toMatch(message);
    expect(only?.split(" -> ")[1]).toMatch(help);
  });
});

describe("readSources reads what loses nothing", () => {
  const rowsOf = (text: string) => read(text).sources.awsAuth?.value.roles.map(({ row }) => row.rolearn);

  test.each([
    ["a ConfigMap without kind", configMapYaml({ mapRoles: ROW }).replace("kind: ConfigMap\n", "")],
    ["its data and nothing else", `data:\n  mapRoles: |\n${ROW.replace(/^(?=.)/gm, "    ")}`],
    ["a ConfigMap without metadata", JSON.stringify({ kind: "ConfigMap", data: { mapRoles: ROW } })],
  ])("%s", (_, text) => {
    expect(told(text)).toEqual([]);
    expect(rowsOf(text)).toEqual([role("dev")]);
  });

  test("but not the rows of another namespace, with kind or without", () => {
    const other = configMapYaml({ mapRoles: ROW }).replace("namespace: kube-system", "namespace: default");
    expect(read(other).findings.map(({ code }) => code)).toEqual(["import-source-unknown"]);
    const bare = other.replace("kind: ConfigMap\n", "");
    expect(read(bare).findings.map(({ code }) => code)).toEqual(["import-source-unknown"]);
  });

  test.each([
    ["text", "API_AND_CONFIG_MAP\n"],
    ["JSON", '"API_AND_CONFIG_MAP"\n'],
    ["its object", '{"authenticationMode": "API_AND_CONFIG_MAP"}'],
  ])("the mode alone, as --query prints it: %s", (_, text) => {
    expect(told(text)).toEqual([]);
    expect(read(text).sources.mode?.value).toBe("API_AND_CONFIG_MAP");
  });

  test("the object alone of a describe command", () => {
    const group = nodeGroups({ n: role("nodes") }).split("\n")[1] ?? "";
    const entry = describeEntry(role("dev"), { kubernetesGroups: ["a"] });
    const { sources, findings } = read(inner(entry), inner(describeCluster("API")), inner(group));
    expect(findings).toEqual([]);
    expect({
      mode: sources.mode?.value,
      cluster: sources.clusterName?.value,
      groups: sources.entries.map(({ value }) => value.groups),
      managed: sources.managedRoles.map(({ value }) => value.roleArn),
    }).toEqual({ mode: "API", cluster: "demo", groups: [["a"]], managed: [role("nodes")] });
  });

  test("a list of outputs, as yaml-stream and jq --slurp print it, and roles without their list", () => {
    const several = `[${describeEntry(role("a"))},${describeEntry(role("b"))}]`;
    expect(read(several).sources.entries.map(({ value }) => value.principalArn)).toEqual([role("a"), role("b")]);
    const { sources, findings } = read(inner(listRoles(role("team/x"))));
    expect(findings).toEqual([]);
    expect([...sources.roles.values()]).toEqual([role("team/x")]);
    expect([...sources.listedAccounts]).toEqual([]);
  });

  test("capabilities: their roles have entries of EKS's own", () => {
    const capability = {
      capabilityName: "argo",
      arn: `arn:aws:eks:eu-west-1:${ACCOUNT}:capability/demo/argocd/argo/1`,
      clusterName: "demo",
      type: "ARGOCD",
      roleArn: role("argo"),
    };
    const { sources, findings } = read(JSON.stringify({ capability }));
    expect(findings).toEqual([]);
    expect(sources.managedRoles.map(({ value }) => [value.kind, value.name, value.roleArn])).toEqual([
      ["EKS capability", "argo", role("argo")],
    ]);
  });
});

describe("rows of roles alone", () => {
  const mapping = { rolearn: role("dev"), username: "dev", groups: ["a"] };
  const user = { userarn: `arn:aws:iam::${ACCOUNT}:user/alice`, username: "alice", groups: ["a"] };

  test.each<[string, string[], string[]]>([
    ["may be the text of mapRoles", [ROW], ["import-section-unknown"]],
    [
      "may be what eksctl printed of an aws-auth without users",
      [JSON.stringify([mapping])],
      ["import-section-unknown"],
    ],
    ["beside rows of users are what eksctl printed", [JSON.stringify([mapping, user])], []],
    ["beside the ConfigMap are nothing new", [JSON.stringify([mapping]), configMapYaml({ mapRoles: ROW })], []],
  ])("%s", (_, texts, codes) => {
    expect(read(...texts).findings.map(({ code }) => code)).toEqual(codes);
  });
});

describe("ConfigMaps of kube-system without aws-auth", () => {
  const named = (name: string) => ({ kind: "ConfigMap", metadata: { name, namespace: "kube-system" }, data: {} });
  const list = (...names: readonly string[]) =>
    JSON.stringify({ apiVersion: "v1", kind: "List", items: names.map(named) });
  const both = describeCluster("API_AND_CONFIG_MAP");

  test("all of them show that there is none", () => {
    const { sources, live, findings } = read(list("coredns", "extension-apiserver-authentication"), both);
    expect([findings, live.awsAuth, sources.awsAuth?.value.roles]).toEqual([[], "absent", []]);
  });

  test("some of them show nothing", () => {
    expect(told(list("coredns"))).toEqual([
      expect.stringContaining("a List without the ConfigMap kube-system/aws-auth"),
    ]);
    expect(read(list("kube-root-ca.crt"), both).live.awsAuth).toBeUndefined();
  });
});
