import { App } from "cdktf";
import { ValidationError } from "../../../lib/finding/validation-error";
import { camelCase } from "../../../lib/inventory/schema/camel-keys";
import { clusterFile } from "../../../lib/inventory/schema/cluster-file";
import { keysOf } from "../../../lib/inventory/schema/schema-walk";
import { AccessStack } from "../../../stacks/access-stack";
import { EksStack } from "../../../stacks/eks-stack";
import { ModuleStack } from "../../../stacks/module/module-stack";
import { newCluster } from "../../support/definitions/sample-definitions";

const STACKS = { AccessStack, EksStack, ModuleStack };
const arn = "arn:aws:iam::111122223333:role/dev";
const entry = (rest: object) => ({ dev: { principalArn: arn, ...rest } });
const itself: Record<string, unknown> = {};
itself.again = itself;

/** Values that no type of TypeScript lets through, and a program without types writes. */
const ODD: readonly unknown[] = [
  undefined,
  null,
  7,
  "x",
  [null],
  {},
  { dev: null },
  { dev: { principalArn: 7, policyAssociations: null } },
  entry({ policyAssociations: { view: null } }),
  entry({ kubernetesGroups: [null] }),
  { region: null },
  { stage: "entries", waves: [null] },
  { awsAuthRoles: [null] },
  () => 1,
  1n,
  itself,
];

const KEYS = [...(keysOf(clusterFile) ?? []).map(camelCase), "moduleVariables", "partition", "imported", "accountId"];

function thrownBy(name: keyof typeof STACKS, props: unknown): unknown {
  try {
    Reflect.construct(STACKS[name], [new App({ skipValidation: true }), "demo", props]);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** What a program of JavaScript has of a cluster, with one prop of another kind. */
function withOdd(name: keyof typeof STACKS, key: string, odd: unknown): object {
  const { render: _, ...whole } = newCluster();
  const { clusterName, terraform } = whole;
  return { ...(name === "EksStack" ? whole : { clusterName, terraform, accessEntries: {} }), [key]: odd };
}

/** Arguments of the module may be objects of cdktf, which hold what they stand in: these alone are not looked through. */
describe("props that no type would let through", () => {
  test.each(["AccessStack", "EksStack", "ModuleStack"] as const)("%s refuses each, and never stumbles", (name) => {
    const stumbled = KEYS.flatMap((key) =>
      ODD.filter((odd) => odd !== itself || key !== "moduleVariables").flatMap((odd, i) => {
        const thrown = thrownBy(name, withOdd(name, key, odd));
        return thrown === undefined || thrown instanceof ValidationError ? [] : [`${key} ${i}`];
      }),
    );
    expect(stumbled).toEqual([]);
  });

  const { clusterName, terraform } = newCluster();

  const given = { clusterName, terraform };

  test.each([
    { name: "no props", props: undefined, told: "props: wrong type, expected the props of a cluster, got nothing" },
    { name: "a text", props: "demo", told: "props: wrong type, expected the props of a cluster, got `demo`" },
    { name: "no terraform", props: { clusterName }, told: "terraform: missing, expected a map" },
    { name: "no region", props: { clusterName, terraform: {} }, told: "terraform.region: missing, expected text" },
    {
      name: "an entry that is nothing",
      props: { ...given, accessEntries: { dev: null } },
      told: "access_entries.dev: the value has the wrong type, expected a map, got `null`",
    },
    {
      name: "a value that holds itself",
      props: { ...given, tags: itself },
      told: "tags: nested too deep, expected at most 50 levels",
    },
    {
      name: "arguments that are nothing",
      props: { ...given, moduleVariables: null },
      told: "moduleVariables: wrong type, expected a map, got nothing",
    },
  ])("are told what was expected: $name", ({ props, told }) => {
    for (const name of ["AccessStack", "EksStack", "ModuleStack"] as const) {
      const thrown = thrownBy(name, props);
      expect(thrown).toBeInstanceOf(ValidationError);
      expect(thrown).toMatchObject({ message: expect.stringContaining(told) });
    }
  });

  test("are those of the file: `{}` of a variable whose default is `{}` is nothing", () => {
    const { render: _, ...whole } = newCluster();
    for (const key of ["clusterEncryptionConfig", "clusterComputeConfig", "outpostConfig", "clusterTimeouts"])
      expect([key, thrownBy("EksStack", { ...whole, [key]: {} })]).toEqual([key, undefined]);
  });

  test("may leave out rows: sections of aws-auth are empty then", () => {
    const awsAuth = { manageAwsAuthConfigmap: false };
    expect(
      thrownBy("EksStack", { ...newCluster(), authenticationMode: "API_AND_CONFIG_MAP", awsAuth }),
    ).toBeUndefined();
  });
});
