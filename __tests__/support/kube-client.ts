import { request, type RequestOptions } from "node:https";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import type { IncomingMessage } from "node:http";
import type { KubeApiserver } from "./kube-apiserver";
import { type Fields, fieldsOf } from "./provider-schema";

const CONFIG_MAPS = "/api/v1/namespaces/kube-system/configmaps";

/** The data of a ConfigMap. */
export type ConfigMapData = Readonly<Record<string, string>>;

/** Calls a Kubernetes API server as its administrator. */
export class KubeClient {
  constructor(private readonly server: KubeApiserver) {}

  /** The data of a ConfigMap of kube-system, undefined where there is none. */
  async configMap(name: string): Promise<ConfigMapData | undefined> {
    const { status, json } = await this.call("GET", `${CONFIG_MAPS}/${name}`);
    return status === 404 ? undefined : dataOf(json);
  }

  /** Writes a ConfigMap of kube-system, whatever stood there; it is never gone meanwhile. */
  async writeConfigMap(name: string, data: ConfigMapData): Promise<void> {
    const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace: "kube-system" }, data };
    const replaced = await this.call("PUT", `${CONFIG_MAPS}/${name}`, object);
    if (replaced.status === 404) this.must("create", await this.call("POST", CONFIG_MAPS, object));
    else this.must("replace", replaced);
  }

  async deleteConfigMap(name: string): Promise<void> {
    this.must("delete", await this.call("DELETE", `${CONFIG_MAPS}/${name}`));
  }

  /** Calls back with what a ConfigMap of kube-system holds after each change; answers how to stop. */
  async watchConfigMap(name: string, onChange: (data: ConfigMapData | undefined) => void): Promise<() => void> {
    const response = await this.open("GET", `${CONFIG_MAPS}?watch=1&fieldSelector=metadata.name%3D${name}`);
    const lines = createInterface({ input: response });
    lines.on("line", (line) => {
      const { type, object } = fieldsOf(JSON.parse(line));
      onChange(type === "DELETED" ? undefined : dataOf(fieldsOf(object)));
    });
    return () => {
      lines.close();
      response.destroy();
    };
  }

  private must(what: string, { status, json }: { status: number; json: Fields }): void {
    if (status > 299) throw new Error(`${what}: ${status} ${JSON.stringify(json)}`);
  }

  private async call(method: string, path: string, body?: Fields): Promise<{ status: number; json: Fields }> {
    const response = await this.open(method, path, body);
    return { status: response.statusCode ?? 0, json: fieldsOf(JSON.parse(await text(response))) };
  }

  private open(method: string, path: string, body?: Fields): Promise<IncomingMessage> {
    const options: RequestOptions = {
      method,
      ca: this.server.certificateAuthority,
      headers: { authorization: `Bearer ${this.server.token}`, "content-type": "application/json" },
    };
    return new Promise((resolve, reject) => {
      const call = request(this.server.url + path, options, resolve);
      call.once("error", reject);
      call.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function dataOf(object: Fields): ConfigMapData {
  return Object.fromEntries(Object.entries(fieldsOf(object.data)).map(([key, value]) => [key, String(value)]));
}
