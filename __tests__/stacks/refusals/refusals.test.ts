import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { ValidationError } from "../../../lib/finding/validation-error";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { AccessStack } from "../../../stacks/access-stack";
import { EksStack } from "../../../stacks/eks-stack";
import { cli, folderWith } from "../../support/cli/cli-run";
import { ACCESS_FILE, entries, REFUSAL_CASES } from "../../support/definitions/refusal-cases";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { newCluster } from "../../support/definitions/sample-definitions";
import { jsonOf } from "../../support/definitions/sample-stacks";
import { refusalOf } from "../stack-json";

/** Names that every object of JavaScript has. */
const BORN_WITH = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== "__proto__");

function definitionOf(text: string) {
  const { cluster, findings } = parseClusterFile("demo.yaml", text);
  if (cluster === undefined) throw new Error(findings.map(({ message }) => message).join("\n"));
  return cluster.staged.definition;
}

async function checked(text: string, name = "demo") {
  const cwd = folderWith({ [`${name}.yaml`]: text });
  const { exitCode, stdout } = await cli(["check", ".", "--format", "json"], { cwd });
  const { findings } = fieldsOf(JSON.parse(stdout));
  const found: readonly unknown[] = Array.isArray(findings) ? findings : [];
  const open = found.map(fieldsOf).filter(({ accepted }) => accepted === undefined);
  const refusing = open.filter(({ severity }) => severity === "error" || severity === "blocker");
  return { exitCode, refused: refusing.map(({ code, path }) => ({ code, path })) };
}

describe("what a stack refuses", () => {
  test.each(REFUSAL_CASES)("is refused by check and by the constructor, both ways: $name", async (each) => {
    const { code, path, refused, accepted } = each;
    expect(await checked(refused)).toEqual({ exitCode: 1, refused: [{ code, path }] });
    const error = refusalOf(() => jsonOf(definitionOf(refused)));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`${path}: `);
    expect(await checked(accepted)).toEqual({ exitCode: 0, refused: [] });
    expect(() => jsonOf(definitionOf(accepted))).not.toThrow();
  });

  const stepping = REFUSAL_CASES.filter(({ refused }) => refused.includes("migration: { stage: dual"));

  test.each(stepping)("is refused by advance, which writes nothing: $name", async ({ code, refused, accepted }) => {
    const cwd = folderWith({ "demo.yaml": refused });
    const { exitCode, stdout } = await cli(["advance", "demo.yaml", "--format", "json"], { cwd });
    expect({ exitCode, outcome: fieldsOf(JSON.parse(stdout)).outcome }).toEqual({ exitCode: 1, outcome: "refused" });
    expect(stdout).toContain(`"${code}"`);
    const other = await cli(["advance", "demo.yaml", "--dry-run"], { cwd: folderWith({ "demo.yaml": accepted }) });
    expect(other.exitCode).toBe(0);
  });

  const STEPPING = `cluster_name: demo
render: access
migration: { stage: config-map }
terraform: { region: ap-northeast-2, account_id: "111122223333" }
`;
  const ROLES = "iam_roles: { a: { name: a, assumed_by: { services: [ec2.amazonaws.com] } } }\n";
  const ACCOUNTS = "service_accounts: { a: { namespace: a, name: a } }\n";
  const one = entries({ admin: ["admin"] });

  test.each([
    ["roles with `render: access`", STEPPING + one + ROLES, "variable-unused"],
    ["service accounts over a root module", STEPPING.replace("access", "overlay") + one + ACCOUNTS, "variable-unused"],
    [
      "keys that become one name",
      STEPPING + entries({ "de v": ["admin"], de_v: ["admin"] }),
      "resource-name-collision",
    ],
    ["a key that objects lose", `${STEPPING}access_entries: { __proto__: {} }\n`, "yaml-key"],
  ])("is refused by check, by the constructor and by advance: %s", async (_, refused, code) => {
    const cwd = folderWith({ "demo.yaml": refused });
    for (const command of ["check", "advance"]) {
      const { exitCode, stdout, stderr } = await cli([command, "demo.yaml"], { cwd });
      expect([exitCode, stderr.includes("fault")]).toEqual([1, false]);
      expect(`${stdout}${stderr}`).toContain(`[${code}]`);
    }
    expect(readFileSync(join(cwd, "demo.yaml"), "utf8")).toBe(refused);
  });

  test.each(["constructor", "toString", "hasOwnProperty"])(
    "what objects have is a key, and no cluster: %s",
    async (name) => {
      const key = STEPPING + entries({ [name]: [name] });
      const cwd = folderWith({ "demo.yaml": key, [`${name}.yaml`]: STEPPING.replace("demo", name) + one });
      expect((await cli(["check", "demo.yaml"], { cwd })).exitCode).toBe(0);
      expect((await cli(["advance", "demo.yaml"], { cwd })).exitCode).toBe(0);
      expect(readFileSync(join(cwd, "demo.yaml"), "utf8")).toContain("stage: dual");
      expect(() => jsonOf(definitionOf(key))).not.toThrow();
      for (const command of ["check", "advance"]) {
        const { exitCode, stdout, stderr } = await cli([command, `${name}.yaml`], { cwd });
        expect(exitCode).toBe(1);
        expect(`${stdout}${stderr}`).toContain("[cluster-name-invalid]");
      }
    },
  );

  test("names that differ in case alone are refused by check and by advance", async () => {
    const files = { "demo.yaml": STEPPING + one, "Demo.yaml": STEPPING.replace("demo", "Demo") + one };
    const cwd = folderWith(files);
    for (const args of [
      ["check", "."],
      ["advance", "demo.yaml"],
    ]) {
      const { exitCode, stdout, stderr } = await cli(args, { cwd });
      expect(exitCode).toBe(1);
      expect(`${stdout}${stderr}`).toContain("[cluster-name-twice]");
    }
    expect(readFileSync(join(cwd, "demo.yaml"), "utf8")).toBe(files["demo.yaml"]);
  });

  test("is told all at once", () => {
    const twins = entries({ "de v": ["admin"], de_v: ["admin"] });
    const whole = definitionOf(`${ACCESS_FILE}${twins}iam_roles: { a: { name: a, assumed_by: { services: [b] } } }\n`);
    expect(refusalOf(() => jsonOf(whole)).message).toMatch(
      /^demo: 2 findings refuse it:\n {2}access_entries\.de_v: .*\n {4}.*\n {2}iam_roles: /,
    );
  });
});

