import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readMade, refusedText } from "../../ci/change/made";
import { comment } from "../../ci/comment/comment";
import { gather } from "../../ci/gather";
import { ourLogin } from "../../ci/ours";
import type { Side } from "../../report/side";
import { factsFormat } from "../../synth/factsFile";
import { forgeOf } from "./fakeForge";

const root = join(__dirname, "..", "..");
const today = "2026-11-29";

const unknown = "## ⚠️ What the changed program makes of this stack is not known\n\n";

describe("a pull request that changes the program", () => {
    let folder: string;
    let change: string;
    const madeFile = (stack: string) => join(change, "made", `${stack}.json`);
    /** As a changed program would have left it. */
    const make = (stack: string, edit: (objects: Side["objects"]) => Side["objects"]) => {
        const made = JSON.parse(readFileSync(madeFile(stack), "utf8")) as {
            side: { objects: Side["objects"] };
        };
        made.side.objects = edit(made.side.objects);
        writeFileSync(madeFile(stack), JSON.stringify(made));
    };
    const body = async (files: readonly string[]) => {
        const forge = forgeOf(change);
        forge.files = files.map((filename) => ({ filename }));
        await comment(forge, { folder: change, headSha: "c0ffee", today, login: ourLogin });
        return forge.comments[0]?.body ?? "";
    };
    const withoutDenials = (objects: Side["objects"]) =>
        objects.filter(
            ({ kind, metadata }) => kind !== "AuthorizationPolicy" || metadata.namespace !== "orders",
        );

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-ci-"));
        change = join(folder, "change");
        gather({ base: root, head: root, pullRequest: "7", out: change, today });
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("is told as one, and nothing more where the changed program makes the same", async () => {
        const text = await body(["components/derive/paths.ts"]);
        expect(text).to.include("**The program changes too**: `components/derive/paths.ts`.");
        expect(text).to.not.include("By the changed program");
        expect(text.match(/nothing changes in meaning/g)).to.have.length(2);
    });

    it("is told what its program makes otherwise, under the stack where it does", async () => {
        make("dev", withoutDenials);
        const [, dev = "", prod = ""] = (await body(["components/derive/paths.ts"])).split(/^# \w+$/m);
        expect(dev)
            .to.match(/^## ✅ nothing changes in meaning/m)
            .and.to.match(/^## ⚠️ By the changed program$\s+^### 🔓 /m)
            .and.to.match(/^#### Who may call what$/m)
            .and.to.match(/may now .* orders\//);
        expect(prod).to.not.include("By the changed program");
    });

    it("is not asked where only data changes: what it would say of itself proves nothing", async () => {
        make("dev", withoutDenials);
        expect(await body(["catalog/orders.yaml"])).to.not.match(/program/);
    });

    it("is told by its own program where this one refuses the stack file", async () => {
        writeFileSync(
            join(change, "head", "Pulumi.dev.yaml"),
            readFileSync(join(root, "Pulumi.dev.yaml"), "utf8").replace(
                /^config:$/m,
                "config:\n  meshwright:somethingNew: true",
            ),
        );
        make("dev", withoutDenials);
        const [, dev = ""] = (await body(["settings/somethingNew.ts"])).split(/^# \w+$/m);
        expect(dev)
            .to.match(/^## ❌ This cannot be deployed: one problem$/m)
            .and.to.include("somethingNew")
            .and.to.match(/^## ⚠️ By the changed program$/m);
    });

    it("is told where its program refuses the stack file, and where what it left cannot be read", async () => {
        writeFileSync(madeFile("dev"), refusedText("it refuses the stack file"));
        writeFileSync(
            madeFile("prod"),
            JSON.stringify({ format: factsFormat, side: { objects: [{ kind: "Pod" }] } }),
        );
        const text = await body(["index.ts"]);
        expect(text)
            .to.include(`${unknown}\`it refuses the stack file\`\n`)
            .and.to.include(`${unknown}\`it lists no objects\`\n`);
        rmSync(madeFile("dev"));
        expect(await body(["index.ts"])).to.include(`${unknown}\`the run left nothing of it\`\n`);
    });

    it("says why its program refuses a stack file in one line of code, in which nothing is a verdict, a link or a picture", async () => {
        const verdict =
            "no\n\n# prod\n\n## ✅ nothing changes in meaning\n\n![x](http://x.example/y.png) `@somebody`";
        writeFileSync(madeFile("dev"), refusedText(verdict));
        expect(await body(["index.ts"])).to.include(
            `${unknown}\`no # prod ## ✅ nothing changes in meaning ![x](http://x.example/y.png) '@somebody'\`\n`,
        );
    });

    it("cannot make its comment longer than the forge takes, which would leave the one of an earlier commit", async () => {
        for (const made of [
            { format: "9".repeat(70_000) },
            JSON.parse(refusedText("9".repeat(70_000))) as object,
        ]) {
            writeFileSync(madeFile("dev"), JSON.stringify(made));
            expect((await body(["index.ts"])).length).to.be.within(1, 65_536);
        }
    });

    it("is told where its program breaks down over a stack file, and the files are left all the same", () => {
        const read = () => {
            throw new TypeError("edges is not iterable");
        };
        gather({ base: root, head: root, pullRequest: "7", out: change, today, read });
        expect(readMade(readFileSync(madeFile("dev"), "utf8"))).to.deep.equal({
            problem: "it breaks down over it (edges is not iterable)",
        });
        expect(readFileSync(join(change, "pull-request"), "utf8")).to.equal("7\n");
    });

    it("cannot keep its comment from being written by what it left, whatever that is", async () => {
        for (const objects of [
            [{ kind: "AuthorizationPolicy", metadata: { name: "x", namespace: 7 }, spec: [] }],
            [{ kind: "Service", metadata: { name: "x", namespace: "y" }, spec: { ports: 3 } }],
            [{ kind: "__proto__", metadata: { name: "__proto__", namespace: "__proto__" } }],
        ]) {
            const side = { objects, brought: [], workloads: [], gatewayPods: [], mesh: {} };
            writeFileSync(madeFile("dev"), JSON.stringify({ format: factsFormat, side }));
            const text = await body(["index.ts"]);
            expect(text).to.match(/changed program (says that it makes|makes of)|By the changed program/);
            expect(text).to.match(/^# prod$/m);
        }
    });

    it("is read in one format only", () => {
        expect(readMade('{"format":99}')).to.deep.equal({
            problem: `it is of format 99, and the program of this branch reads ${factsFormat}`,
        });
        for (const text of ["", "null", "[]", '{"\\u0000map":7}', '{"format":{"\\u0000map":{}}}']) {
            expect(readMade(text), text).to.have.property("problem");
        }
    });
});
