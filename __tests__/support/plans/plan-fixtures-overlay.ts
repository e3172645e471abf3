import type { Stage } from "../../../lib/migration/stage";
import { OverlayBench, overlaid } from "../overlay/overlay-bench";
import { moduleRoot } from "../overlay/overlay-roots";
import type { SavePlan } from "./plan-fixtures";

/** A root module of a team with our two files beside it, through the stages, and with files that are gone. */
export async function overlayPlans(save: SavePlan): Promise<void> {
  const bench = await OverlayBench.start(moduleRoot());
  const take = async (stage: Stage): Promise<void> => {
    await bench.lay(overlaid(stage));
    save(`overlay-${stage}`, await bench.planJson());
    await bench.apply();
  };
  try {
    await take("config-map");
    bench.remove();
    save("overlay-without-files", await bench.planJson());
    await take("dual");
    await take("entries");
    save("overlay-again-entries", await bench.planJson());
    bench.remove(["eks_access_override.tf.json"]);
    save("overlay-without-override", await bench.planJson());
    await take("retire");
    await bench.lay(overlaid("entries"));
    save("overlay-back-to-entries", await bench.planJson());
    await take("api");
    save("overlay-destroy", await bench.planJson("-destroy"));
  } finally {
    await bench.stop();
  }
}
