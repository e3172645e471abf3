import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A certificate that its own key signed, as PEM texts, and the file that it is in. */
export interface SelfSigned {
  readonly cert: string;
  readonly key: string;
  readonly file: string;
}

/** Makes one in a folder, for `IP:127.0.0.1` or `DNS:tfe.example.com`, valid for a day. */
export function selfSigned(folder: string, name: string): SelfSigned {
  const [file, keyFile] = [join(folder, "cert.pem"), join(folder, "key.pem")];
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  const named = ["-subj", "/CN=eks-access test", "-addext", `subjectAltName=${name}`];
  const { status, stderr, error } = spawnSync("openssl", [...made, ...named, "-keyout", keyFile, "-out", file], {
    encoding: "utf8",
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`openssl req: ${stderr}`);
  return { cert: readFileSync(file, "utf8"), key: readFileSync(keyFile, "utf8"), file };
}
