import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { markedProcesses } from "../../lab/cluster/processIdentity";
import { cacheFolder } from "../../lab/tools";
import type { Command } from "./support/command";
import { processesOf } from "./support/processes";
import { listeners, openPorts } from "./support/sockets";
import { TestLab } from "./support/testLab";
import { until } from "./support/until";

interface Moment {
    readonly when: string;
    readonly reached: (command: Command) => Promise<unknown>;
}

describe("Ctrl-C on the first npm run up", () => {
    const lab = new TestLab("dev");
    let untouched: ReturnType<typeof leftovers>;

    const logged = (pattern: RegExp) =>
        until(`the engine has said ${pattern}`, () => (pattern.test(lab.engineLog()) ? true : undefined));
    const moments: readonly Moment[] = [
        { when: "while it looks for its tools", reached: (command) => command.printed(/▸ 1 Tools/) },
        {
            when: "as the control plane starts",
            reached: (command) => command.printed(/▸ 2 Control plane\n/),
        },
        {
            when: "when the API server is about to answer",
            reached: (command) => command.printed(/· starting the controllers/),
        },
        { when: "as the stack begins", reached: (command) => command.printed(/▸ 3 Stack dev/) },
        {
            when: "while the engine creates objects",
            reached: () => logged(/CustomResourceDefinition .* created/),
        },
        {
            when: "while istiod starts",
            reached: () => logged(/Deployment istiod-[\w-]+:istio-system\/istiod-[\w-]+ creating/),
        },
    ];
    // A whole first deployment for one moment; the ordinary run has it on a lab that already runs (dev.spec.ts).
    const late: readonly Moment[] = [
        { when: "while the mesh becomes healthy", reached: (command) => command.printed(/▸ 4 Health/) },
    ];

    before(async () => {
        lab.prepare();
        // A command that does nothing: it fills the cache of the TypeScript loader, which is to stay.
        const { code } = await lab.start("lab", "--", "status", "--home", lab.home).finished();
        expect(code, "status of a lab that was never started").to.equal(3);
        untouched = leftovers(lab);
    });
    after(() => lab.dispose());

    for (const { when, reached } of [...moments, ...(process.env["TEST_DEPTH"] === "full" ? late : [])]) {
        it(`leaves no process, no port and no file ${when}`, async () => {
            const command = lab.startOnStack("up");
            await reached(command);
            const pids = markedProcesses(lab.home).map(({ pid }) => pid);
            const ports = listeners(pids).map(({ port }) => port);
            command.pressControlC();
            const { code, output } = await command.finished();
            expect(code, output).to.equal(130);
            expect(output).to.contain("Stopped. Nothing that this command started is left running.");
            expect(leftovers(lab)).to.deep.equal(untouched);
            expect(ports.filter((port) => openPorts().has(port))).to.deep.equal([]);
            expect(existsSync(lab.home)).to.equal(false);
        });
    }

    it("reaches the work when only the command that was typed gets the signal", async () => {
        const command = lab.startOnStack("up");
        await command.printed(/▸ 2 Control plane\n/);
        command.signal("SIGINT");
        const { code, output } = await command.finished();
        expect(code, output).to.equal(130);
        expect(leftovers(lab)).to.deep.equal(untouched);
    });
});

/** What a stopped command could have left anywhere: processes, files it writes, half-made tools. */
function leftovers(lab: TestLab) {
    const tools = join(cacheFolder(), "tools");
    return {
        processes: processesOf(lab.folder, lab.home),
        files: lab.files(),
        cache: existsSync(tools) ? readdirSync(tools).sort() : [],
    };
}
