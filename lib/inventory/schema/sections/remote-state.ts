import { z } from "zod";
import { section } from "../camel-keys";
import { issueOf, name, textThat } from "../texts";
import { BACKENDS, notOne } from "./backend";

const gcs = section({
  bucket: name.describe("Name of the bucket."),
  prefix: name.describe("Folder of the state in the bucket: `network` of `network/default.tfstate`.").exactOptional(),
  impersonate_service_account: name.describe("Service account that reads it.").exactOptional(),
});

const azurerm = section({
  storage_account_name: name.describe("Name of the storage account."),
  container_name: name.describe("Name of the container."),
  key: name.describe("Name of the blob."),
  resource_group_name: name.describe("Resource group of the storage account.").exactOptional(),
  subscription_id: name.describe("Subscription of the storage account.").exactOptional(),
  tenant_id: name.describe("Tenant of the subscription.").exactOptional(),
  environment: name.describe("Cloud of Azure: `usgovernment`, `china`. Default: public.").exactOptional(),
  use_azuread_auth: z.boolean().describe("Whether Entra ID opens the blob. Default: false.").exactOptional(),
  use_oidc: z.boolean().describe("Whether the runner shows an OIDC token. Default: false.").exactOptional(),
  use_msi: z.boolean().describe("Whether the runner is a managed identity. Default: false.").exactOptional(),
});

/** What people commit has no password in it: Terraform reads it from the environment. */
const address = textThat((value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (isWeb && url.username === "" && url.password === "") return undefined;
  return {
    code: "type-wrong",
    message: `expected an address that begins with https:// or http://, without a password, got \`${isWeb ? "one with a user" : value}\``,
    help: "the user stands under `username`, and TF_HTTP_PASSWORD of the runner has the password",
  };
});

const http = section({
  address: address.describe("Where the state is."),
  username: name.describe("User; the password is TF_HTTP_PASSWORD of the runner.").exactOptional(),
});

/** Backends that are read and that no stack of ours writes to: keys and tokens are the runner's own. */
const READ_ONLY = {
  gcs: gcs.describe("A bucket of Google Cloud.").exactOptional(),
  azurerm: azurerm.describe("A blob of Azure.").exactOptional(),
  http: http.describe("A server that speaks HTTP, as that of GitLab.").exactOptional(),
};

const KNOWN = [...Object.keys(BACKENDS), ...Object.keys(READ_ONLY)];

/** One of `terraform.remote_states`: exactly one of seven. */
export const remoteState = section({ ...BACKENDS, ...READ_ONLY }).transform((backends, { issues, value }) => {
  const { s3, cloud, remote, local } = backends;
  const written = Object.keys(backends);
  if (written.length === 1) {
    if (s3 !== undefined) return { s3 };
    if (cloud !== undefined) return { cloud };
    if (remote !== undefined) return { remote };
    if (local !== undefined) return { local };
    if (backends.gcs !== undefined) return { gcs: backends.gcs };
    if (backends.azurerm !== undefined) return { azurerm: backends.azurerm };
    if (backends.http !== undefined) return { http: backends.http };
  }
  issues.push(issueOf(notOne(KNOWN, written), value));
  return z.NEVER;
});
