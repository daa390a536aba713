import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCheck } from "../../policyCheck/run";
import { temporaryFolder } from "../support/temporaryFolder";

const plain = (text: string) => text;

export interface Ran {
    readonly code: number;
    readonly out: string;
    readonly err: string;
}

/** Runs the command on 2026-11-20, in colours nobody sees. */
export function run(args: readonly string[], input = "", root = join(__dirname, "../..")): Ran {
    let out = "";
    let err = "";
    const code = runCheck(args, {
        out: (text) => {
            out += text;
        },
        err: (text) => {
            err += text;
        },
        style: { strong: plain, faint: plain, warning: plain },
        today: "2026-11-20",
        root,
        readInput: () => input,
    });
    return { code, out, err };
}

/** A folder of files that goes when all tests of the file are through. */
export function folderOf(files: Readonly<Record<string, string>>): string {
    const folder = temporaryFolder("check");
    for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), text);
    }
    return folder;
}

export const permissive = `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: core
spec:
  mtls:
    mode: PERMISSIVE
`;

export const strict = permissive.replace("PERMISSIVE", "STRICT");
