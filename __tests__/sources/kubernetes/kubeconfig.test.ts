import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { serverOfContext } from "../../../lib/sources/kubernetes/kubeconfig";
import { folderWith } from "../../support/cli/cli-run";

interface Entry {
  readonly user?: object;
  readonly cluster?: object;
}

const CA = Buffer.from("-----BEGIN CERTIFICATE-----\n").toString("base64");
const CLUSTER = { server: "https://127.0.0.1:6443", "certificate-authority-data": CA };

function config({ user = { token: "abc" }, cluster = CLUSTER }: Entry = {}): { KUBECONFIG: string; folder: string } {
  const contexts = [{ name: "prod", context: { cluster: "c", user: "u" } }];
  const text = JSON.stringify({ contexts, clusters: [{ name: "c", cluster }], users: [{ name: "u", user }] });
  const folder = folderWith({
    config: text,
    "token.txt": "from-a-file\n",
    "ca.crt": "PEM",
    "a.crt": "CERT",
    "a.key": "KEY",
  });
  return { KUBECONFIG: join(folder, "config"), folder };
}

describe("serverOfContext", () => {
  test("reads the server, its authority and a token", async () => {
    expect(await serverOfContext("prod", config())).toEqual({
      url: "https://127.0.0.1:6443",
      ca: "-----BEGIN CERTIFICATE-----\n",
      token: "abc",
    });
  });

  test.each<[string, Entry, object]>([
    [
      "a file of a token, from the folder of the kubeconfig",
      { user: { tokenFile: "token.txt" } },
      { token: "from-a-file" },
    ],
    [
      "files of a certificate",
      { user: { "client-certificate": "a.crt", "client-key": "a.key" } },
      { certificate: { cert: "CERT", key: "KEY" } },
    ],
    [
      "a file of the authority",
      { cluster: { server: "https://h", "certificate-authority": "ca.crt", "tls-server-name": "n" } },
      { url: "https://h", ca: "PEM", serverName: "n" },
    ],
    [
      "a plugin",
      {
        user: {
          exec: {
            apiVersion: "v1",
            command: process.execPath,
            args: ["-e", "console.log(JSON.stringify({status:{token:process.env.SAY}}))"],
            env: [{ name: "SAY", value: "said" }],
          },
        },
      },
      { token: "said" },
    ],
  ])("reads %s", async (...[, entry, expected]) => {
    expect(await serverOfContext("prod", config(entry))).toMatchObject(expected);
  });

  test("takes the first of several files that has what is asked for", async () => {
    const { KUBECONFIG, folder } = config();
    writeFileSync(join(folder, "empty"), "contexts: []\n");
    expect(await serverOfContext("prod", { KUBECONFIG: `${join(folder, "empty")}:${KUBECONFIG}` })).toMatchObject({
      token: "abc",
    });
  });

  test.each<[string, Entry, string]>([
    [
      "a cluster whose certificate nobody checks",
      { cluster: { server: "https://h", "insecure-skip-tls-verify": true } },
      "skips the check of its certificate",
    ],
    ["a user without credentials", { user: {} }, "has no token, no certificate and no exec"],
    [
      "a plugin that fails",
      { user: { exec: { command: process.execPath, args: ["-e", "console.error('no session'); process.exit(1)"] } } },
      "no session",
    ],
  ])("refuses %s", async (...[, entry, sentence]) => {
    await expect(serverOfContext("prod", config(entry))).rejects.toThrow(sentence);
  });

  test("names the nearest context, and a file that is none", async () => {
    await expect(serverOfContext("prd", config())).rejects.toThrow("kubeconfig: no context `prd`, expected `prod`");
    await expect(serverOfContext("prod", { KUBECONFIG: "/nowhere/config" })).rejects.toThrow(
      "/nowhere/config: no kubeconfig that can be read",
    );
  });
});
