import { execFileSync } from "node:child_process";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { rowsOf } from "../../../lib/migration/file-rows";
import { GuardBench, guarded, sentences } from "../../support/guards/guard-bench";
import { StateServer } from "../../support/terraform/state-server";
import { withMirror, workspace } from "../../support/terraform/terraform";

const PATIENCE = 120_000;
const ARGS = ["-input=false", "-no-color"] as const;

/** `resource "terraform_data"` whose creation takes seconds, with its state on a server that has locks. */
function slow(url: string): string {
  const backend = { http: { address: url, lock_address: url, unlock_address: url } };
  const wait = { "local-exec": { command: "sleep 3" } };
  return JSON.stringify({
    terraform: { backend },
    resource: { terraform_data: { slow: { provisioner: [wait] } } },
  });
}

describe("terraform force-unlock", () => {
  test(
    "takes the lock of a run that was killed, by the ID that the error shows",
    async () => {
      const server = await StateServer.start();
      const folder = workspace([]);
      try {
        folder.write("main.tf.json", slow(server.url));
        await folder.must("init", ...ARGS);
        const killed = folder.start("apply", "-auto-approve", ...ARGS);
        while (server.lock === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
        killed.kill();
        await killed.result;
        const refused = await folder.run("plan", ...ARGS);
        const said = sentences(refused);
        expect([refused.exitCode, said]).toEqual([1, expect.stringContaining("Error acquiring the state lock")]);
        const [, id = ""] = /ID: +(\S+)/.exec(said) ?? [];
        await folder.must("force-unlock", "-force", id);
        expect(await folder.must("plan", ...ARGS)).toContain("1 to add");
      } finally {
        folder.remove();
        await server.stop();
      }
    },
    PATIENCE,
  );
});

const KUBECTL = process.env.KUBECTL ?? "kubectl";

withMirror("kubernetes", "kubectl", () => {
  test(
    "shows the rows of aws-auth by the command of docs/recovery.md",
    async () => {
      const definition = guarded("entries", { render: "access" });
      const bench = await GuardBench.live(definition);
      try {
        const command = ["get", "configmap", "-n", "kube-system", "aws-auth", "-o", "yaml"];
        const shown = execFileSync(KUBECTL, command, { encoding: "utf8", env: { ...process.env, ...bench.reach } });
        for (const line of encodeAwsAuth(rowsOf(definition)).mapRoles.trim().split("\n")) {
          expect(shown).toContain(line.trim());
        }
      } finally {
        await bench.stop();
      }
    },
    PATIENCE,
  );
});
