import { App, Testing } from "cdktf";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { validateDefinition } from "../../../lib/inventory/validation/validate-definition";
import type { Acceptance } from "../../../lib/migration/definition";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { AccessStack } from "../../../stacks/access-stack";
import { EksStack } from "../../../stacks/eks-stack";
import { ModuleStack } from "../../../stacks/module/module-stack";
import { asProgram } from "../../support/definitions/as-program";
import { accepting } from "../../support/definitions/definitions";
import { PROGRAM_CASES } from "../../support/definitions/program-cases";
import { accessOnly, cluster, newCluster, samplesAtEveryStage } from "../../support/definitions/sample-definitions";
import { refusalOf } from "../stack-json";

/** As a program in JavaScript would: nothing is known of the props. */
function accessStack(props: object): AccessStack {
  const base = newCluster();
  return new AccessStack(new App({ skipValidation: true }), "demo", {
    clusterName: base.clusterName,
    terraform: base.terraform,
    ...props,
  });
}

/** What the module cannot do without. */
const NETWORK = { vpc_id: "vpc-0a1b2c3d4e5f60001", subnet_ids: ["subnet-0a1b2c3d4e5f60001"] };

describe("a definition in TypeScript", () => {
  test.each(PROGRAM_CASES)("is refused as its file is, and taken as its file is: $name", (each) => {
    const { code, path, refused, accepted } = each;
    const ofFile = parseClusterFile("demo.yaml", refused).findings.map((found) => [found.code, found.path]);
    expect(ofFile).toEqual([[code, path]]);
    const error = refusalOf(() => accessStack(asProgram(refused)));
    expect([error.code, error.path]).toEqual([code, path]);
    const { findings } = parseClusterFile("demo.yaml", accepted);
    expect(findings).toEqual([]);
    expect(() => accessStack(asProgram(accepted))).not.toThrow();
  });

  test.each(PROGRAM_CASES)("is told so by validateDefinition, with the words of the file: $name", (each) => {
    const { code, path, refused } = each;
    const { clusterName, terraform } = newCluster();
    const own = validateDefinition({ clusterName, terraform, ...asProgram(refused), render: "access" }).filter(
      (found) => found.path === path,
    );
    const [ofFile] = parseClusterFile("demo.yaml", refused).findings;
    expect(own.map((found) => found.code)).toEqual([code]);
    if (code !== "key-unknown") expect(own[0]?.message).toBe(ofFile?.message);
  });

  test("has the keys of a definition: one that is misspelt is told with the right one", () => {
    const props = { ...asProgram(PROGRAM_CASES[0]?.accepted ?? ""), acessEntries: {} };
    expect(refusalOf(() => accessStack(props))).toMatchObject({
      code: "key-unknown",
      path: "acessEntries",
      help: "did you mean `accessEntries`?",
    });
    expect(() => accessStack({ ...props, acessEntries: undefined })).toThrow("acessEntries: unknown key");
    expect(() => accessStack(asProgram(PROGRAM_CASES[0]?.accepted ?? ""))).not.toThrow();
  });

  test.each(samplesAtEveryStage())("of a sample passes: $name", ({ definition }) => {
    const copy = { ...definition };
    expect(validateDefinition(copy)).toEqual(validateDefinition(new StagedCluster(definition)));
  });
});

describe("a section that its stack does not render", () => {
  const other = "write `render: module`, or delete the section";
  const kept = (name: string): string =>
    `${other}; where this state was applied with \`render: module\`, first run \`terraform state rm module.${name}\`, or the next plan destroys what they hold`;
  const { terraform } = newCluster();

  test.each([
    ["module", { module: { name: "blue" } }, kept("blue")],
    ["modules", { modules: { karpenter: { source: "./karpenter" } } }, kept("karpenter")],
    ["outputs", { outputs: { endpoint: "cluster_endpoint" } }, other],
    ["terraform.remote_states", { terraform: { ...terraform, remoteStates: { network: { local: {} } } } }, other],
    ["overlay", { overlay: { root: "../infra" } }, "write `render: overlay`, or delete the section"],
  ])("is refused, never ignored: %s", (path, props, help) => {
    const refused = { code: "variable-unused", path, help };
    const whole = { ...newCluster(), ...props };
    const app = (): App => new App({ skipValidation: true });
    expect(refusalOf(() => new EksStack(app(), "demo", whole))).toMatchObject(refused);
    expect(refusalOf(() => new AccessStack(app(), "demo", accessOnly(whole)))).toMatchObject(refused);
  });

  const { render: _, ...asAccess } = accessOnly(newCluster());
  const called = { ...asAccess, accept: [accepting("adopt-whole-state")] };
  const moduleStack = ({ moduleVariables = {}, ...props }: Readonly<Record<string, object>>): ModuleStack =>
    new ModuleStack(new App({ skipValidation: true }), "demo", {
      ...called,
      ...props,
      moduleVariables: { ...NETWORK, ...moduleVariables },
    });

  test.each([
    ["adopt", { adopt: { import: true } }],
    ["terraform.protect", { terraform: { ...terraform, protect: true } }],
    ["overlay", { overlay: { root: "../infra" } }],
    ["cluster_name", { moduleVariables: { cluster_name: "another" } }],
    ["access_entries", { moduleVariables: { access_entries: {} } }],
  ])("is refused by ModuleStack: %s", (path, props) => {
    expect(refusalOf(() => moduleStack(props))).toMatchObject({ code: "variable-unused", path });
    expect(() => moduleStack({ moduleVariables: { cluster_version: "1.33" } })).not.toThrow();
  });
});

