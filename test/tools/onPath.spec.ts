import { symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { silentReporter } from "../../lab/reporter";
import { ensureTools } from "../../lab/tools";
import { recorder } from "./support/recorder";
import { type Workshop, workshop } from "./support/workshop";

const says = (text: string) => `#!/bin/sh\necho "${text}"\n`;

describe("a tool the user already has", () => {
    let machine: Workshop;
    beforeEach(() => {
        machine = workshop();
    });
    afterEach(() => machine.remove());

    it("is used and named when its version will do", async () => {
        const path = machine.program("etcd", says("etcd Version: 3.5.21"));
        const reporter = recorder();
        const found = await ensureTools(["etcd"], reporter, undefined, machine.sources);
        expect(found.get("etcd")).to.deep.equal({ name: "etcd", version: "3.5.21", path, origin: "path" });
        expect(reporter.lines).to.deep.equal([`done: etcd 3.5.21: your own, ${path}`]);
        expect(machine.builds()).to.equal(0);
    });

    const refused: Readonly<Record<string, readonly [script: string, reason: string]>> = {
        "is too old": [says("etcd Version: 3.4.30"), "it is 3.4.30, and >= 3.5.0 and < 3.7.0 is needed"],
        "is too new": [says("etcd Version: 3.7.0"), "it is 3.7.0, and >= 3.5.0 and < 3.7.0 is needed"],
        "is a pre-release": [
            says("etcd Version: 3.6.0-rc.2"),
            "it is 3.6.0-rc.2, and >= 3.5.0 and < 3.7.0 is needed",
        ],
        "prints no version": [says("hello"), "etcd --version printed no version"],
        "fails although it prints a version": [
            "#!/bin/sh\necho 3.6.1\nexit 3\n",
            "etcd --version printed no version",
        ],
    };
    for (const [what, [script, reason]] of Object.entries(refused)) {
        it(`is left alone with the reason when it ${what}, and ours is built`, async () => {
            const path = machine.program("etcd", script);
            const reporter = recorder();
            const found = await ensureTools(["etcd"], reporter, undefined, machine.sources);
            expect(reporter.lines[0]).to.equal(`warn: etcd: not using ${path}: ${reason}`);
            expect(found.get("etcd")?.origin).to.equal("built");
            expect(found.get("etcd")?.version).to.equal("3.6.8");
        });
    }

    it("is left alone when it does not answer in time", async () => {
        const path = machine.program("etcd", "#!/bin/sh\nexec /bin/sleep 60\n");
        const reporter = recorder();
        const found = await ensureTools(["etcd"], reporter, undefined, {
            ...machine.sources,
            patience: { version: 200, download: 15_000 },
        });
        expect(reporter.lines[0]).to.equal(
            `warn: etcd: not using ${path}: it did not say its version within 0.2 s`,
        );
        expect(found.get("etcd")?.origin).to.equal("built");
    });

    it("is judged by minor for Kubernetes: 1.36 and nothing else", async () => {
        machine.program("kube-apiserver", says("Kubernetes v1.36.0"));
        machine.program("kube-scheduler", says("Kubernetes v1.35.9"));
        const names = ["kube-apiserver", "kube-scheduler"] as const;
        const found = await ensureTools(names, silentReporter, undefined, machine.sources);
        expect(found.get("kube-apiserver")?.origin).to.equal("path");
        expect(found.get("kube-scheduler")?.origin).to.equal("built");
    });

    describe("Pulumi", () => {
        const names = ["pulumi", "pulumi-language-nodejs"] as const;

        it("brings the language host that stands beside the real file behind a link", async () => {
            const own = join(dirname(machine.sources.modules), "own");
            const real = machine.program("pulumi", says("v3.240.1"), own);
            const host = machine.program("pulumi-language-nodejs", says(""), own);
            const link = join(machine.sources.environment["PATH"] ?? "", "pulumi");
            symlinkSync(real, link);
            const found = await ensureTools(names, silentReporter, undefined, machine.sources);
            expect(found.get("pulumi")?.path).to.equal(link);
            expect(found.get("pulumi-language-nodejs")).to.deep.equal({
                name: "pulumi-language-nodejs",
                version: "3.240.1",
                path: host,
                origin: "path",
            });
            expect(machine.builds()).to.equal(0);
        });

        it("is left alone without its language host, and both are built", async () => {
            const path = machine.program("pulumi", says("v3.240.1"));
            const reporter = recorder();
            const found = await ensureTools(names, reporter, undefined, machine.sources);
            expect(reporter.lines[0]).to.equal(
                `warn: pulumi: not using ${path}: its pulumi-language-nodejs is neither beside it nor on PATH`,
            );
            expect([...found.values()].map((tool) => tool.origin)).to.deep.equal(["built", "built"]);
        });

        it("is left alone when it is too old, and its language host with it", async () => {
            machine.program("pulumi", says("v3.228.0"));
            machine.program("pulumi-language-nodejs", says(""));
            const found = await ensureTools(names, silentReporter, undefined, machine.sources);
            expect([...found.values()].map((tool) => tool.origin)).to.deep.equal(["built", "built"]);
        });
    });
});
