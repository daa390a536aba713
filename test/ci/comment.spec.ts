import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { comment } from "../../ci/comment/comment";
import { readIncoming } from "../../ci/comment/incoming";
import { gather } from "../../ci/gather";
import { ourLogin } from "../../ci/ours";
import { type FakeForge, forgeOf } from "./fakeForge";

const root = join(__dirname, "..", "..");

describe("a pull request's comment, from what a run without rights left", () => {
    let folder: string;
    let change: string;
    const headFile = (name: string) => join(change, "head", name);
    const edit = (name: string, from: string | RegExp, to: string) => {
        const text = readFileSync(headFile(name), "utf8");
        expect(text, name).to.match(
            from instanceof RegExp ? from : new RegExp(from.replaceAll(/[[\]{}()*+?.]/g, "\\$&")),
        );
        writeFileSync(headFile(name), text.replace(from, to));
    };
    const run = (forge: FakeForge) =>
        comment(forge, { folder: change, headSha: "c0ffee", today: "2026-11-29", login: ourLogin });

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-ci-"));
        change = join(folder, "change");
        gather({ base: root, head: root, pullRequest: "7", out: change, today: "2026-11-29" });
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    it("says of each stack that nothing changes in meaning where only text changes", async () => {
        edit("catalog/orders.yaml", /^namespace: orders$/m, "# moved, and nothing else\nnamespace: orders");
        const forge = forgeOf(change);
        expect(await run(forge)).to.equal("commented on #7");
        const body = forge.comments[0]?.body ?? "";
        expect(body.match(/^# \w+$/gm)).to.deep.equal(["# dev", "# prod"]);
        expect(body.match(/nothing changes in meaning/g)).to.have.length(2);
    });

    it("tells a change of one stack there, with what the policies make of it, and that the other stays", async () => {
        edit("Pulumi.dev.yaml", "{ v1: 90, v2: 10 }", "{ v1: 50, v2: 50 }");
        const forge = forgeOf(change);
        await run(forge);
        const [, dev = "", prod = ""] = (forge.comments[0]?.body ?? "").split(/^# \w+$/m);
        expect(dev).to.include("50").and.to.include("no policy violation");
        expect(prod).to.include("nothing changes in meaning");
    });

    it("says what is wrong with a change that cannot be deployed, as text and never as markup", async () => {
        writeFileSync(headFile("catalog/orders.yaml"), 'namespace: "@everyone ````<b>"\nowners: []\n');
        const forge = forgeOf(change);
        await run(forge);
        const body = forge.comments[0]?.body ?? "";
        expect(body)
            .to.include("## ❌ This cannot be deployed: ")
            .and.to.include("head/catalog/orders.yaml: ");
        expect(body).to.not.include(folder);
        const outside = body.split("````").filter((_, index) => index % 2 === 0);
        expect(outside.join("")).to.not.include("@everyone");
        expect(body.match(/````/g)).to.have.length(4);
    });

    it("tells of a stack that is new and of one that goes, and what becomes possible or impossible with it", async () => {
        rmSync(headFile("Pulumi.prod.yaml"));
        cpSync(headFile("Pulumi.dev.yaml"), headFile("Pulumi.test.yaml"));
        const forge = forgeOf(change);
        await run(forge);
        const [, dev = "", prod = "", test = ""] = (forge.comments[0]?.body ?? "").split(/^# \w+$/m);
        expect(dev).to.include("nothing changes in meaning");
        expect(prod)
            .to.match(/^\s*\*\*🗑️ The stack is taken away\..*:\*\*\n\n## /)
            .and.to.include("orders/orders is gone");
        expect(test)
            .to.match(/^\s*\*\*🆕 The stack is new\*\*\n\n## 🔓 /)
            .and.to.match(/may now GET .* \(new\)/);
    });

    it("is not written where the pull request has moved on, is closed, or is not the one the commit is of", async () => {
        for (const pullRequest of [
            { number: 7, state: "open", head: { sha: "0ther" } },
            { number: 7, state: "closed", head: { sha: "c0ffee" } },
        ]) {
            const forge = forgeOf(change);
            forge.pullRequest = pullRequest;
            expect(await run(forge)).to.equal(
                "#7 is closed, or its newest commit is another one; nothing was written",
            );
            expect(forge.writes).to.deep.equal([]);
        }
    });

    it("is not written from a folder that holds anything else: links, other files, no number", async () => {
        symlinkSync("/etc/hostname", headFile("catalog/link.yaml"));
        writeFileSync(headFile("catalog/.npmrc"), "");
        writeFileSync(join(change, "pull-request"), "7; echo");
        expect(readIncoming(change)).to.deep.equal({
            problems: [
                '"head/catalog/.npmrc" does not belong there',
                '"head/catalog/link.yaml" is neither a file nor a folder',
                "pull-request holds no number",
            ],
        });
        const forge = forgeOf(change);
        const failed = await run(forge).catch((error: Error) => error.message);
        expect(failed).to.match(/is not what the run of a pull request leaves:/);
        expect(forge.writes).to.deep.equal([]);
    });

    it("names the commit it speaks of, and doubts nothing where the forge has the same files", async () => {
        const forge = forgeOf(change);
        await run(forge);
        const body = forge.comments[0]?.body ?? "";
        expect(body).to.match(/<sub>of commit c0ffee<\/sub>\n$/);
        expect(body).to.not.include("⚠️");
    });

    it("warns first of all where the run left other files than the forge has, or left some out", async () => {
        const forge = forgeOf(change);
        edit("catalog/orders.yaml", "timeout: 8s", "timeout: 9s");
        rmSync(headFile("catalog/users.yaml"));
        await run(forge);
        expect(forge.comments[0]?.body).to.match(
            /^<!-- .* -->\n> ⚠️ \*\*What the run read is not what the forge has\*\*: `head\/catalog\/orders\.yaml`, `head\/catalog\/users\.yaml`\./,
        );
        const without = forgeOf(change);
        without.treeOf = () => undefined;
        await run(without);
        expect(without.comments[0]?.body).to.include("is not what the forge has**: `base/`, `head/`.");
    });

    it("compares with what the forge merged the change into, not with where the branch was when it was opened", async () => {
        const forge = forgeOf(change);
        edit("Pulumi.dev.yaml", "{ v1: 90, v2: 10 }", "{ v1: 50, v2: 50 }");
        forge.treeOf = forgeOf(change).treeOf;
        await run(forge);
        expect(forge.comments[0]?.body).to.not.include("is not what the forge has");
        forge.parents = { "3e26e": ["01d", "c0ffee"] };
        await run(forge);
        expect(forge.comments[0]?.body).to.include("is not what the forge has**: `base/`.");
    });

    it("is of the pull request that its run names among those of its branch, and of no other", async () => {
        const forge = forgeOf(change);
        forge.others = [forge.pullRequest, { ...forge.pullRequest, number: 8, base: { sha: "5tab1e" } }];
        forge.pullRequest = { number: 6, state: "open", head: { sha: "0ther" } };
        const job = { folder: change, headSha: "c0ffee", from: "a:b", today: "2026-11-29", login: ourLogin };
        for (const [named, expected] of [
            ["8", "commented on #8"],
            ["6", "commented on #7"],
        ] as const) {
            writeFileSync(join(change, "pull-request"), `${named}\n`);
            forge.comments = [];
            expect(await comment(forge, job)).to.equal(expected);
        }
        rmSync(change, { recursive: true });
        forge.comments = [];
        expect(await comment(forge, job)).to.match(/^commented on #7; .* on #8/);
    });

    it("takes what it said of an earlier commit back before it begins, for a report may never be done", async () => {
        const forge = forgeOf(change);
        await run(forge);
        const earlier = forge.comments[0]?.body ?? "";
        forge.comments = forge.comments.map((each) => ({
            ...each,
            body: earlier.replace("of commit c0ffee", "of commit 0ther"),
        }));
        const asked = forge.request.bind(forge);
        let meanwhile = "";
        forge.request = async (method, path, body) => {
            if (path.startsWith("/pulls/7/files")) {
                meanwhile = forge.comments[0]?.body ?? "";
            }
            return asked(method, path, body);
        };
        await run(forge);
        expect(meanwhile)
            .to.include("## ❓ Nothing is known of this change\n\nThe report of it is being made.")
            .and.to.include("<sub>of commit c0ffee</sub>");
        expect(forge.comments.map(({ body }) => body)).to.deep.equal([earlier]);
        forge.writes.length = 0;
        expect(await run(forge)).to.equal("the comment on #7 says it already");
        expect(forge.writes).to.deep.equal([]);
    });

    it("takes no more stacks than a comment has room for", () => {
        for (let count = 0; count < 39; count += 1) {
            writeFileSync(headFile(`Pulumi.s${count}.yaml`), "config: {}\n");
        }
        expect(readIncoming(change)).to.deep.equal({ problems: ["41 stack files are more than 40"] });
        rmSync(headFile("Pulumi.s0.yaml"));
        expect(readIncoming(change)).to.have.property("stacks").with.length(40);
    });

    it("is found by its branch, whatever number the run left, and where the run left nothing says that nobody knows", async () => {
        const forge = forgeOf(change);
        writeFileSync(join(change, "pull-request"), "12\n");
        const from = "somebody:a branch";
        const job = { folder: change, headSha: "c0ffee", from, today: "2026-11-29", login: ourLogin };
        expect(await comment(forge, job)).to.equal("commented on #7");
        expect(await comment(forge, { ...job, headSha: "0ther" })).to.equal(
            "no open pull request from somebody:a branch is at 0ther; nothing was written",
        );
        rmSync(change, { recursive: true });
        expect(await comment(forge, job)).to.equal("changed the comment on #7");
        expect(forge.comments.map(({ body }) => body)).to.have.length(1);
        expect(forge.comments[0]?.body)
            .to.include("## ❓ Nothing is known of this change")
            .and.to.include("<sub>of commit c0ffee</sub>")
            .and.to.not.include("nothing changes in meaning");
    });

    it("refuses folders that are called like files, and says so where it said something of an earlier commit", async () => {
        const forge = forgeOf(change);
        const from = "somebody:a branch";
        const job = { folder: change, headSha: "c0ffee", from, today: "2026-11-29", login: ourLogin };
        await comment(forge, job);
        expect(forge.comments[0]?.body).to.include("nothing changes in meaning");
        mkdirSync(headFile("catalog/x.yaml"));
        mkdirSync(join(change, "made", "x.json"));
        expect(readIncoming(change)).to.deep.equal({
            problems: ['"head/catalog/x.yaml" does not belong there', '"made/x.json" does not belong there'],
        });
        expect(await comment(forge, job)).to.equal("changed the comment on #7");
        rmSync(join(change, "pull-request"));
        mkdirSync(join(change, "pull-request"));
        expect(readIncoming(change)).to.have.property("problems").with.length(4);
        expect(forge.comments.map(({ body }) => body).join())
            .to.include('did not leave what a report is made of: `"head/catalog/x.yaml" does not')
            .and.to.not.include("nothing changes in meaning");
    });

    it("says that nothing is known where a report breaks down, and breaks down itself", async () => {
        const forge = forgeOf(change);
        expect(await run(forge)).to.equal("commented on #7");
        const out = join(folder, "file");
        writeFileSync(out, "");
        const job = { folder: change, headSha: "c0ffee", today: "2026-11-29", login: ourLogin, out };
        const broken = await comment(forge, job).catch((error: Error) => error.message);
        expect(broken).to.match(/^EEXIST/);
        expect(forge.comments).to.have.length(1);
        expect(forge.comments[0]?.body)
            .to.match(/## ❓ Nothing is known of this change\n\nThe report of it could not be made: `EEXIST/)
            .and.to.include("<sub>of commit c0ffee</sub>")
            .and.to.not.include("nothing changes in meaning");
    });

    it("is of the folder that the stack files name for the catalogue", async () => {
        const head = join(folder, "checkout");
        mkdirSync(join(head, "mesh"), { recursive: true });
        const stack = readFileSync(join(root, "Pulumi.dev.yaml"), "utf8");
        writeFileSync(
            join(head, "Pulumi.dev.yaml"),
            stack.replace("config:", "config:\n  meshwright:catalog: ./mesh/"),
        );
        cpSync(join(root, "catalog"), join(head, "mesh"), { recursive: true });
        gather({ base: root, head, pullRequest: "7", out: change, today: "2026-11-29" });
        const forge = forgeOf(change);
        await run(forge);
        expect(forge.comments[0]?.body).to.match(/# dev\n\n## ✅ nothing changes in meaning/);
    });
});
