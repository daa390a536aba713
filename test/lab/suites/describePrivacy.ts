import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { markedProcesses } from "../../../lab/cluster/processIdentity";
import { isLoopback, listeners } from "../support/sockets";
import type { TestLab } from "../support/testLab";

/** A lab is nobody else's business: not the network's, and not that of other users of the machine. */
export function describePrivacy(lab: TestLab): void {
    it("listens on loopback and Unix sockets only", async () => {
        const { processes } = await lab.status();
        const found = listeners(markedProcesses(lab.home).map(({ pid }) => pid));
        for (const { name, pid, port } of processes.filter((each) => each.port !== undefined)) {
            expect(
                found.some((each) => each.pid === pid && each.port === port),
                `${name} listens on its port ${port}`,
            ).to.equal(true);
        }
        expect(found.filter((each) => !isLoopback(each))).to.deep.equal([]);
    });

    it("keeps its home closed to others, and every file with a credential readable by its owner alone", async () => {
        expect(statSync(lab.home).mode & 0o777).to.equal(0o700);
        const secrets = secretsOf(lab);
        expect(secrets.length, "credentials of the lab").to.be.greaterThan(5);
        const holders = readdirSync(lab.home, { recursive: true })
            .map((name) => join(lab.home, String(name)))
            .flatMap((path) => modeOfHolder(path, secrets));
        expect(holders.map(({ path }) => path)).to.include(lab.kubeconfig);
        expect(holders.filter(({ mode }) => (mode & 0o077) !== 0)).to.deep.equal([]);
    });

    it("says nothing of a credential to the commands it runs for a person", async () => {
        const secrets = secretsOf(lab);
        for (const command of ["status", "logs", "kubeconfig"]) {
            const printed = await lab.lab(command);
            expect(secrets.filter((secret) => printed.includes(secret))).to.deep.equal([]);
        }
    });
}

/** Every token, the key that signs tokens, and the passphrase of the stack. */
function secretsOf(lab: TestLab): readonly string[] {
    const read = (...path: readonly string[]) => readFileSync(join(lab.home, ...path), "utf8").trim();
    const tokens = read("credentials", "tokens.csv")
        .split("\n")
        .map((line) => line.split(",")[0] ?? "");
    const key = read("credentials", "service-accounts.key").split("\n")[1] ?? "";
    return [...tokens, key, read("passphrase")].filter((secret) => secret.length > 20);
}

const longest = 4_000_000;

/** The file and who may read it where it holds a credential; nothing of one that is replaced while we look, as a running lab does. */
function modeOfHolder(
    path: string,
    secrets: readonly string[],
): readonly { readonly path: string; readonly mode: number }[] {
    try {
        const found = lstatSync(path);
        // The programs themselves lie here too, as links.
        if (!found.isFile() || found.size > longest) {
            return [];
        }
        const text = readFileSync(path, "latin1");
        return secrets.some((secret) => text.includes(secret)) ? [{ path, mode: found.mode }] : [];
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") {
            return [];
        }
        throw error;
    }
}
