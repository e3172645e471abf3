import { resolve } from "node:path";
import { App, TerraformStack } from "cdktf";
import { type Backend, backend } from "../../../lib/eks/settings/backend";
import { fieldsOf } from "../../support/terraform/provider-schema";
import { synth } from "../synth";

function rendered(props: Backend) {
  return fieldsOf(synth((stack) => backend(stack, props)).terraform);
}

describe("backend", () => {
  test("keeps a local state outside of cdktf.out, with no path of this machine", () => {
    expect(rendered({ local: {} }).backend).toEqual({ local: { path: "../../../terraform.demo.tfstate" } });
    expect(rendered({ local: { path: "../state" } }).backend).toEqual({ local: { path: "../state" } });
  });

  test("keeps the state in a bucket, encrypted", () => {
    const s3 = { bucket: "states", key: "demo.tfstate", region: "eu-west-1" };
    expect(rendered({ s3 }).backend).toEqual({ s3: { ...s3, encrypt: true } });
    const full = {
      kmsKeyId: "arn",
      dynamodbTable: "locks",
      useLockfile: true,
      profile: "p",
      roleArn: "r",
      encrypt: false,
    };
    expect(rendered({ s3: { ...s3, ...full } }).backend).toEqual({
      s3: {
        ...s3,
        assume_role: { role_arn: "r" },
        dynamodb_table: "locks",
        encrypt: false,
        kms_key_id: "arn",
        profile: "p",
        use_lockfile: true,
      },
    });
  });

  test("keeps the state in HCP Terraform, in one workspace or by tags", () => {
    expect(rendered({ cloud: { organization: "acme", workspaces: { name: "demo", project: "eks" } } }).cloud).toEqual({
      organization: "acme",
      workspaces: { name: "demo", project: "eks" },
    });
    expect(
      rendered({ cloud: { organization: "acme", hostname: "tfe.acme.com", workspaces: { tags: ["eks"] } } }).cloud,
    ).toEqual({
      hostname: "tfe.acme.com",
      organization: "acme",
      workspaces: { tags: ["eks"] },
    });
  });

  test("keeps the state in a remote backend, in one workspace or by prefix", () => {
    expect(rendered({ remote: { organization: "acme", workspaces: { name: "demo" } } }).backend).toEqual({
      remote: { organization: "acme", workspaces: { name: "demo" } },
    });
    expect(rendered({ remote: { organization: "acme", workspaces: { prefix: "eks-" } } }).backend).toEqual({
      remote: { organization: "acme", workspaces: { prefix: "eks-" } },
    });
  });

  const apart = { s3: { bucket: "states", key: "a.tfstate", region: "eu-west-1" } };

  /** Two stacks of one App, and how many of them have a backend. */
  function twoStacks(first: Backend, second: Backend): number {
    const app = new App({ skipValidation: true });
    const stacks = [new TerraformStack(app, "a"), new TerraformStack(app, "b")];
    for (const [i, stack] of stacks.entries()) backend(stack, i === 0 ? first : second);
    return stacks.filter((stack) => JSON.stringify(stack.toTerraform()).includes('"backend"')).length;
  }

  test("refuses the state of another stack of the App, and names both", () => {
    expect(() => {
      twoStacks(apart, apart);
    }).toThrow(
      "terraform.backend: stack `a` has this state too, expected a state for each stack, got `s3://states/a.tfstate`",
    );
    const path = resolve(new App({ skipValidation: true }).outdir, "stacks/a/x");
    expect(() => {
      twoStacks({ local: { path: "x" } }, { local: { path } });
    }).toThrow("stack `a` has this state too");
    expect(() => {
      twoStacks(
        { cloud: { organization: "acme", workspaces: { tags: ["eks"] } } },
        { cloud: { organization: "acme", hostname: "https://App.terraform.io:443", workspaces: { name: "b" } } },
      );
    }).toThrow("stack `a` may choose this state too");
  });

  test("takes a state for each stack, and one stack in two Apps", () => {
    expect(twoStacks(apart, { s3: { ...apart.s3, key: "b.tfstate" } })).toBe(2);
    expect(twoStacks({ local: {} }, { local: {} })).toBe(2);
    expect(twoStacks(apart, { local: {} })).toBe(2);
    expect([twoStacks(apart, { local: {} }), twoStacks(apart, { local: {} })]).toEqual([2, 2]);
  });
});
