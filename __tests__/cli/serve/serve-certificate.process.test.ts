import { folderWith } from "../../support/cli/cli-run";
import { type CompiledCli, compileCli } from "../../support/cli/compiled-cli";
import { HcpWorld } from "../../support/hcp/hcp-world";
import { type SelfSigned, selfSigned } from "../../support/hcp/self-signed";
import { serveProcess, type ServeProcess } from "../../support/hcp/serve-process";
import { post } from "../../support/hcp/served";
import { planNamed } from "../../support/plans/plan-fixtures";

jest.setTimeout(60_000);

let compiled: CompiledCli;
let world: HcpWorld | undefined;
let running: ServeProcess | undefined;

beforeAll(() => {
  compiled = compileCli();
});

afterEach(async () => {
  running?.process.kill("SIGKILL");
  await world?.close();
  [running, world] = [undefined, undefined];
});

afterAll(() => compiled.remove());

/** Hosts with a certificate, a server that trusts a file beside what Node does, and a task of these hosts. */
async function sent(own: SelfSigned, trusted?: string) {
  const hosts = await HcpWorld.start(own);
  world = hosts;
  const env = { EKS_ACCESS_HMAC_KEY: hosts.key, ...(trusted === undefined ? {} : { NODE_EXTRA_CA_CERTS: trusted }) };
  const allowed = ["--allow-host", hosts.url, hosts.archiveUrl];
  const server = await serveProcess(compiled.entry, allowed, { cwd: folderWith({}), env });
  running = server;
  const request = hosts.request(JSON.stringify(planNamed("stage-dual")));
  expect(await post(server.url, request, { key: hosts.key })).toBe(200);
  return { hosts, server, task: String(request.task_result_id) };
}

async function ended(server: ServeProcess): Promise<string> {
  const line = (): string | undefined =>
    server
      .output()
      .split("\n")
      .find((one) => one.includes('"task-ended"'));
  while (line() === undefined) await new Promise((done) => setTimeout(done, 10));
  return line() ?? "";
}

describe("eks-access serve, whose host has a certificate", () => {
  test("that it does not know sends nothing there, no token either, and its log says why", async () => {
    const { hosts, server } = await sent(selfSigned(folderWith({}), "IP:127.0.0.1"));
    const line = await ended(server);
    expect(line).toContain('"ending":"untold"');
    expect(line).toContain(`the certificate of ${new URL(hosts.url).host} is not trusted: self-signed certificate`);
    expect(line).toContain("NODE_EXTRA_CA_CERTS");
    expect([...hosts.asked, ...hosts.askedOfArchive]).toEqual([]);
  });

  test("that NODE_EXTRA_CA_CERTS names judges the plan", async () => {
    const own = selfSigned(folderWith({}), "IP:127.0.0.1");
    const { hosts, task } = await sent(own, own.file);
    expect((await hosts.final(task)).message).toContain("irreversible: ");
    expect(hosts.asked.map(({ headers }) => headers.authorization)).toContain(`Bearer ${hosts.token}`);
    expect(hosts.askedOfArchive.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  });

  test("of another name sends nothing there, whoever is trusted", async () => {
    const own = selfSigned(folderWith({}), "DNS:tfe.example.com");
    const { hosts, server } = await sent(own, own.file);
    const line = await ended(server);
    expect(line).toContain(`the certificate of ${new URL(hosts.url).host} is refused: `);
    expect(line).toContain("127.0.0.1 is not in the cert's list");
    expect([...hosts.asked, ...hosts.askedOfArchive]).toEqual([]);
  });
});
