import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ForgeServer } from "./workflows/forgeServer";
import { filesAt, makeOrigin, type Origin } from "./workflows/origin";
import { repository, WorkflowRunner } from "./workflows/runner";

// No lab: act runs the files of .github on this machine, with stand-ins for what GitHub brings (lab/standins/actions).
describe("the workflows of a pull request, run", () => {
    const folder = mkdtempSync(join(tmpdir(), "meshwright-workflows-"));
    const server = new ForgeServer();
    let origin: Origin;
    let runner: WorkflowRunner;
    const programFile = "components/derive/rateLimits/withRateLimitService.ts";

    // What a pull request says of its base may have been true once.
    const longAgo = "0".repeat(40);
    const pullRequest = (from: string, login = "somebody") => ({
        action: "synchronize",
        number: 7,
        pull_request: {
            number: 7,
            state: "open",
            user: { login },
            base: { ref: "main", sha: longAgo, repo: { full_name: repository } },
            head: { ref: "change", sha: origin.head, repo: { full_name: from } },
        },
        repository: { full_name: repository, default_branch: "main" },
    });
    const run = (job: string, from: string, rest: object = {}) =>
        runner.run({
            file: "pull-request.yml",
            event: "pull_request",
            payload: pullRequest(from),
            branch: "change",
            job,
            ...rest,
        });
    const comment = () =>
        runner.run({
            file: "comment.yml",
            event: "workflow_run",
            payload: {
                action: "completed",
                workflow_run: {
                    id: 4711,
                    event: "pull_request",
                    head_sha: origin.head,
                    head_branch: "change",
                    head_repository: { full_name: "somebody/fork", owner: { login: "somebody" } },
                },
                repository: { full_name: repository, default_branch: "main" },
            },
            secrets: { GITHUB_TOKEN: server.token },
            environment: { GITHUB_API_URL: server.address },
        });

    before(async () => {
        origin = makeOrigin(join(folder, "origin"), {
            "Pulumi.dev.yaml": (text) => text.replace("{ v1: 90, v2: 10 }", "{ v1: 50, v2: 50 }"),
            [programFile]: (text) => text.replace("maxConnections: 100,", "maxConnections: 50,"),
        });
        runner = new WorkflowRunner(folder, origin.folder);
        server.forge.pullRequest = {
            number: 7,
            state: "open",
            head: { sha: origin.head },
            base: { sha: longAgo },
            merge_commit_sha: origin.head,
        };
        server.forge.parents = { [origin.head]: [origin.base] };
        server.forge.treeOf = (commit) => filesAt(origin, commit);
        server.forge.files = [{ filename: "Pulumi.dev.yaml" }, { filename: programFile }];
        await server.start();
    });
    after(() => {
        server.stop();
        rmSync(folder, { recursive: true, force: true });
    });

    it("say that nothing is known where the run of the pull request left nothing", async () => {
        const { code, output } = await comment();
        expect(code, output).to.equal(0);
        expect(server.forge.comments.map(({ body }) => body)).to.have.length(1);
        expect(server.forge.comments[0]?.body).to.include("## ❓ Nothing is known of this change");
    });

    it("leave, from a fork and without any secret, what the comment is made of", async () => {
        const { code, output } = await run("meaning", "somebody/fork");
        expect(code, output).to.equal(0);
        expect(readdirSync(join(runner.store, "change")).sort()).to.deep.equal([
            "base",
            "head",
            "made",
            "pull-request",
        ]);
    });

    it("comment with the code of the default branch, and put the whole reports beside", async () => {
        const { code, output } = await comment();
        expect(code, output).to.equal(0);
        expect(server.forge.comments).to.have.length(1);
        const body = server.forge.comments[0]?.body ?? "";
        expect(body)
            .to.include("# dev\n\n## ℹ️ 1 change of traffic, no policy violation")
            .and.to.include("v1 90 % → 50 %")
            .and.to.include(`**The program changes too**: \`${programFile}\`.`)
            .and.to.match(/## ⚠️ By the changed program\n\n.*\n\n#### Traffic\n\n.*100 → 50/)
            .and.to.match(/# prod\n\n## ✅ nothing changes in meaning/)
            .and.to.include(`of commit ${origin.head.slice(0, 12)}`);
        expect(body).to.not.include("is not what the forge has");
        expect(readdirSync(join(runner.store, "report")).sort()).to.deep.equal(["dev.html", "prod.html"]);
        expect(output).not.to.include(server.token);
    });

    it("judge each stack by its policies, and hand the findings on where there is a right to", async () => {
        const { code, output } = await run("policies", repository, { matrix: "stack:dev" });
        expect(code, output).to.equal(0);
        const sarif = JSON.parse(readFileSync(join(runner.store, "policies-dev.sarif"), "utf8")) as object;
        expect(sarif).to.have.nested.property("runs[0].tool.driver.name", "meshwright");
    });

    it("hand on nothing of a fork", async () => {
        const { code, output } = await run("policies", "somebody/fork", { matrix: "stack:prod" });
        expect(code, output).to.equal(0);
        expect(existsSync(join(runner.store, "policies-prod.sarif"))).to.equal(false);
    });

    it("preview nothing of a fork or of Dependabot, though there are credentials, nor where nothing is deployed", async () => {
        const secrets = { KUBECONFIG: "who-we-are" };
        const variables = { PULUMI_BACKEND_URL: "file:///nowhere" };
        for (const [from, rest] of [
            ["somebody/fork", { secrets, variables }],
            [repository, { secrets, variables, payload: pullRequest(repository, "dependabot[bot]") }],
            [repository, { secrets }],
        ] as const) {
            const { code, output } = await run("preview", from, rest);
            expect(code, output).to.equal(0);
            expect(output).not.to.match(/Run Main|pulumi preview/);
        }
    });
});
