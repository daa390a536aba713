/** The oldest Node that everything here runs on; the same as `engines` in package.json says. */
export const oldestNode = "20.19";

/**
 * What is wrong with this Node, or undefined when it will do.
 * @param {string} version as `process.versions.node` gives it
 * @returns {string | undefined}
 */
export function nodeProblem(version) {
    const [major = 0, minor = 0] = version.split(".").map(Number);
    const [oldestMajor, oldestMinor] = oldestNode.split(".").map(Number);
    if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) {
        return undefined;
    }
    return (
        `Node ${version} is too old: ${oldestNode} or newer is needed. ` +
        "Install it from https://nodejs.org/en/download (or `nvm install` in this folder) and run the same command again"
    );
}
