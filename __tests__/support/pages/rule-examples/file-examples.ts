import { ACCESS, arnOf, MODULE, settled, WHOLE } from "./bases";
import { checked, FILE, type RuleExample, type RuleExamples } from "./rule-example";

/** A file of access alone, with lines after its start. */
const access = (lines: string, wrong: string, right: string): RuleExample =>
  checked(`${ACCESS}${lines}\n`, wrong, right);
const start = (wrong: string, right: string, text = ACCESS): RuleExample =>
  checked(text.replace(right, wrong), wrong, right);
const accept = (what: string): string => `accept: [{ ${what} }]`;

/** The state of a team's root module. */
const STATE_OF_OTHERS = JSON.stringify({
  version: 4,
  resources: [{ mode: "managed", type: "aws_vpc", name: "main", instances: [{ attributes: { id: "vpc-0a1b2c3d" } }] }],
});

/** What is wrong with the text of a cluster file. */
export const FILE_EXAMPLES: RuleExamples = {
  "account-id-malformed": start('"1111222233"', '"111122223333"'),
  "account-id-missing": checked(
    `${ACCESS.replace(', account_id: "111122223333"', "")}migration: { stage: api }\n`,
    "region: ap-northeast-2 }",
    'region: ap-northeast-2, account_id: "111122223333" }',
  ),
  "arn-malformed": access("leaving: [intern]", "[intern]", `[${arnOf("intern")}]`),
  "cluster-name-invalid": start("../demo", "demo"),
  "cluster-version-malformed": start("v1.33", '"1.33"', WHOLE),
  "constraint-unmet": checked(
    MODULE.replace("region:", 'providers: { aws: ">= 6.0" }, region:'),
    '">= 6.0"',
    '">= 5.95, < 6.0"',
  ),
  "date-malformed": access(
    accept("code: masters-by-name, reason: looked at, until: next year"),
    "next year",
    "2027-01-31",
  ),
  "expression-in-text": checked(
    `${MODULE}modules: { kms: { source: ../kms } }\nkms_key_owners: ["\${module.kms.owner_arn}"]\n`,
    '"${module.kms.owner_arn}"',
    "{ module: kms, output: owner_arn }",
  ),
  "inline-policy-malformed": checked(
    `${WHOLE}iam_roles:\n  ops:\n    name: ops\n    assumed_by: { services: [ec2.amazonaws.com] }\n    inline_policies: { list: "s3:List*" }\n`,
    '"s3:List*"',
    `'{"Version":"2012-10-17","Statement":[]}'`,
  ),
  "key-missing": start("terraform: {", "terraform: { region: ap-northeast-2,"),
  "key-unknown": access("tgas: { team: platform }", "tgas", "tags"),
  "module-rows-unlike": checked(
    `${MODULE}aws_auth:
  aws_auth_roles:
    - { rolearn: ${arnOf("dev")}, username: dev, groups: [developers] }
    - { rolearn: ${arnOf("ops")}, username: ops }
`,
    "username: ops }",
    "username: ops, groups: [] }",
  ),
  "module-version": checked(`${MODULE}module: { version: 20.8.5 }\n`, "20.8.5", "20.37.2"),
  "name-invalid": access(
    accept("code: masters-by-name, reason: ' ', until: 2027-01-31"),
    "' '",
    "'looked at, CHG-4711'",
  ),
  "name-template": start("demo-${env}", "demo"),
  "number-loses-text": start("1.30", '"1.30"', WHOLE.replace("1.33", "1.30")),
  "one-of": start("backend: {}", "backend: { local: {} }", ACCESS.replace(" }", ", backend: { local: {} } }")),
  "reference-circular": checked(
    `${MODULE}modules:\n  a: { source: ../a, key: { module: b, output: key } }\n  b: { source: ../b, name: { module: a, output: name } }\n`,
    "name: { module: a, output: name }",
    "name: orders",
  ),
  "reference-unknown": access(`${ENTRY()}renamed: { ops: platfrom }`, "platfrom", "platform"),
  "region-malformed": start("region: seoul", "region: ap-northeast-2"),
  "row-identity": access(
    `authentication_mode: API_AND_CONFIG_MAP\naws_auth:\n  aws_auth_roles:\n    - { username: dev, groups: [developers] }`,
    "{ username",
    `{ rolearn: ${arnOf("dev")}, username`,
  ),
  "state-key-workspace": start(
    "env:/dev/demo",
    "dev/demo",
    ACCESS.replace(
      " }",
      ", backend: { s3: { bucket: states, key: dev/demo, region: ap-northeast-2, use_lockfile: true } } }",
    ),
  ),
  "state-of-others": {
    files: {
      [FILE]: ACCESS.replace(" }", ", backend: { local: { path: ../../../infra/terraform.tfstate } } }"),
      "infra/terraform.tfstate": STATE_OF_OTHERS,
    },
    mended: { [FILE]: ACCESS.replace(" }", ", backend: { local: { path: ../../../state/demo.tfstate } } }") },
    run: ["check"],
  },
  "state-path-unfit": start(
    "path: demo.tfstate",
    "path: ../../../state/demo.tfstate",
    ACCESS.replace(" }", ", backend: { local: { path: ../../../state/demo.tfstate } } }"),
  ),
  "state-unlocked": start(
    "region: ap-northeast-2 } }",
    "region: ap-northeast-2, use_lockfile: true } }",
    ACCESS.replace(
      " }",
      ", backend: { s3: { bucket: states, key: dev/demo, region: ap-northeast-2, use_lockfile: true } } }",
    ),
  ),
  "text-not-kept": access('tags: { team: "plat\\x07form" }', '"plat\\x07form"', "platform"),
  "token-in-text": access('tags: { note: "${TfToken[TOKEN.7]}" }', '"${TfToken[TOKEN.7]}"', '"vpc-0a1b2c3d"'),
  "type-wrong": access("tags: platform", "tags: platform", "tags: { team: platform }"),
  "value-out-of-range": access("migration: { stage: entries, wave: 0 }", "wave: 0", "wave: 1"),
  "value-unknown": start("acces\n", "access\n"),
  "variable-required": checked(
    WHOLE.replace("create_kms_key: false\n", ""),
    "cluster_encryption_config",
    "create_kms_key: false\ncluster_encryption_config",
  ),
  "variable-unsupported": access("create: true", "create: true\n", ""),
  "variable-unused": access("vpc_id: vpc-0a1b2c3d4e5f60001", "vpc_id: vpc-0a1b2c3d4e5f60001\n", ""),
  "yaml-aliases": access("tags: &tags { team: *tags }", "&tags { team: *tags }", "{ team: platform }"),
  "yaml-documents": access("---\ncluster_name: other", "---\ncluster_name: other\n", ""),
  "yaml-duplicate-key": access("render: access", "render: access\nterraform", "terraform"),
  "yaml-key": access("tags: { ~: platform }", "~: platform", "team: platform"),
  "yaml-nesting": access(
    `tags: { deep: ${"[".repeat(60)}${"]".repeat(60)} }`,
    `${"[".repeat(60)}${"]".repeat(60)}`,
    "flat",
  ),
  "yaml-syntax": access("tags: { team: @platform }", "@platform", '"@platform"'),
  "yaml-tab": access("tags:\n\tteam: platform", "\t", "  "),
  "yaml-tag": access("tags: { size: !metres 3 }", "!metres 3", '"3"'),
  "yaml-version": checked(`%YAML 1.1\n---\n${ACCESS}`, "%YAML 1.1\n---\n", ""),
  "question-open": checked(
    ACCESS.replace(', account_id: "111122223333"', ", account_id:"),
    "account_id:",
    'account_id: "111122223333"',
  ),
};

