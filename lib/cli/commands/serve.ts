import { Command, InvalidArgumentError, Option } from "commander";
import { type Allowance, parseAllowance } from "../../rules/review/verdict";
import { helpEnd } from "../help/command-help";
import type { ServeOptions } from "../serve/serve-options";
import type { Runner } from "./runner";

const DESCRIPTION = [
  "Runs a server for run tasks of HCP Terraform and Terraform Enterprise that run after the plan (Post-plan). The server judges the plan of each run as `eks-access review` does, passes or fails the run task, and shows the findings there. It changes nothing in a cluster or a workspace. docs/hcp.md sets it up step by step.",
  "While it runs, make a run task in HCP Terraform (Settings, Run Tasks) with the URL https://HOST:PORT/ of the server (any path) and the same HMAC key, and attach it to the workspaces: run stage Post-plan, enforcement Mandatory.",
  "A request without the right HMAC signature is refused. The HMAC key is any secret text, such as `openssl rand -hex 32` prints; it has to be in a file or in the variable EKS_ACCESS_HMAC_KEY. One line break at the end of the file does not count. A plan passes with the verdict safe, and with irreversible where --allow says so; danger, refused and unknown fail. SIGTERM stops the server: running reviews end first, and HCP Terraform is told which plans were not judged.",
].join("\n\n");

const END = helpEnd({
  reads: "each plan, from HCP Terraform; the cluster files, again for each plan",
  writes:
    "the log on standard error, a JSON object a line; the files of --journal; a GET of /healthz is answered with 200 while the server runs",
  exitCodes: {
    0: "SIGTERM or SIGINT stopped the server",
    2: "wrong usage, a missing key, or an address that cannot be used",
  },
  examples: {
    "openssl rand -hex 32 > key": "first: a key",
    "eks-access serve --clusters clusters --hmac-key-file key": "for a proxy with TLS before it",
    "eks-access serve --clusters clusters --listen 0.0.0.0:8443 --tls-cert cert.pem --tls-key key.pem": "with TLS",
    "eks-access serve --clusters clusters --allow-host tfe.example.com --allow-private": "for Terraform Enterprise",
  },
  next: {
    "curl https://HOST:8443/healthz": 'prints "status":"ok" while the server runs',
  },
});

/** `eks-access serve` */
export function serveCommand(run: Runner): Command {
  const command = new Command("serve")
    .summary("runs a server for HCP Terraform that reviews each plan")
    .description(DESCRIPTION)
    .option(
      "--clusters <folder>",
      "folder of the cluster files, to know the stage of the migration, who is in `leaving`, and what is accepted (default: no cluster file is read, so that these count as nothing)",
    )
    .option("--listen <host:port>", "address and port on which the server listens", "127.0.0.1:8080")
    .option(
      "--hmac-key-file <file>",
      "file with the HMAC key of the run task (default: the variable EKS_ACCESS_HMAC_KEY; one of the two is required)",
    )
    .option("--unsigned", "takes requests without a signature; only on a loopback address");
  return withLimits(withHosts(command))
    .addHelpText("after", END)
    .action(async (options: Omit<ServeOptions, "allowHost"> & { readonly allowHost?: readonly string[] }) =>
      run(async (context) =>
        (await import("../serve/run-serve.js")).runServe(context, { ...options, allowHost: options.allowHost ?? [] }),
      ),
    );
}

/** Whom the server talks to, what it lets pass, and what it keeps. */
function withHosts(command: Command): Command {
  return command
    .option(
      "--allow-host <host...>",
      "a host, or host:port, that plans may come from and results may go to, in addition to the hosts of HCP Terraform",
    )
    .option("--allow-private", "hosts of --allow-host may have private addresses")
    .addOption(
      new Option(
        "--allow <what...>",
        "irreversible: passes plans that cannot be undone; destroy=CLUSTER: passes plans that destroy that cluster",
      )
        .argParser(allowances)
        .default([], "nothing"),
    )
    .option(
      "--journal <folder>",
      "folder that keeps which runs were taken on and how each ended; after a crash the next start names in its log the runs that somebody has to start again (default: not kept)",
    )
    .option("--tls-cert <file>", "file with the certificate and its chain, PEM; needs --tls-key (default: plain HTTP)")
    .option("--tls-key <file>", "file with the private key, PEM; needs --tls-cert");
}

/** How much is judged, and for how long. */
function withLimits(command: Command): Command {
  return command
    .option("--concurrency <count>", "number of plans that are judged at the same time, 1 to 64", whole(1, 64), 2)
    .option(
      "--queue <count>",
      "number of plans that may wait, 0 to 10000; HCP Terraform is told to send a further plan again later",
      whole(0, 10_000),
      100,
    )
    .option(
      "--max-plan <megabytes>",
      "size of the largest plan that is judged, 1 to 500 MB; a larger plan fails",
      whole(1, 500),
      100,
    )
    .option("--max-time <seconds>", "judging one plan takes no longer, or it fails", whole(1, 3300), 600)
    .option("--max-memory <megabytes>", "judging one plan takes no more, or it fails", whole(64, 65_536), 2048)
    .option("--grace <seconds>", "time for running reviews after SIGTERM, 0 to 3600 seconds", whole(0, 3600), 25);
}

/** One more thing that is allowed. */
function allowances(text: string, before: readonly Allowance[]): readonly Allowance[] {
  const allowance = parseAllowance(text);
  if (allowance === undefined) throw new InvalidArgumentError("Allowed choices are irreversible, destroy=CLUSTER.");
  return [...before, allowance];
}

/** A whole number within bounds. */
function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}
