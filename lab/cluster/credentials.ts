import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LabPaths } from "./paths";
import { writePrivateFile } from "./writeFile";

/** Who may speak to the API server; the names and groups are those Kubernetes' own RBAC roles are bound to. */
export const accounts = {
    admin: { user: "admin", group: "system:masters" },
    lab: { user: "meshwright-lab", group: "system:masters" },
    kwok: { user: "kwok", group: "system:masters" },
    "kube-controller-manager": { user: "system:kube-controller-manager", group: "" },
    "kube-scheduler": { user: "system:kube-scheduler", group: "" },
} as const;

export type Account = keyof typeof accounts;
export type Tokens = Readonly<Record<Account, string>>;

export function credentialFiles(paths: LabPaths) {
    return {
        tokens: join(paths.credentials, "tokens.csv"),
        serviceAccountKey: join(paths.credentials, "service-accounts.key"),
    };
}

/** The admin's lies where a person looks for it, those of the lab's own parts out of the way. */
export function componentKubeconfig(paths: LabPaths, account: Account): string {
    return account === "admin" ? paths.kubeconfig : join(paths.credentials, `${account}.kubeconfig`);
}

/** Random tokens and a signing key, made once per lab: what was issued before a restart stays valid after it. */
export function ensureCredentials(paths: LabPaths): Tokens {
    const files = credentialFiles(paths);
    if (!existsSync(files.serviceAccountKey)) {
        const { privateKey } = generateKeyPairSync("rsa", {
            modulusLength: 2048,
            publicKeyEncoding: { type: "spki", format: "pem" },
            privateKeyEncoding: { type: "pkcs1", format: "pem" },
        });
        writePrivateFile(files.serviceAccountKey, privateKey);
    }
    const known = existsSync(files.tokens) ? parseTokens(readFileSync(files.tokens, "utf8")) : undefined;
    if (known) {
        return known;
    }
    const made = Object.fromEntries(
        Object.keys(accounts).map((account) => [account, randomBytes(32).toString("base64url")]),
    ) as Record<Account, string>;
    writePrivateFile(files.tokens, formatTokens(made));
    return made;
}

export function formatTokens(tokens: Tokens): string {
    return accountNames()
        .map((account) => {
            const { user, group } = accounts[account];
            return `${tokens[account]},${user},${user}${group === "" ? "" : `,"${group}"`}\n`;
        })
        .join("");
}

/** Undefined when an account is missing: a file of another format is made anew. */
export function parseTokens(content: string): Tokens | undefined {
    const byUser = new Map(
        content.split("\n").flatMap((line) => {
            const [token, user] = line.split(",");
            return token && user ? [[user, token] as const] : [];
        }),
    );
    const found = accountNames().map((account) => [account, byUser.get(accounts[account].user)] as const);
    return found.every(([, token]) => token !== undefined)
        ? (Object.fromEntries(found) as Record<Account, string>)
        : undefined;
}

function accountNames(): readonly Account[] {
    return Object.keys(accounts) as Account[];
}
