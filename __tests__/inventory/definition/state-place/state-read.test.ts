import { stateReadToo } from "../../../../lib/inventory/definition/state-place/shared-state";
import { parseInventory } from "../../../../lib/inventory/inventory";
import { called } from "../../../support/terraform/module-bench";
import { stackFor } from "../../../support/definitions/sample-stacks";
import { refusalOf } from "../../../stacks/stack-json";

const S3 = { s3: { bucket: "states", key: "network", region: "eu-west-1" } };
const MESSAGE =
  "`terraform.remote_states.network` is this state too, expected a state of the stack's own, got `s3://states/network`";

const fileWith = (terraform: string): string[] => {
  const text = `cluster_name: demo
render: module
authentication_mode: API
access_entries: {}
vpc_id: { from: network, output: vpc_id }
terraform: { region: eu-west-1, account_id: "111122223333", ${terraform} }
`;
  const { findings } = parseInventory([{ file: "demo.yaml", bytes: Buffer.from(text) }]);
  return findings.map(({ code, path, line, message }) => `${code} ${path} in line ${line ?? 0}: ${message}`);
};
const READ = "{ s3: { bucket: states, key: network, region: eu-west-1 } }";

describe("a stack that reads the state which it writes", () => {
  test("is refused at its backend, which names what is read", () => {
    expect(fileWith(`backend: ${READ}, remote_states: { network: ${READ} }`)).toEqual([
      `state-shared terraform.backend in line 6: ${MESSAGE}`,
    ]);
  });

  test("is taken with a state of its own", () => {
    expect(fileWith(`backend: ${READ.replace("network", "eks")}, remote_states: { network: ${READ} }`)).toEqual([]);
    expect(fileWith(`remote_states: { network: ${READ} }`)).toEqual([]);
  });

  test("is refused where both are local: what is read has Terraform's own default", () => {
    const own = { name: "demo", folder: "/srv/cdktf.out/stacks/demo" };
    const at = (path: string) => ({ ...own, backend: { local: { path } } });
    const reads = { network: { local: {} } };
    expect(stateReadToo(at("terraform.tfstate"), reads)).toHaveLength(1);
    expect(stateReadToo(at("../../../terraform.demo.tfstate"), reads)).toEqual([]);
    expect(stateReadToo(own, { network: { local: { path: "../../../terraform.demo.tfstate" } } })).toHaveLength(1);
    expect(stateReadToo(own, reads)).toEqual([]);
  });

  test("is refused by its workspace too, whichever of the two blocks names it", () => {
    const workspaces = { name: "network" };
    const stack = { name: "demo", folder: "/srv", backend: { cloud: { organization: "acme", workspaces } } };
    expect(stateReadToo(stack, { network: { remote: { organization: "acme", workspaces } } })).toHaveLength(1);
    expect(stateReadToo(stack, { network: { remote: { organization: "other", workspaces } } })).toEqual([]);
  });

  test("is refused by the stack too", () => {
    const { terraform } = called("dual");
    const reads = { ...terraform, backend: S3, remoteStates: { network: S3 } };
    expect(refusalOf(() => stackFor(called("dual", { terraform: reads })))).toMatchObject({
      code: "state-shared",
      message: expect.stringContaining(MESSAGE),
    });
  });
});
