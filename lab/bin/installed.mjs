import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const record = join("node_modules", ".meshwright-lock");

/**
 * Whether node_modules holds what package-lock.json says. Its hash is recorded after an install that ended
 * well, inside the folder that `npm ci` removes first: an interrupted install never looks complete.
 * @param {string} root
 */
export function isInstalled(root) {
    if (readIf(join(root, record)) === lockHash(root)) {
        return true;
    }
    // Whoever ran npm by hand need not wait for a second install.
    if (matchesHiddenLock(root)) {
        recordInstall(root);
        return true;
    }
    return false;
}

/** @param {string} root */
export function recordInstall(root) {
    const fresh = join(root, `${record}.${process.pid}`);
    writeFileSync(fresh, lockHash(root));
    renameSync(fresh, join(root, record));
}

/** @param {string} root */
function lockHash(root) {
    return createHash("sha256")
        .update(readFileSync(join(root, "package-lock.json")))
        .digest("hex");
}

/**
 * npm writes node_modules/.package-lock.json last, naming every package it put there.
 * @param {string} root
 */
function matchesHiddenLock(root) {
    const hidden = readIf(join(root, "node_modules", ".package-lock.json"));
    if (hidden === undefined) {
        return false;
    }
    const present = JSON.parse(hidden).packages ?? {};
    const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages ?? {};
    return Object.entries(wanted).every(([path, each]) => {
        if (!path.includes("node_modules/")) {
            return true;
        }
        const found = present[path];
        // Builds for other platforms are optional and stay away.
        return found === undefined
            ? each.optional === true || each.devOptional === true
            : bare(found.version) === bare(each.version) && existsSync(join(root, path));
    });
}

/**
 * Some packages call themselves `v1.21.0`: npm keeps that in one of its files and drops the letter in the other.
 * @param {string | undefined} version
 */
function bare(version) {
    return version?.replace(/^[v=\s]+/, "");
}

/** @param {string} path */
function readIf(path) {
    try {
        return readFileSync(path, "utf8");
    } catch {
        return undefined;
    }
}
