import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { accounts, ensureCredentials, formatTokens, parseTokens } from "../../lab/cluster/credentials";
import { kubeconfig } from "../../lab/cluster/kubeconfig";
import { labPaths } from "../../lab/cluster/paths";
import { type LabState, readState, writeState } from "../../lab/cluster/state";

const state: LabState = {
    version: 1,
    phase: "ready",
    server: "https://127.0.0.1:20001",
    ports: { apiServer: 20_001, controllerManager: 20_002, scheduler: 20_003 },
    startedAt: "2026-01-01T00:00:00.000Z",
    supervisor: { pid: 1, startTime: 2 },
    tools: { etcd: "/tools/etcd" },
    processes: [{ name: "etcd", identity: { pid: 3, startTime: 4 }, restarts: 0 }],
};

describe("what a lab writes down", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "meshwright-state-"));
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    it("reads its state back as it was, from a file only its owner can read", () => {
        const paths = labPaths(folder);
        writeState(paths, state);
        expect(readState(paths)).to.deep.equal(state);
        expect(statSync(paths.state).mode & 0o777).to.equal(0o600);
    });

    it("replaces the state as a whole: a failed write leaves the old one and no other file", () => {
        const paths = labPaths(folder);
        writeState(paths, state);
        const unwritable = { ...state, toJSON: () => expect.fail("cannot be written") };
        expect(() => writeState(paths, unwritable)).to.throw("cannot be written");
        expect(readState(paths)).to.deep.equal(state);
        expect(readdirSync(folder)).to.deep.equal(["state.json"]);
    });

    it("leaves no temporary file when the name is taken by a folder", () => {
        const paths = labPaths(folder);
        mkdirSync(paths.state);
        expect(() => writeState(paths, state)).to.throw();
        expect(readdirSync(folder)).to.deep.equal(["state.json"]);
    });

    for (const [what, content] of [
        ["half a file", '{"version": 1, "pha'],
        ["another format", '{"version": 99}'],
        ["no object", "null"],
    ] as const) {
        it(`believes nothing of ${what}`, () => {
            const paths = labPaths(folder);
            writeFileSync(paths.state, content);
            expect(readState(paths)).to.equal(undefined);
        });
    }

    it("makes random tokens once per lab and keeps them over restarts", () => {
        const [first, second] = [labPaths(join(folder, "a")), labPaths(join(folder, "b"))];
        for (const paths of [first, second]) {
            mkdirSync(paths.credentials, { recursive: true });
        }
        const tokens = ensureCredentials(first);
        expect(ensureCredentials(first)).to.deep.equal(tokens);
        const all = [...Object.values(tokens), ...Object.values(ensureCredentials(second))];
        expect(new Set(all).size).to.equal(2 * Object.keys(accounts).length);
        expect(all.every((token) => token.length >= 43)).to.equal(true);
        for (const file of readdirSync(first.credentials)) {
            expect(statSync(join(first.credentials, file)).mode & 0o777, file).to.equal(0o600);
        }
        expect(readFileSync(join(first.credentials, "service-accounts.key"), "utf8")).to.match(
            /BEGIN RSA PRIVATE KEY/,
        );
    });

    it("gives every account the user and group Kubernetes binds its roles to", () => {
        const tokens = ensureIn(folder);
        expect(formatTokens(tokens).split("\n")).to.include(`${tokens.admin},admin,admin,"system:masters"`);
        expect(formatTokens(tokens).split("\n")).to.include(
            `${tokens["kube-scheduler"]},system:kube-scheduler,system:kube-scheduler`,
        );
        expect(parseTokens(formatTokens(tokens))).to.deep.equal(tokens);
        expect(parseTokens(`${tokens.admin},admin,admin\n`)).to.equal(undefined);
    });
});

function ensureIn(folder: string) {
    const paths = labPaths(folder);
    mkdirSync(paths.credentials, { recursive: true });
    return ensureCredentials(paths);
}

describe("the kubeconfig", () => {
    const made = parse(
        kubeconfig({
            server: "https://127.0.0.1:20001",
            certificateAuthority: "PEM",
            context: "meshwright-dev",
            user: "admin",
            credential: { token: "secret" },
        }),
    );

    it("leads to the lab and checks its certificate before it sends the token", () => {
        expect(made.clusters).to.deep.equal([
            {
                name: "meshwright-dev",
                cluster: {
                    server: "https://127.0.0.1:20001",
                    "certificate-authority-data": Buffer.from("PEM").toString("base64"),
                },
            },
        ]);
        expect(made.users).to.deep.equal([{ name: "admin", user: { token: "secret" } }]);
        expect(made["current-context"]).to.equal("meshwright-dev");
    });
});
