import { modeHere } from "../../../lab/dataplane/users";

/** Why a case needs redirection by owner, which needs more than one user. */
const reasons = {
    external: "rootless redirection lets calls to hosts outside pass the caller's proxy by",
    podAddress: "rootless redirection lets calls to a pod's own address pass the caller's proxy by",
} as const;

/**
 * Whether root runs the suite. Otherwise says in one line that `what` is not proved, and why; what is declared instead
 * of it is then nothing at all.
 */
export function canRedirectByOwner(what: string, reason: keyof typeof reasons): boolean {
    if (modeHere() === "root") {
        return true;
    }
    console.error(`SKIPPED ${what}: ${reasons[reason]}; run the suite as root`);
    return false;
}
