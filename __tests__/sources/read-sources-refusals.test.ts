import { readSources } from "../../lib/sources/read-sources";
import { printLocated } from "../../lib/inventory/finding/located-finding";
import { role } from "../support/definitions/arns";
import { configMapYaml, describeCluster, describeEntry, listEntries } from "../support/cli/source-texts";

const ROW = `- rolearn: ${role("dev")}\n  username: dev\n  groups: [a]\n`;
const lines = (...texts: readonly string[]): string[] =>
  readSources(texts.map((text, i) => ({ name: `${i + 1}.txt`, text }))).findings.map(
    (finding) => `${finding.severity} ${printLocated(finding)} [${finding.code}]`,
  );
describe("readSources refuses", () => {
  const other = describeCluster("CONFIG_MAP", "other");

  test.each([
    [
      "an empty source",
      ["\n# nothing\n"],
      "error 1.txt:1:1: the file is empty, expected the output of kubectl, eksctl or aws [import-source-empty]",
    ],
    [
      "what is neither JSON nor YAML",
      ['{"cluster": {"name": "demo",,}}'],
      "error 1.txt:1:29: not JSON, expected a value, got `,` [import-source-unreadable]",
    ],
    [
      "JSON that breaks off",
      [`${describeCluster("API")}{"a": [1`],
      "error 1.txt:10:10: not JSON, expected `,`, got the end of the text [import-source-unreadable]",
    ],
    [
      "a key that is given twice",
      ['{"mapRoles": "", "mapRoles": "x"}'],
      "error 1.txt:1:18: second key of one name, got `mapRoles` [import-source-unreadable]",
    ],
    [
      "an error that was piped in",
      ['Error from server (NotFound): configmaps "aws-auth" not found'],
      "error 1.txt:1:1: an error of kubectl, that it found no aws-auth where it looked, expected JSON or YAML [import-source-unknown]",
    ],
    [
      "another ConfigMap",
      ["kind: ConfigMap\nmetadata: {name: coredns, namespace: kube-system}\n"],
      "error 1.txt:1:1: another ConfigMap, expected kube-system/aws-auth, got `kube-system/coredns` [import-source-unknown]",
    ],
    [
      "aws-auth of another namespace, which the authenticator does not read",
      ["kind: ConfigMap\nmetadata: {name: aws-auth, namespace: default}\n"],
      "error 1.txt:1:1: another ConfigMap, expected kube-system/aws-auth, got `default/aws-auth` [import-source-unknown]",
    ],
    [
      "rows that are no text of a section",
      ["mapRoles:\n- rolearn: x\n"],
      "error 1.txt:2:1 mapRoles: wrong value, expected the text of a section, as a block: `|`, got a list [import-field-wrong]",
    ],
    [
      "a mode that nobody knows",
      [describeCluster("NEW")],
      "error 1.txt:7:35 cluster.accessConfig.authenticationMode: wrong value, expected one of CONFIG_MAP, API_AND_CONFIG_MAP, API, got `NEW` [import-field-wrong]",
    ],
    [
      "a type of entry that nobody knows",
      [describeEntry(role("dev"), { type: "NEW" })],
      /accessEntry\.type: wrong value, expected one of STANDARD, .*, got `NEW` \[import-field-wrong\]$/,
    ],
    [
      "an entry for what is no principal",
      [describeEntry("dev")],
      /^error 1\.txt:1:16 accessEntry: not an ARN, expected .*, got `dev` \[import-field-wrong\]$/,
    ],
    [
      "two clusters",
      [describeCluster("CONFIG_MAP"), other],
      /^error 2\.txt:3:17 cluster\.name: another cluster, expected `demo` as 1\.txt:3:17 cluster\.name says, got `other` \[import-contradiction\]$/,
    ],
    [
      "two modes",
      [describeCluster("CONFIG_MAP"), describeCluster("API")],
      /another authentication mode, expected `CONFIG_MAP` as 1\.txt:7:35 .* says, got `API` \[import-contradiction\]$/,
    ],
    [
      "two ConfigMaps that serve differently",
      [configMapYaml({ mapRoles: ROW }), JSON.stringify([{ rolearn: role("dev"), username: "ops", groups: ["a"] }])],
      /^error 2\.txt:1:1: another aws-auth, expected `arn:\S+ \["dev",\["a"\]\]` as 1\.txt:3:3 data says, got `\S+ \["ops",\["a"\]\]` \[import-contradiction\]$/,
    ],
    [
      "two descriptions of one entry",
      [describeEntry(role("dev"), { username: "a" }), describeEntry(role("dev"), { username: "b" })],
      /another access entry, .* \[import-contradiction\]$/,
    ],
    [
      "an entry that the list does not have",
      [listEntries(), describeEntry(role("dev"))],
      /an access entry that 1\.txt:1:18 accessEntries does not list, got that of role dev \[import-contradiction\]$/,
    ],
    [
      "entries in mode CONFIG_MAP",
      [describeCluster("CONFIG_MAP"), describeEntry(role("dev"))],
      /access entries, expected none in mode CONFIG_MAP as 1\.txt:7:35 .* says \[import-contradiction\]$/,
    ],
    [
      "the first page of a list",
      [JSON.stringify({ Roles: [], NextToken: "x" })],
      "blocker 1.txt:1:25 NextToken: a part of a list, expected all of it: the rest is on other pages [import-list-cut]",
    ],
    [
      "an entry that is listed and described nowhere",
      [listEntries(role("dev"))],
      `blocker 1.txt:1:18 accessEntries: an access entry that no source describes, got that of role dev of 111122223333 [import-entry-unknown]`,
    ],
  ])("%s", (_, texts, expected) => {
    const found = lines(...texts);
    expect(found).toEqual([typeof expected === "string" ? expected : expect.stringMatching(expected)]);
  });

  test("nothing where two sources say the same in other words", () => {
    const eksctl = JSON.stringify([{ rolearn: role("dev"), username: "dev", groups: ["a"] }]);
    expect(
      lines(configMapYaml({ mapRoles: ROW }), eksctl, describeCluster("CONFIG_MAP"), describeCluster("CONFIG_MAP")),
    ).toEqual([]);
  });

  test("nothing that eksctl was asked for and is not live, but tells it", () => {
    const config = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
iamIdentityMappings:
- {arn: "${role("gone")}", username: gone, groups: [a]}
accessConfig: {authenticationMode: API_AND_CONFIG_MAP}
`;
    expect(lines(configMapYaml({ mapRoles: ROW }), config, describeCluster("CONFIG_MAP"))).toEqual([
      expect.stringMatching(
        /^warning 2\.txt:4:1 iamIdentityMappings: the ClusterConfig of eksctl asks for a row that is not live, .*role\/gone .*\[import-declared-differs\]$/,
      ),
      "warning 2.txt:5:36 accessConfig.authenticationMode: the ClusterConfig of eksctl asks for another authentication mode than the live one, expected `CONFIG_MAP` as 3.txt:7:35 cluster.accessConfig.authenticationMode says, got `API_AND_CONFIG_MAP` [import-declared-differs]",
    ]);
  });
});

describe("the help of a wrong field", () => {
  const helpOf = (text: string): (string | undefined)[] =>
    readSources([{ name: "1.txt", text }])
      .findings.filter(({ code }) => code === "import-field-wrong")
      .map(({ help }) => help);

  test.each([
    ["aws eks describe-cluster", describeCluster("NEW")],
    ["aws eks describe-access-entry", describeEntry(role("dev"), { type: "NEW" })],
  ])("names the command %s", (command, text) => {
    expect(helpOf(text)).toEqual([
      `give the output of \`${command}\` as the command printed it, the whole of it: nothing can be taken from an edited field`,
    ]);
  });

  test("names none where the format is of no one command", () => {
    expect(helpOf("mapRoles:\n- rolearn: x\n")).toEqual([
      "give the output as the command printed it, the whole of it: nothing can be taken from an edited field",
    ]);
  });
});
