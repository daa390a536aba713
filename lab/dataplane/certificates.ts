import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./network";
import { run } from "./run";

export interface Certificate {
    readonly cert: string;
    readonly key: string;
}

/** An authority for one run, and certificates of it; by the machine's openssl, because Node can only read them. */
export class Authority {
    private constructor(
        readonly certificate: Certificate,
        private readonly folder: string,
    ) {}

    static async create(name: string): Promise<Authority> {
        const folder = mkdtempSync(join(root, "authority-"));
        await openssl(folder, [
            ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
            ...["-keyout", "ca.key", "-out", "ca.crt", "-days", "2", "-subj", `/CN=${name}`],
        ]);
        return new Authority(read(folder, "ca"), folder);
    }

    /** A serving certificate for these hosts. */
    async issue(...hosts: readonly string[]): Promise<Certificate> {
        const names = hosts.map((host) => `DNS:${host}`).join(",");
        writeFileSync(join(this.folder, "extensions"), `subjectAltName=${names}\n`);
        await openssl(this.folder, [
            ...["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
            ...["-keyout", "own.key", "-out", "own.csr", "-subj", `/CN=${hosts[0]}`],
        ]);
        await openssl(this.folder, [
            ...["x509", "-req", "-in", "own.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial"],
            ...["-out", "own.crt", "-days", "2", "-extfile", "extensions"],
        ]);
        return read(this.folder, "own");
    }
}

function openssl(folder: string, args: readonly string[]): Promise<string> {
    return run("openssl", args, { cwd: folder });
}

function read(folder: string, name: string): Certificate {
    const text = (extension: string) => readFileSync(join(folder, `${name}.${extension}`), "utf8");
    return { cert: text("crt"), key: text("key") };
}