/** An entry `platform`, in a file of mode API. */
function ENTRY(): string {
  return settled(`  platform: { principal_arn: ${arnOf("platform")}, kubernetes_groups: [platform] }\n`).slice(
    ACCESS.length,
  );
}

const other = (text: string): RuleExample["files"] => ({ "clusters/other.yaml": text.replace("demo", "other") });
const both = (first: string, second: string): RuleExample => ({
  files: { [FILE]: ACCESS, "clusters/other.yaml": first },
  mended: { "clusters/other.yaml": second },
  run: ["check"],
});
const OTHER = ACCESS.replace("demo", "other");
const BACKEND =
  ", backend: { s3: { bucket: states, key: demo.tfstate, region: ap-northeast-2, use_lockfile: true } } }";
const WITH_STATE = ACCESS.replace(" }", BACKEND);

/** What is wrong with the folder of cluster files, or with a file as it lies there. */
export const FOLDER_EXAMPLES: RuleExamples = {
  "cluster-name-twice": both(ACCESS, OTHER),
  "file-empty": { files: { [FILE]: "" }, mended: { [FILE]: ACCESS }, run: ["check"] },
  "file-link-hidden": {
    files: { "clusters/.draft.yaml": ACCESS, [FILE]: { linkTo: ".draft.yaml" } },
    mended: { "clusters/.draft.yaml": undefined, [FILE]: ACCESS },
    run: ["check"],
    shown: ["-clusters/demo.yaml -> .draft.yaml", "+clusters/demo.yaml"],
  },
  "file-name-differs": both(OTHER.replace("other", "ohter"), OTHER),
  "file-not-regular": {
    files: { ...other(ACCESS), [FILE]: { isPipe: true } },
    mended: { [FILE]: ACCESS },
    run: ["check"],
    shown: ["-prw-r--r-- clusters/demo.yaml", "+-rw-r--r-- clusters/demo.yaml"],
  },
  "file-not-utf8": {
    files: {
      [FILE]: Buffer.concat([Buffer.from(`${ACCESS}tags: { team: "caf`), Buffer.from([0xe9]), Buffer.from('" }\n')]),
    },
    mended: { [FILE]: `${ACCESS}tags: { team: "café" }\n` },
    run: ["check"],
    shown: ['-tags: { team: "caf\\xe9" }', '+tags: { team: "café" }'],
  },
  "file-outside-folder": {
    files: { "elsewhere/demo.yaml": ACCESS, [FILE]: { linkTo: "../elsewhere/demo.yaml" } },
    mended: { [FILE]: ACCESS },
    run: ["check"],
    shown: ["-clusters/demo.yaml -> ../elsewhere/demo.yaml", "+clusters/demo.yaml"],
  },
  "file-too-large": {
    files: { [FILE]: `${ACCESS}${"# a comment of the export\n".repeat(50_000)}` },
    mended: { [FILE]: ACCESS },
    run: ["check"],
    shown: ["-# a comment of the export   (50,000 times)"],
  },
  "file-unreadable": {
    files: { ...other(ACCESS), [FILE]: { linkTo: "gone.yaml" } },
    mended: { [FILE]: ACCESS },
    run: ["check"],
    shown: ["-clusters/demo.yaml -> gone.yaml", "+clusters/demo.yaml"],
  },
  "fleet-file-nested": {
    files: { [FILE]: ACCESS, "clusters/dev/other.yaml": OTHER, "clusters/dev/fleet.yaml": "rings: []\n" },
    mended: { "clusters/dev/fleet.yaml": undefined, "clusters/fleet.yaml": "rings: []\n" },
    run: ["check"],
    shown: ["-clusters/dev/fleet.yaml", "+clusters/fleet.yaml"],
  },
  "folder-empty": {
    files: { "clusters/README.md": "one file a cluster\n" },
    mended: { [FILE]: ACCESS },
    run: ["check"],
    shown: ["+clusters/demo.yaml"],
  },
  "folder-ignored": {
    files: { ...other(ACCESS), [FILE]: ACCESS, "elsewhere/old.yaml": "", "clusters/old": { linkTo: "../elsewhere" } },
    mended: { "clusters/old": undefined },
    run: ["check"],
    shown: ["-clusters/old -> ../elsewhere"],
  },
  "folder-name-invalid": {
    files: { [FILE]: ACCESS, "clusters/team.a/other.yaml": OTHER },
    mended: { "clusters/team.a/other.yaml": undefined, "clusters/team-a/other.yaml": OTHER },
    run: ["check"],
    shown: ["-clusters/team.a/other.yaml", "+clusters/team-a/other.yaml"],
  },
  "name-shared": checked(
    `${settled("")}rbac_bindings:\n  view: { group: viewers, cluster_role: view }\n  look: { group: lookers, cluster_role: view, name: view }\n`,
    "name: view",
    "name: look",
  ),
  "state-shared": {
    files: { [FILE]: WITH_STATE, "clusters/other.yaml": WITH_STATE.replace("demo", "other") },
    mended: { "clusters/other.yaml": WITH_STATE.replace("demo", "other").replace("demo.tfstate", "other.tfstate") },
    run: ["check"],
  },
  "file-no-cluster": {
    files: {
      [FILE]: "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: aws-auth, namespace: kube-system }\ndata: {}\n",
    },
    mended: { [FILE]: ACCESS },
    run: ["check"],
  },
};
