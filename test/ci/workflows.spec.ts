import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { units } from "../../lab/tools/toolTable";
import { pinnedActions } from "./pinnedActions";
import { type Job, jobs, workflows } from "./workflowFiles";

const root = join(__dirname, "..", "..");
const sameRepository = "github.event.pull_request.head.repo.full_name == github.repository";
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
};
const atsOf = (wrong: (job: Job) => boolean, among = jobs) =>
    among.filter(({ job }) => wrong(job)).map(({ at }) => at);

describe("the workflows", () => {
    it("are those that the documents tell of", () => {
        expect(workflows.map(({ file }) => file)).to.deep.equal([
            "check.yml",
            "comment.yml",
            "deploy-stack.yml",
            "deploy.yml",
            "drift.yml",
            "pull-request.yml",
            "search.yml",
        ]);
    });

    it("use nothing but actions of the table, by the commit, with the release beside it", () => {
        const uses = workflows.flatMap(({ text }) => [...text.matchAll(/uses: (\S+)(.*)$/gm)]);
        const foreign = uses.filter(([, what = ""]) => !what.startsWith("./"));
        const wrong = foreign.filter(([, what = "", after]) => {
            const [path = "", commit] = what.split("@");
            const pinned = pinnedActions[path.split("/").slice(0, 2).join("/")];
            return pinned === undefined || commit !== pinned.commit || after !== ` # ${pinned.tag}`;
        });
        expect(wrong.map(([line]) => line)).to.deep.equal([]);
        const used = new Set(
            foreign.map(([, what = ""]) => what.split("@")[0]?.split("/").slice(0, 2).join("/")),
        );
        expect([...used].sort()).to.deep.equal(Object.keys(pinnedActions));
    });

    it("have no right by default, and name each job's own", () => {
        expect(
            workflows.filter(({ permissions }) => Object.keys(permissions ?? { all: "" }).length > 0),
        ).to.deep.equal([]);
        expect(atsOf(({ permissions }) => permissions === undefined)).to.deep.equal([]);
    });

    it("may write exactly where somebody must", () => {
        const rights = jobs.flatMap(({ at, job }) =>
            Object.entries(job.permissions ?? {})
                .filter(([, right]) => right !== "read")
                .map(([what, right]) => `${at}: ${what}: ${right}`),
        );
        expect(rights).to.deep.equal([
            "comment.yml: comment: pull-requests: write",
            "drift.yml: look: issues: write",
            "pull-request.yml: policies: security-events: write",
        ]);
    });

    it("end: every job that runs something has a limit of its own", () => {
        const running = jobs.filter(({ job }) => job.uses === undefined);
        expect(atsOf((job) => job["timeout-minutes"] === undefined, running)).to.deep.equal([]);
    });

    it("do not run twice beside themselves where they were started from outside", () => {
        const started = workflows.filter(({ on }) => !Object.hasOwn(on, "workflow_call"));
        expect(started.filter(({ concurrency }) => concurrency === undefined)).to.deep.equal([]);
    });

    it("comment on one commit after the other, and let none end what is said of another", () => {
        const comment = workflows.find(({ file }) => file === "comment.yml")?.concurrency;
        expect(comment).to.have.property("cancel-in-progress", false);
        expect(comment).to.have.property("group").that.includes("workflow_run.head_sha");
    });

    it("can be started again: what a run left the first time is replaced", () => {
        const uploads = jobs.flatMap(({ job }) =>
            (job.steps ?? []).filter(({ uses = "" }) => uses.startsWith("actions/upload-artifact@")),
        );
        expect(uploads).to.have.length(3);
        expect(uploads.filter((step) => step.with?.["overwrite"] !== true)).to.deep.equal([]);
    });

    it("compare with what the change was merged into, which its event need not know", () => {
        expect(workflows.filter(({ text }) => text.includes("pull_request.base.sha"))).to.deep.equal([]);
    });

    it("put no value of an expression into a command, where it would be code", () => {
        const runs = jobs.flatMap(({ at, job }) => (job.steps ?? []).map(({ run = "" }) => ({ at, run })));
        expect(runs.filter(({ run }) => run.includes("${{"))).to.deep.equal([]);
        expect(runs.filter(({ run }) => run !== "")).to.have.length.above(10);
    });

    it("leave no token behind where the code of a pull request runs", () => {
        const checkouts = jobs.flatMap(({ job }) =>
            (job.steps ?? []).filter(({ uses = "" }) => uses.startsWith("actions/checkout@")),
        );
        const keeping = checkouts.filter((step) => step.with?.["persist-credentials"] !== false);
        expect(keeping).to.deep.equal([]);
    });

    it("never run the code of a pull request with the rights of the repository", () => {
        expect(workflows.filter(({ text }) => text.includes("pull_request_target:"))).to.deep.equal([]);
        const trusted = workflows.filter(({ on }) => Object.hasOwn(on, "workflow_run"));
        const refs = trusted.flatMap(({ jobs: own }) =>
            Object.values(own).flatMap(({ steps = [] }) =>
                steps.filter((step) => step.with?.["ref"] !== undefined),
            ),
        );
        expect(trusted).to.have.length(1);
        expect(refs).to.deep.equal([]);
    });

    it("give no secret to a fork: jobs of pull requests that name one are for branches of this repository", () => {
        const onPullRequests = jobs.filter(({ workflow }) => Object.hasOwn(workflow.on, "pull_request"));
        const withSecrets = onPullRequests.filter(
            ({ job }) => /\bsecrets\b/.test(JSON.stringify(job)) || job.environment !== undefined,
        );
        expect(withSecrets.map(({ at }) => at)).to.deep.equal(["pull-request.yml: preview"]);
        expect(atsOf((job) => !job.if?.startsWith(`${sameRepository} &&`), withSecrets)).to.deep.equal([]);
    });

    it("deploy only what was planned, behind the approval of an environment that is not the one it was planned in", () => {
        const [plan, apply] = ["plan", "apply"].map(
            (name) => workflows.find(({ file }) => file === "deploy-stack.yml")?.jobs[name],
        );
        const stack = `$${"{{ inputs.stack }}"}`;
        expect(plan?.environment).to.equal(`${stack}-preview`);
        expect(apply?.environment).to.equal(stack);
        const commands = jobs.flatMap(({ job }) => (job.steps ?? []).map(({ run = "" }) => run));
        const ups = commands.filter((run) => run.includes("pulumi up"));
        expect(ups).to.have.length(1);
        expect(ups[0]).to.include("--plan plan.json").and.to.include("--policy-pack policies");
    });

    it("deploy what is on main and nothing else, after tests that may skip no real proxy", () => {
        const deploying = workflows.find(({ file }) => file === "deploy.yml")?.jobs ?? {};
        const { dev, prod } = deploying;
        expect(dev?.needs).to.equal("check");
        expect(dev?.if).to.match(/^github\.ref == 'refs\/heads\/main' && /);
        expect(prod?.needs).to.equal("dev");
        const whole = jobs.flatMap(({ job }) => job.steps ?? []).filter(({ run }) => run === "npm test");
        expect(whole.map(({ env }) => env?.["MESHWRIGHT_DATAPLANE"])).to.deep.equal(["required"]);
    });

    it("install the engine that the lab proves", () => {
        const versions = workflows.flatMap(({ text }) => [...text.matchAll(/pulumi-version: (\S+)/g)]);
        expect(new Set(versions.map(([, version]) => version))).to.deep.equal(
            new Set([units["pulumi-cli"].version]),
        );
    });

    it("leave what they do to scripts of this project", () => {
        const called = workflows.flatMap(({ text }) => [
            ...text.matchAll(/npm run (?:--silent )?([a-z:]+)/g),
        ]);
        const unknown = called.filter(([, script = ""]) => !Object.hasOwn(scripts, script));
        expect(unknown.map(([line]) => line)).to.deep.equal([]);
        expect(called).to.have.length.above(4);
    });
});
