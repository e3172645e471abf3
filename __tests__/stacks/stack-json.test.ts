import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { manifestText } from "../../stacks/output/manifest";
import { stackJson, stackOf } from "../../stacks/stack-json";
import { samples } from "../support/definitions/sample-definitions";

describe("stackJson", () => {
  const outdir = mkdtempSync(join(tmpdir(), "eks-access-stack-"));
  const clusters = samples().map((definition) => ({
    staged: new StagedCluster(definition),
    stack: definition.clusterName,
  }));

  beforeAll(() => {
    const app = new App({ outdir, skipValidation: true, stackTraces: false });
    for (const cluster of clusters) stackOf(app, cluster);
    app.synth();
  });

  afterAll(() => {
    rmSync(outdir, { recursive: true });
  });

  test.each(clusters.map((cluster) => [cluster.stack, cluster] as const))(
    "is what cdktf's own synthesis writes, byte for byte: %s",
    (stack, cluster) => {
      const written = readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8");
      expect(stackJson(cluster, outdir).text).toBe(written);
    },
  );

  test("stands in a manifest that is cdktf's, byte for byte", () => {
    const names = clusters.map(({ stack }) => stack);
    expect(manifestText([...names].reverse())).toBe(readFileSync(join(outdir, "manifest.json"), "utf8"));
    expect(manifestText(names.slice(1))).not.toBe(manifestText(names));
  });

  test("leaves the stack traces of the process as they were", () => {
    const captureStackTrace: unknown = Reflect.get(Error, "captureStackTrace");
    const bare = clusters.filter((cluster) => stackJson(cluster, outdir).resources === 0);
    // What the module makes is not counted: a stack of its call alone has no resource of its own.
    expect(bare.map(({ staged }) => staged.definition.render)).toEqual(["module"]);
    expect(Reflect.get(Error, "captureStackTrace")).toBe(captureStackTrace);
  });
});
