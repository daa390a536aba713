import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { silentReporter } from "../../lab/reporter";
import { ensureTools } from "../../lab/tools";
import { goEnvironment, minimumGo, requiredGo } from "../../lab/tools/goToolchain";
import { compareVersions } from "../../lab/tools/versionRange";
import { rejectionOf } from "./support/rejection";
import { type Workshop, workshop } from "./support/workshop";

describe("the Go that builds", () => {
    let machine: Workshop;
    afterEach(() => machine?.remove());

    it("is asked for by name, version and address when there is none", async () => {
        machine = workshop();
        const { sources } = machine;
        const environment = { ...sources.environment, PATH: "/nonexistent" };
        const without = { ...sources, environment };
        const error = await rejectionOf(ensureTools(["etcd"], silentReporter, undefined, without));
        expect(error.name).to.equal("ToolProblem");
        expect(error.message).to.equal(
            "cannot build etcd: Go is not on PATH. Install Go 1.26.5 or newer from https://go.dev/dl " +
                "(a package of your distribution will do) and run the same command again",
        );
    });

    it("is refused with its own words when it cannot switch to a newer one", async () => {
        machine = workshop({
            FAKE_GO_REFUSES: "go: go.mod requires go >= 1.26.0 (running go 1.25.1; GOTOOLCHAIN=local)",
        });
        const { sources } = machine;
        const error = await rejectionOf(ensureTools(["etcd"], silentReporter, undefined, sources));
        expect(error.message).to.equal(
            `cannot build etcd: ${join(sources.environment["PATH"] ?? "", "go")} cannot be used, Go 1.26.5 or newer is needed ` +
                "(go: go.mod requires go >= 1.26.0 (running go 1.25.1; GOTOOLCHAIN=local)). " +
                "Install it from https://go.dev/dl, or let an installed Go fetch it with GOTOOLCHAIN=auto, and run the same command again",
        );
    });

    it("is refused when it is so old that it does not check go.mod itself", async () => {
        machine = workshop({ FAKE_GO_VERSION: "go1.20.14" });
        const error = await rejectionOf(ensureTools(["etcd"], silentReporter, undefined, machine.sources));
        expect(error.message).to.contain("Go 1.26.5 or newer is needed (it is go1.20.14)");
        expect(machine.builds()).to.equal(0);
    });

    it("is found where the official archive puts it when PATH lacks it", async () => {
        machine = workshop();
        const { sources } = machine;
        const place = join(sources.environment["PATH"] ?? "", "go");
        const environment = { ...sources.environment, PATH: "/nonexistent" };
        const found = await ensureTools(["etcd"], silentReporter, undefined, {
            ...sources,
            environment,
            goPlaces: [place],
        });
        expect(found.get("etcd")?.origin).to.equal("built");
    });

    it("is not needed for what the user has", async () => {
        machine = workshop();
        const { sources, program } = machine;
        program("etcd", "#!/bin/sh\necho etcd Version: 3.6.1\n");
        rmSync(join(sources.environment["PATH"] ?? "", "go"));
        const found = await ensureTools(["etcd"], silentReporter, undefined, sources);
        expect(found.get("etcd")?.origin).to.equal("path");
    });

    it("is needed at the version that the newest pinned module asks for", () => {
        const modules = join(__dirname, "..", "..", "lab", "tools", "modules");
        const asked = readdirSync(modules).map((unit) =>
            requiredGo(readFileSync(join(modules, unit, "go.mod"), "utf8")),
        );
        expect(asked).to.have.length.greaterThan(5);
        expect([...asked].sort(compareVersions).at(-1)).to.equal(minimumGo);
    });

    it("keeps the user's proxy and sum database and drops flags that would change the result", () => {
        const environment = goEnvironment({
            GOPROXY: "https://proxy.example",
            GOSUMDB: "sum.example",
            GONOSUMDB: "corp.example",
            GOFLAGS: "-mod=mod -insecure -modcacherw -tags=netgo -p=2",
            GOWORK: "/somewhere/go.work",
            CGO_ENABLED: "1",
        });
        expect(environment).to.deep.equal({
            GOPROXY: "https://proxy.example",
            GOSUMDB: "sum.example",
            GONOSUMDB: "corp.example",
            GOFLAGS: "-mod=readonly -trimpath -buildvcs=false -modcacherw -p=2",
            GOWORK: "off",
            GO111MODULE: "on",
            CGO_ENABLED: "0",
        });
    });
});