describe("a stack of another rendering", () => {
  const STACKS = { AccessStack, EksStack, ModuleStack };
  const make = (name: keyof typeof STACKS, render: unknown) =>
    refusalOf(
      () => new STACKS[name](new App({ skipValidation: true }), "demo", Object.assign({}, newCluster(), { render })),
    );

  test.each([
    ["EksStack", "access", "AccessStack"],
    ["EksStack", "module", "ModuleStack"],
    ["AccessStack", "resources", "EksStack"],
    ["AccessStack", "module", "ModuleStack"],
    ["ModuleStack", "access", "AccessStack"],
    ["ModuleStack", "resources", "EksStack"],
  ] as const)("is refused, and the class named: %s with `render: %s`", (name, render, right) => {
    const { code, path, message, help } = make(name, render);
    expect([code, path]).toEqual(["value-unknown", "render"]);
    expect(message).toMatch(new RegExp(`^render: ${name} draws \`\\w+\` alone, expected no other, got \`${render}\`$`));
    expect(help).toBe(`write \`new ${right}(...)\`, or leave \`render\` out`);
  });

  test.each(["overlay", "acces", 7])("is refused, and the class named, too: %j", (render) => {
    for (const name of ["AccessStack", "EksStack", "ModuleStack"] as const)
      expect(make(name, render).help).toContain("`eks-access overlay` writes it from a cluster file");
  });

  test("is no other where the props say nothing, or the right one", () => {
    for (const render of [undefined, "access"] as const) {
      const { render: _, ...props } = accessOnly(newCluster());
      const whole = render === undefined ? props : { ...props, render };
      expect(() => new AccessStack(new App({ skipValidation: true }), "demo", whole)).not.toThrow();
    }
  });
});

describe("an acceptance that is over", () => {
  const over = (code: string) => ({ ...accepting(code), until: "2020-01-01" });
  const masters = accepting("masters-by-name");

  test("opens nothing more: what it was about refuses again, from every stack", () => {
    const whole = accepting("adopt-whole-state");
    const at = (accept: Acceptance) => cluster({ stage: "retire" }, { accept: [accept, whole] });
    const stackOf = {
      EksStack: (accept: Acceptance) => new EksStack(new App({ skipValidation: true }), "demo", at(accept)),
      AccessStack: (accept: Acceptance) =>
        new AccessStack(new App({ skipValidation: true }), "demo", accessOnly(at(accept))),
      ModuleStack: (accept: Acceptance) => {
        const { render: _, ...props } = accessOnly(at(accept));
        return new ModuleStack(new App({ skipValidation: true }), "demo", { ...props, moduleVariables: NETWORK });
      },
    };
    for (const stack of Object.values(stackOf)) {
      const error = refusalOf(() => stack(over("masters-by-name")));
      expect(error.message).toMatch(/^demo: 1 finding refuses it:\n {2}access_entries\.\w+: .* \(masters-by-name\)\n/);
      expect(() => stack(masters)).not.toThrow();
    }
  });

  test("changes no JSON until then", () => {
    const [today = ""] = new Date().toISOString().split("T");
    const [short, long] = [today, "2099-12-31"].map((until) =>
      Testing.synth(
        new EksStack(new App({ skipValidation: true, stackTraces: false }), "demo", {
          ...cluster({ stage: "retire" }),
          accept: [{ ...masters, until }],
        }),
      ),
    );
    expect(short).toBe(long);
  });

  test("and would have to go is one finding, not two", () => {
    const stack = (accept: readonly Acceptance[]) =>
      new EksStack(new App({ skipValidation: true }), "demo", cluster({ stage: "entries" }, { accept }));
    const { code, message } = refusalOf(() => stack([masters, over("config-map-unread")]));
    expect(code).toBe("accept-unread-written");
    expect(message).toMatch(
      /^demo: 1 finding refuses it:\n {2}accept\[1\]\.code: [^\n]* \(accept-unread-written\)\n[^\n]*$/,
    );
    expect(() => stack([masters])).not.toThrow();
  });
});
