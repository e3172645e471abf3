import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";

/** Which account and region the emulator plays. */
export interface FakecloudOptions {
  readonly accountId: string;
  readonly region: string;
}

/** A running emulator of AWS. */
export interface Fakecloud {
  /** What AWS clients need in their environment to talk to it, and to nobody else. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => Promise<void>;
}

/** Starts the emulator that FAKECLOUD names, on a free port of the loopback. */
export async function startFakecloud({ accountId, region }: FakecloudOptions): Promise<Fakecloud> {
  const binary = process.env.FAKECLOUD;
  if (binary === undefined) throw new Error("FAKECLOUD is not set: path of the binary (cargo install fakecloud)");
  const address = `127.0.0.1:${await freePort()}`;
  const options = ["--addr", address, "--account-id", accountId, "--region", region, "--log-level", "error"];
  const emulator = spawn(binary, options, { stdio: "ignore" });
  await answering(`http://${address}`, emulator);
  return { environment: environmentFor(address, region), stop: () => stopped(emulator) };
}

function environmentFor(address: string, region: string): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: `http://${address}`,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    AWS_REGION: region,
    AWS_EC2_METADATA_DISABLED: "true",
    NO_PROXY: "127.0.0.1",
    no_proxy: "127.0.0.1",
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("expected a port of the loopback");
  return address.port;
}

async function answering(url: string, emulator: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (emulator.exitCode !== null) throw new Error(`fakecloud ended with exit code ${emulator.exitCode}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  emulator.kill();
  throw new Error(`fakecloud did not answer on ${url} within 10 seconds`);
}

async function stopped(emulator: ChildProcess): Promise<void> {
  if (emulator.exitCode !== null) return;
  await new Promise((resolve) => {
    emulator.once("exit", resolve);
    emulator.kill();
  });
}