describe("props in TypeScript", () => {
  test.each([
    [
      "rbac-binding-role",
      { rbacBindings: { a: { group: "g" } } },
      { rbacBindings: { a: { group: "g", clusterRole: "c" } } },
    ],
    [
      "iam-role-nobody",
      { iamRoles: { a: { name: "a", assumedBy: {} } } },
      { iamRoles: { a: { name: "a", assumedBy: { services: ["ec2.amazonaws.com"] } } } },
    ],
    ["cluster-name-invalid", { clusterName: "a b" }, { clusterName: "a_b" }],
    [
      "yaml-key",
      { rbacBindings: { ["__proto__"]: { group: "g", clusterRole: "c" } } },
      { rbacBindings: { proto: { group: "g", clusterRole: "c" } } },
    ],
  ])("are refused with %s", (code, refused, accepted) => {
    const stack = (rest: object) => new EksStack(new App({ skipValidation: true }), "demo", newCluster(rest));
    expect(refusalOf(() => stack(refused)).code).toBe(code);
    expect(() => stack(accepted)).not.toThrow();
  });

  const accessOnly = definitionOf(ACCESS_FILE + entries({ admin: ["admin"] }));

  test.each([
    { Stack: EksStack, props: newCluster() },
    { Stack: AccessStack, props: accessOnly },
  ])("name no stack as another but for upper and lower case: $Stack.name", ({ Stack, props }) => {
    const app = new App({ skipValidation: true });
    new Stack(app, "demo", props);
    const other = { ...props, clusterName: "other" };
    const { code, message } = refusalOf(() => new Stack(app, "Demo", other));
    expect(code).toBe("cluster-name-twice");
    expect(message).toContain("differs from `demo` of another stack in upper and lower case alone");
    expect(() => new Stack(app, "demo2", other)).not.toThrow();
  });

  test("of an AccessStack have no variable of the cluster, as its file has none", () => {
    const stack = (rest: object) =>
      new AccessStack(new App({ skipValidation: true }), "demo", { ...accessOnly, ...rest });
    const { code, path } = refusalOf(() => stack({ subnetIds: ["subnet-0a1b2c3d"] }));
    expect({ code, path }).toEqual({ code: "variable-unused", path: "subnet_ids" });
    expect(refusalOf(() => stack({ enableIrsa: false, clusterTags: {} })).message).toContain("2 findings refuse it");
    expect(() => stack({ subnetIds: undefined, authenticationMode: "API", tags: { a: "b" } })).not.toThrow();
  });

  test.each(BORN_WITH)("name no stack %s, which cdktf could not keep", (name) => {
    expect(refusalOf(() => new AccessStack(new App({ skipValidation: true }), name, newCluster()))).toBeInstanceOf(
      ValidationError,
    );
  });
});

