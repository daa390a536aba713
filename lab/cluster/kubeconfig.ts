import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { stringify } from "yaml";
import { type Account, accounts, componentKubeconfig, type Tokens } from "./credentials";
import type { LabPaths } from "./paths";
import { writePrivateFile } from "./writeFile";

export interface KubeconfigParts {
    readonly server: string;
    readonly certificateAuthority: string;
    readonly context: string;
    readonly user: string;
    readonly credential: { readonly token: string } | { readonly tokenFile: string };
}

/** A kubeconfig that checks the server's certificate: a token must not go to whoever took over the port. */
export function kubeconfig(parts: KubeconfigParts): string {
    const authority = Buffer.from(parts.certificateAuthority).toString("base64");
    return stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [
            {
                name: parts.context,
                cluster: { server: parts.server, "certificate-authority-data": authority },
            },
        ],
        users: [{ name: parts.user, user: parts.credential }],
        contexts: [{ name: parts.context, context: { cluster: parts.context, user: parts.user } }],
        "current-context": parts.context,
    });
}

export function contextName(paths: LabPaths): string {
    return `meshwright-${basename(paths.home)}`;
}

/** The API server makes its certificate at its first start, so this comes after that. */
export function readCertificateAuthority(paths: LabPaths): string {
    return readFileSync(join(paths.certs, "apiserver.crt"), "utf8");
}

export function writeKubeconfigs(paths: LabPaths, server: string, tokens: Tokens): void {
    const certificateAuthority = readCertificateAuthority(paths);
    for (const account of Object.keys(accounts) as Account[]) {
        const content = kubeconfig({
            server,
            certificateAuthority,
            context: contextName(paths),
            user: account,
            credential: { token: tokens[account] },
        });
        writePrivateFile(componentKubeconfig(paths, account), content);
    }
}
