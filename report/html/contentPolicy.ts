import { createHash } from "node:crypto";
import type { Bundle } from "./bundle";

/** Nothing may run, style or load but what the page brings, byte for byte; nothing it shows may be markup. */
export function contentPolicy({ script, style }: Bundle): string {
    return [
        "default-src 'none'",
        `script-src ${hashed(script)}`,
        `style-src ${hashed(style)}`,
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    ].join("; ");
}

function hashed(text: string): string {
    return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
