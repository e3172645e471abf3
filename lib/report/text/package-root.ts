import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of this package's own package.json, at or above `folder`: the checkout, or where it is installed. */
export function packageRoot(folder = __dirname): string {
  return existsSync(join(folder, "package.json")) || dirname(folder) === folder ? folder : packageRoot(dirname(folder));
}
