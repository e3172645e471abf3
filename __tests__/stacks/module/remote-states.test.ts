import { Testing } from "cdktf";
import { parseClusterFile } from "../../../lib/inventory/cluster-file/parse-cluster-file";
import { ModuleStack } from "../../../stacks/module/module-stack";
import { HEAD, refused } from "../../inventory/module-yaml";
import { fieldsOf } from "../../support/terraform/provider-schema";

/** A file whose network is that of a state. */
const fileWith = (state: string): string =>
  `${HEAD.replace("region:", `remote_states: { network: ${state} }, region:`)}authentication_mode: API
vpc_id: { from: network, output: vpc_id }
subnet_ids: { from: network, output: private_subnets }
accept: [{ code: adopt-whole-state, reason: a new cluster, until: 2099-01-31 }]
`;

/** The data source that a stack has of it. */
function dataOf(state: string): unknown {
  const { cluster } = parseClusterFile("clusters/demo.yaml", fileWith(state));
  if (cluster === undefined) return refused("", fileWith(state));
  const json = fieldsOf(JSON.parse(Testing.synth(new ModuleStack(Testing.app(), "demo", cluster.staged))));
  return fieldsOf(fieldsOf(json.data).terraform_remote_state).network;
}

describe("remoteStates", () => {
  test.each([
    [
      "{ gcs: { bucket: states, prefix: network, impersonate_service_account: reader@acme.iam.gserviceaccount.com } }",
      {
        backend: "gcs",
        config: {
          bucket: "states",
          prefix: "network",
          impersonate_service_account: "reader@acme.iam.gserviceaccount.com",
        },
      },
    ],
    [
      "{ azurerm: { storage_account_name: states, container_name: tf, key: network, resource_group_name: platform, use_oidc: true, use_azuread_auth: true } }",
      {
        backend: "azurerm",
        config: {
          storage_account_name: "states",
          container_name: "tf",
          key: "network",
          resource_group_name: "platform",
          use_oidc: true,
          use_azuread_auth: true,
        },
      },
    ],
    [
      "{ http: { address: 'https://gitlab.example.com/api/v4/projects/7/terraform/state/network', username: ci } }",
      {
        backend: "http",
        config: { address: "https://gitlab.example.com/api/v4/projects/7/terraform/state/network", username: "ci" },
      },
    ],
    [
      "{ cloud: { organization: acme, workspaces: { name: network } } }",
      { backend: "remote", config: { organization: "acme", workspaces: { name: "network" } } },
    ],
    ["{ local: {} }", { backend: "local", config: { path: "terraform.tfstate" } }],
  ])("reads %s", (state, expected) => {
    expect(refused("", fileWith(state))).toEqual([]);
    expect(dataOf(state)).toEqual(expected);
  });

  test.each([
    [
      "{ gcs: { buckt: states } }",
      "unknown key, expected one of bucket, prefix, impersonate_service_account, got `buckt` (did you mean `bucket`?)",
    ],
    [
      "{ azurerm: { storage_acount_name: states, container_name: tf, key: network } }",
      "got `storage_acount_name` (did you mean `storage_account_name`?)",
    ],
    ["{ azurem: { key: network } }", "got `azurem` (did you mean `azurerm`?)"],
    [
      "{ gcs: { bucket: a }, http: { address: 'https://a' } }",
      "expected one of s3, cloud, remote, local, gcs, azurerm, http, got gcs, http",
    ],
    ["{ http: { address: gitlab } }", "expected an address that begins with https:// or http://"],
    ["{ http: { address: 'ftp://states' } }", "expected an address that begins with https:// or http://"],
    ["{ http: { adress: 'https://states' } }", "(did you mean `address`?)"],
  ])("refuses %s", (state, told) => {
    expect(refused("", fileWith(state)).join("\n")).toContain(told);
  });

  test("an address with a password is refused, and the password is not printed", () => {
    const told = refused("", fileWith("{ http: { address: 'https://ci:hunter2@gitlab.example.com/state' } }")).join(
      "\n",
    );
    expect(told).toContain("without a password, got `one with a user`");
    expect(told).toContain("TF_HTTP_PASSWORD");
    expect(told).not.toContain("hunter2");
  });

  test("a stack's own state is in none of them", () => {
    const text = HEAD.replace("region:", "backend: { gcs: { bucket: states } }, region:");
    expect(refused("", text).join("\n")).toMatch(/unknown key, expected one of s3, cloud, remote, local, got `gcs`/);
  });
});