describe("names of devices of Windows", () => {
  test.each(["con", "NUL", "Aux", "prn", "com1", "LPT9"])("%s names no cluster", async (name) => {
    const named = (other: string): string => ACCESS_FILE.replace("demo", other) + entries({ admin: ["admin"] });
    const refused = [{ code: "cluster-name-invalid", path: "cluster_name" }];
    expect(await checked(named(name), name)).toEqual({ exitCode: 1, refused });
    expect(await checked(named(`${name}-1`), `${name}-1`)).toEqual({ exitCode: 0, refused: [] });
  });
});

describe("names that every object of JavaScript has", () => {
  test.each(BORN_WITH)("%s names no cluster", async (name) => {
    const text = ACCESS_FILE.replace("demo", name) + entries({ admin: ["admin"] });
    expect(await checked(text, name)).toEqual({
      exitCode: 1,
      refused: [{ code: "cluster-name-invalid", path: "cluster_name" }],
    });
    const longer = ACCESS_FILE.replace("demo", `a${name}`) + entries({ admin: ["admin"] });
    expect(await checked(longer, `a${name}`)).toEqual({ exitCode: 0, refused: [] });
  });

  test.each(BORN_WITH)("%s is the key of an entry, a policy, a binding, a tag as any other", async (name) => {
    const key = JSON.stringify(name);
    const text = `${ACCESS_FILE}${entries({ [name]: [name] })}rbac_bindings: { ${key}: { group: g, cluster_role: c } }
tags: { ${key}: x }
`;
    expect(await checked(text)).toEqual({ exitCode: 0, refused: [] });
    const { resource } = fieldsOf(JSON.parse(jsonOf(definitionOf(text))));
    const entry = fieldsOf(fieldsOf(fieldsOf(resource).aws_eks_access_entry)[name]);
    expect(entry).toMatchObject({ tags: { [name]: "x" }, cluster_name: "demo" });
    expect(Object.keys(fieldsOf(fieldsOf(resource).aws_eks_access_policy_association))).toEqual([`${name}_${name}`]);
    expect(Object.keys(fieldsOf(fieldsOf(resource).kubernetes_cluster_role_binding_v1))).toEqual([name]);
  });

  test.each(BORN_WITH)("%s in waves, acceptances and imported keys is unknown there", async (name) => {
    const { exitCode, refused } = await checked(
      `${ACCESS_FILE.replace("authentication_mode: API\n", "")}${entries({ admin: ["admin"] })}migration: { stage: entries, waves: [[${name}]] }
accept: [{ code: ${name}, reason: a, until: 2099-01-01 }]
`,
    );
    expect(exitCode).toBe(1);
    expect(refused.map(({ code }) => code).sort()).toEqual(["accept-code-unknown", "wave-key-unknown"]);
  });
});
