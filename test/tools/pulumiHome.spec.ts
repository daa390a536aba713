import { mkdirSync, readFileSync, readlinkSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { silentReporter } from "../../lab/reporter";
import { ensureTools, Interrupted, pulumiHome, type Tool, type ToolName } from "../../lab/tools";
import { recorder } from "./support/recorder";
import { rejectionOf } from "./support/rejection";
import { leftIn, until, type Workshop, workshop } from "./support/workshop";

const names = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-kubernetes"] as const;

/** A CLI that can do two things: say its version, and install a plugin as the argument says. */
const cli = (install: string) => `#!/bin/sh
case "$1" in
version) echo v3.259.0 ;;
plugin)
    echo "$@" >> "$FAKE_GO_LOG.fetches"
    ${install} ;;
esac
`;
const installs = `folder="$PULUMI_HOME/plugins/resource-kubernetes-v4.25.0"
    /bin/mkdir -p "$folder" && echo fetched > "$folder/pulumi-resource-kubernetes"`;
const refuses = `echo "error: failed: dial tcp: lookup get.pulumi.com: no such host" >&2
    exit 255`;

describe("the Kubernetes plugin of Pulumi", () => {
    let machine: Workshop;
    beforeEach(() => {
        machine = workshop();
        machine.program("pulumi-language-nodejs", "#!/bin/sh\n");
    });
    afterEach(() => machine.remove());

    const fetches = () => {
        const log = `${machine.sources.environment["FAKE_GO_LOG"]}.fetches`;
        return leftIn(dirname(log)).includes("go.log.fetches")
            ? readFileSync(log, "utf8").trim().split("\n")
            : [];
    };
    const plugin = async (reporter = silentReporter): Promise<Tool | undefined> =>
        (await ensureTools(names, reporter, undefined, machine.sources)).get("pulumi-resource-kubernetes");

    it("is fetched by Pulumi where it can, once for every lab of the machine", async () => {
        machine.program("pulumi", cli(installs));
        const first = await plugin();
        const second = await plugin();
        expect(first?.origin).to.equal("fetched");
        expect(readFileSync(first?.path ?? "", "utf8")).to.equal("fetched\n");
        expect(second).to.deep.equal({ ...first, origin: "cache" });
        expect(fetches()).to.deep.equal(["plugin install resource kubernetes 4.25.0"]);
        expect(machine.builds()).to.equal(0);
        expect(leftIn(dirname(first?.path ?? ""))).to.deep.equal(["complete", "pulumi-resource-kubernetes"]);
    });

    it("is built with the version in its schema where Pulumi cannot fetch it, which is said with the reason", async () => {
        machine.program("pulumi", cli(refuses));
        const reporter = recorder();
        const built = await plugin(reporter);
        expect(built?.origin).to.equal("built");
        expect(JSON.parse(readFileSync(built?.path ?? "", "utf8"))).to.deep.equal({
            name: "kubernetes",
            version: "4.25.0",
        });
        expect(reporter.lines).to.include(
            "done: Pulumi cannot fetch its Kubernetes plugin here (lookup get.pulumi.com: no such host): it is built instead",
        );
    });

    it("is not tried to be fetched again in the run that was refused", async () => {
        machine.program("pulumi", cli(refuses));
        const failing = {
            ...machine.sources,
            environment: { ...machine.sources.environment, FAKE_GO_FAIL: "yes" },
        };
        await rejectionOf(ensureTools(names, silentReporter, undefined, failing));
        await rejectionOf(ensureTools(names, silentReporter, undefined, failing));
        expect(fetches()).to.have.lengthOf(1);
        expect(machine.builds()).to.equal(2);
    });

    it("is built when a download stands still", async () => {
        machine.program("pulumi", cli("exec /bin/sleep 60"));
        const reporter = recorder();
        const found = await ensureTools(names, reporter, undefined, {
            ...machine.sources,
            patience: { version: 100_000, download: 100 },
        });
        expect(found.get("pulumi-resource-kubernetes")?.origin).to.equal("built");
        expect(reporter.lines.join("\n")).to.contain("(nothing came for 0.1 s): it is built instead");
    });

    it("leaves nothing behind when its download is interrupted, and nothing is built then", async () => {
        machine.program("pulumi", cli(`echo half > "$TMPDIR/half"; exec /bin/sleep 60`));
        const controller = new AbortController();
        const fetching = rejectionOf(ensureTools(names, silentReporter, controller.signal, machine.sources));
        await until(() => fetches().length === 1);
        controller.abort();
        expect(await fetching).to.be.instanceOf(Interrupted);
        expect(leftIn(machine.tools)).to.deep.equal([]);
        expect(machine.builds()).to.equal(0);
    });

    it("is the user's own when exactly that version is installed", async () => {
        machine.program("pulumi", cli(installs));
        const folder = join(
            machine.sources.environment["HOME"] ?? "",
            ".pulumi/plugins/resource-kubernetes-v4.25.0",
        );
        const path = machine.program("pulumi-resource-kubernetes", "#!/bin/sh\n", folder);
        expect(await plugin()).to.deep.include({ path: realpathSync(path), origin: "path" });
        writeFileSync(`${folder}.partial`, "");
        expect((await plugin())?.origin).to.equal("fetched");
    });
});

describe("a Pulumi home", () => {
    let machine: Workshop;
    beforeEach(() => {
        machine = workshop();
    });
    afterEach(() => machine.remove());

    const toolsAt = (folder: string, origin: Tool["origin"]): ReadonlyMap<ToolName, Tool> =>
        new Map(
            names.map((name) => {
                const path = machine.program(
                    name,
                    `#!/bin/sh\necho ${name} of ${folder}\n`,
                    join(machine.tools, folder),
                );
                return [name, { name, version: "1", path, origin }];
            }),
        );
    const read = (...path: readonly string[]) => readFileSync(join(...path), "utf8").split("\n")[1];
    const plugin = join("plugins", "resource-kubernetes-v4.25.0", "pulumi-resource-kubernetes");

    it("holds the provider where the engine looks and the CLI beside its language host, and nothing else", async () => {
        const dir = join(machine.tools, "home");
        const { home, path, environment } = await pulumiHome(dir, toolsAt("a", "cache"), silentReporter);
        expect(home).to.equal(dir);
        expect(leftIn(path)).to.deep.equal(["pulumi", "pulumi-language-nodejs"]);
        expect(read(path, "pulumi")).to.equal("echo pulumi of a");
        expect(leftIn(join(home, "plugins"))).to.deep.equal(["resource-kubernetes-v4.25.0"]);
        expect(read(home, plugin)).to.equal("echo pulumi-resource-kubernetes of a");
        // The CLI looks beside its real file, which therefore must not be a link into the cache.
        expect(realpathSync(join(path, "pulumi"))).to.equal(join(realpathSync(path), "pulumi"));
        expect(environment).to.deep.equal({ PULUMI_IGNORE_AMBIENT_PLUGINS: "true" });
    });

    it("is repaired by laying it out again: new programs, no mark of an unfinished plugin", async () => {
        const dir = join(machine.tools, "home");
        await pulumiHome(dir, toolsAt("old", "cache"), silentReporter);
        writeFileSync(join(dir, "plugins", "resource-kubernetes-v4.25.0.partial"), "");
        for (let time = 0; time < 2; time += 1) {
            const { path } = await pulumiHome(dir, toolsAt("new", "cache"), silentReporter);
            expect(read(path, "pulumi")).to.equal("echo pulumi of new");
            expect(read(dir, plugin)).to.equal("echo pulumi-resource-kubernetes of new");
            expect(leftIn(path)).to.deep.equal(["pulumi", "pulumi-language-nodejs"]);
            expect(leftIn(join(dir, "plugins"))).to.deep.equal(["resource-kubernetes-v4.25.0"]);
        }
    });

    it("leaves the user's own CLI where its companions are", async () => {
        const dir = join(machine.tools, "home");
        const own = toolsAt("own", "path");
        const { path, environment } = await pulumiHome(dir, own, silentReporter);
        expect(readlinkSync(join(path, "pulumi"))).to.equal(own.get("pulumi")?.path);
        expect(environment).to.deep.equal({ PULUMI_IGNORE_AMBIENT_PLUGINS: "true" });
    });

    it("still looks on PATH when the user's language host stands apart from the CLI", async () => {
        const dir = join(machine.tools, "home");
        const apart = new Map(toolsAt("one", "path"));
        const host = toolsAt("two", "path").get("pulumi-language-nodejs");
        apart.set("pulumi-language-nodejs", host as Tool);
        rmSync(join(machine.tools, "one", "pulumi-language-nodejs"));
        const { environment } = await pulumiHome(dir, apart, silentReporter);
        expect(environment).to.deep.equal({});
    });

    it("does not link a plugin to itself when the home is the user's own", async () => {
        const dir = join(machine.tools, "home");
        const tools = new Map(toolsAt("a", "cache"));
        const path = machine.program(
            "pulumi-resource-kubernetes",
            "#!/bin/sh\nown\n",
            join(dir, plugin, ".."),
        );
        tools.set("pulumi-resource-kubernetes", {
            name: "pulumi-resource-kubernetes",
            version: "4.25.0",
            path,
            origin: "path",
        });
        await pulumiHome(dir, tools, silentReporter);
        expect(read(dir, plugin)).to.equal("own");
    });

    it("says which tool it lacks", async () => {
        mkdirSync(machine.tools, { recursive: true });
        const tools = new Map(
            [...toolsAt("a", "cache")].filter(([name]) => name !== "pulumi-language-nodejs"),
        );
        const error = await rejectionOf(pulumiHome(machine.tools, tools, silentReporter));
        expect(error.message).to.equal(
            "a Pulumi home needs pulumi-language-nodejs, which was not asked of ensureTools",
        );
    });
});
