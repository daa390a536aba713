import { mkdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { objectApi, patch } from "../support/objects";
import type { TestLab } from "../support/testLab";
import { withConnections } from "../support/userServiceRule";
import { ForgeServer } from "../workflows/forgeServer";
import { makeOrigin, type Origin } from "../workflows/origin";
import { repository, type WorkflowRun, WorkflowRunner } from "../workflows/runner";

/** The workflows that need a cluster, run by act with the lab's engine against the stack that stands. */
export function describeWorkflows(lab: TestLab): void {
    const server = new ForgeServer();
    let origin: Origin;
    let runner: WorkflowRunner;
    let credentials: Pick<WorkflowRun, "secrets" | "variables" | "environment">;

    before(async () => {
        const folder = join(lab.folder, "workflows");
        mkdirSync(folder);
        const { environment, stackFile, policyConfig = "" } = await lab.pulumi();
        // A repository whose stack file is the lab's: charts and addresses that are here.
        origin = makeOrigin(
            join(folder, "origin"),
            { "Pulumi.dev.yaml": (text) => text.replace(/v1: 90(,?\s+)v2: 10/, "v1: 50$1v2: 50") },
            {
                "Pulumi.dev.yaml": () => readFileSync(stackFile, "utf8"),
                "policies/config.dev.json": () => readFileSync(policyConfig, "utf8"),
                ".github/workflows/check.yml": () => standInForChecks,
            },
        );
        runner = new WorkflowRunner(folder, origin.folder);
        await server.start();
        const { PULUMI_BACKEND_URL, PULUMI_CONFIG_PASSPHRASE, KUBECONFIG, PATH } = environment;
        credentials = {
            secrets: {
                GITHUB_TOKEN: server.token,
                KUBECONFIG: readFileSync(KUBECONFIG ?? "", "utf8"),
                PULUMI_CONFIG_PASSPHRASE: PULUMI_CONFIG_PASSPHRASE ?? "",
            },
            variables: { PULUMI_BACKEND_URL: PULUMI_BACKEND_URL ?? "" },
            environment: {
                ...engineOnly(environment),
                GITHUB_API_URL: server.address,
                STAND_IN_ENGINE: PATH?.split(delimiter)[0] ?? "",
            },
        };
    });
    after(async () => {
        server.stop();
        await lab.up();
    });

    const drift = (branch: string) =>
        runner.run({
            file: "drift.yml",
            event: "workflow_dispatch",
            payload: { repository: { full_name: repository } },
            branch,
            matrix: "stack:dev",
            ...credentials,
        });

    it("open an issue about what somebody changed by hand, and name it", async () => {
        await patch(lab.kubernetes, withConnections(7));
        const { code, output } = await drift("main");
        expect(code, output).to.equal(0);
        expect(server.forge.issues).to.have.length(1);
        expect(server.forge.issues[0]?.body).to.include("DestinationRule users/user-service");
        await patch(lab.kubernetes, withConnections(100));
    });

    it("preview a branch of this repository, and change nothing", async () => {
        const { code, output } = await runner.run({
            file: "pull-request.yml",
            event: "pull_request",
            branch: "change",
            job: "preview",
            matrix: "stack:dev",
            payload: {
                number: 7,
                pull_request: {
                    number: 7,
                    base: { ref: "main", sha: origin.base },
                    head: { ref: "change", sha: origin.head, repo: { full_name: repository } },
                },
                repository: { full_name: repository, default_branch: "main" },
            },
            ...credentials,
        });
        expect(code, output).to.equal(0);
        expect(output).to.match(/weight: 90 => 50/);
        expect(output).to.match(/# Preview of dev\s+## .*1 change of traffic.*no policy violation/);
        expect(await weights()).to.deep.equal([90, 10]);
    });

    it("deploy exactly what was planned", async () => {
        const { code, output } = await runner.run({
            file: "deploy.yml",
            event: "push",
            job: "dev",
            branch: "change",
            payload: { ref: "refs/heads/main", repository: { full_name: repository } },
            ...credentials,
        });
        expect(code, output).to.equal(0);
        expect(output).to.match(/~ 2 updated/);
        expect(await weights()).to.deep.equal([50, 50]);
    });

    it("close the issue when the cluster is again what the stack says, and tell no secret", async () => {
        const { code, output } = await drift("change");
        expect(code, output).to.equal(0);
        expect(server.forge.issues.map(({ state }) => state)).to.deep.equal(["closed"]);
        const told = output + server.forge.issues.map(({ body }) => body).join("\n");
        for (const line of Object.values(credentials.secrets ?? {}).flatMap(tellingLines)) {
            expect(told).not.to.include(line);
        }
    });

    async function weights(): Promise<readonly number[]> {
        const route = await objectApi(lab.kubernetes).read({
            apiVersion: "networking.istio.io/v1",
            kind: "VirtualService",
            metadata: { namespace: "users", name: "user-service" },
        });
        const { spec } = route as unknown as {
            readonly spec: { readonly http: readonly { readonly route: readonly { weight: number }[] }[] };
        };
        return (spec.http.at(-1)?.route ?? []).map(({ weight }) => weight);
    }
}

/** What of a secret would give it away: a log has its lines one by one. */
function tellingLines(secret: string): readonly string[] {
    return secret
        .split("\n")
        .map((line) => line.trim().replace(/^[\w-]+: /, ""))
        .filter((line) => line.length >= 16 && !line.startsWith("http"));
}

/** STAND-IN: the checks would run all tests again, these among them. */
const standInForChecks = `name: Check
on: workflow_call
permissions: {}
jobs:
  stand-in:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          echo "STAND-IN for the checks"
`;

/** What the engine is told besides whom to ask: where its plugins are, and what it need not do. */
function engineOnly(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
    return Object.fromEntries(
        Object.entries(environment).flatMap(([name, value]) =>
            /^PULUMI_(HOME|SKIP_|DISABLE_|IGNORE_|NODEJS_)/.test(name) && value !== undefined
                ? [[name, value]]
                : [],
        ),
    );
}
