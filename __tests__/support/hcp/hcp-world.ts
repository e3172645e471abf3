import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { Server as TlsServer } from "node:tls";

/** A request as a server of this world got it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** What a server does instead of what the documentation says, once. */
export type Misdeed = (response: ServerResponse) => void;

/** What was told about a task. */
interface Told {
  readonly data: {
    readonly type: string;
    readonly attributes: { readonly status: string; readonly message: string };
    readonly relationships?: {
      readonly outcomes: { readonly data: readonly { readonly attributes: Readonly<Record<string, unknown>> }[] };
    };
  };
}

const TOKEN = "at-1f2e3d4c5b6a.atlasv1.f00dfeedf00dfeedf00dfeed";
const KEY = "hmac-key-9b1d7c";

/**
 * HCP Terraform as its documentation has it, on two servers of loopback: an API that leads to an archive for a plan and takes
 * results, and the archive.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration
 */
export class HcpWorld {
  public readonly token = TOKEN;
  public readonly key = KEY;
  public readonly asked: Received[] = [];
  public readonly askedOfArchive: Received[] = [];
  /** What the API does instead, for a plan; the archive; for a result. */
  public readonly planMisdeeds: Misdeed[] = [];
  public readonly archiveMisdeeds: Misdeed[] = [];
  public readonly resultMisdeeds: Misdeed[] = [];
  /** The plans of runs, by their ID. */
  public readonly plans = new Map<string, string>();
  /** IDs of tasks whose plan the archive has sent whole. */
  public readonly fetched = new Set<string>();
  private count = 0;

  private constructor(
    private readonly api: Server,
    private readonly archive: Server,
  ) {}

  /** @param tls PEM texts: the servers speak TLS */
  public static async start(tls?: { readonly cert: string; readonly key: string }): Promise<HcpWorld> {
    const made = (): Server => (tls === undefined ? createServer() : createTlsServer(tls));
    const world = new HcpWorld(made(), made());
    world.api.on("request", (request: IncomingMessage, response: ServerResponse) => {
      void read(request).then((got) => {
        world.answerApi(got, response);
      });
    });
    world.archive.on("request", (request: IncomingMessage, response: ServerResponse) => {
      void read(request).then((got) => {
        world.answerArchive(got, response);
      });
    });
    for (const server of [world.api, world.archive])
      await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return world;
  }

  public get url(): string {
    return urlOf(this.api);
  }

  public get archiveUrl(): string {
    return urlOf(this.archive);
  }

  /** Everything that was told about a task, in order. */
  public told(task: string): Told["data"][] {
    return this.asked
      .filter(({ method, url }) => method === "PATCH" && url.includes(`/${task}/`))
      .map(({ body }) => {
        const told: Told = JSON.parse(body);
        return told.data;
      });
  }

  /** Status and message of what was told last, once it is final. */
  public async final(task: string): Promise<{ readonly status: string; readonly message: string }> {
    for (let i = 0; i < 2000; i++) {
      const last = this.told(task).at(-1)?.attributes;
      if (last !== undefined && last.status !== "running") return last;
      await new Promise((done) => setTimeout(done, 5));
    }
    throw new Error(`no final result of ${task}: ${JSON.stringify(this.told(task))}`);
  }

  /** The request of a run task at the stage post-plan, with a plan of its own. */
  public request(plan: string, more: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
    this.count += 1;
    const id = `taskrs-${this.count}`;
    this.plans.set(id, plan);
    return {
      payload_version: 1,
      stage: "post_plan",
      access_token: this.token,
      capabilities: { outcomes: true },
      configuration_version_download_url: null,
      configuration_version_id: "cv-1",
      is_speculative: false,
      organization_name: "example",
      plan_json_api_url: `${this.url}/api/v2/plans/${id}/json-output`,
      run_app_url: "https://app.terraform.io/app/example/demo/runs/run-1",
      run_created_at: "2026-11-22T10:00:00.000Z",
      run_created_by: "alice",
      run_id: `run-${this.count}`,
      run_message: "Triggered by the API",
      task_result_callback_url: `${this.url}/api/v2/task-results/${id}/callback`,
      task_result_enforcement_level: "mandatory",
      task_result_id: id,
      workspace_app_url: "https://app.terraform.io/app/example/demo",
      workspace_id: "ws-1",
      workspace_name: "demo",
      workspace_working_directory: "",
      project_id: "prj-1",
      something_new: { nested: true },
      ...more,
    };
  }

  public async close(): Promise<void> {
    for (const server of [this.api, this.archive]) {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    }
  }

  private answerApi(got: Received, response: ServerResponse): void {
    this.asked.push(got);
    const isPlan = got.method === "GET";
    const misdeed = (isPlan ? this.planMisdeeds : this.resultMisdeeds).shift();
    if (misdeed !== undefined) {
      misdeed(response);
      return;
    }
    if (got.headers.authorization !== `Bearer ${this.token}`) answer(401)(response);
    else if (isPlan) redirect(`${this.archiveUrl}/v1/object/${got.url.split("/")[4] ?? ""}`)(response);
    else answer(200)(response);
  }

  private answerArchive(got: Received, response: ServerResponse): void {
    this.askedOfArchive.push(got);
    const misdeed = this.archiveMisdeeds.shift();
    const id = got.url.split("/")[3] ?? "";
    if (misdeed === undefined) {
      response.on("finish", () => this.fetched.add(id));
      answer(200, this.plans.get(id) ?? "")(response);
    } else misdeed(response);
  }
}

/** Answers with a status. */
export function answer(status: number, body = ""): Misdeed {
  return (response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body);
  };
}

/** Leads elsewhere. */
export function redirect(location: string, status = 307): Misdeed {
  return (response) => {
    response.writeHead(status, { location });
    response.end();
  };
}

/** Says nothing. */
export const silent: Misdeed = () => undefined;

function urlOf(server: Server): string {
  const address: AddressInfo | string | null = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server does not listen");
  return `${server instanceof TlsServer ? "https" : "http"}://127.0.0.1:${address.port}`;
}

async function read(request: IncomingMessage): Promise<Received> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) if (chunk instanceof Uint8Array) chunks.push(chunk);
  const { method = "", url = "", headers } = request;
  return { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
}
