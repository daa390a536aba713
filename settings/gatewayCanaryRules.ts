import { type Steps, shown } from "../components/graph/shape";
import { gatewayCanaryName } from "../components/naming";
import { didYouMean } from "../components/suggestion";
import { gatewayTag } from "./buildPlatform";
import type { RawGateway } from "./gatewaySchema";
import type { StackContent } from "./stackSchema";

type Say = (code: string, message: string, ...steps: Steps) => void;

export interface CanaryContext {
    readonly content: StackContent;
    /** Names of every declared tag; absent when the tags could not be read. */
    readonly tags: ReadonlySet<string> | undefined;
    readonly error: Say;
    readonly warning: Say;
}

/** Kubernetes takes no longer name of a Deployment whose pods carry it as a label. */
const longestName = 63;

/** A canary of a gateway that runs something else than the gateway, under a name that is free. */
export function checkCanary(
    name: string,
    raw: RawGateway,
    { content: { gateways, tags: content }, tags, error, warning }: CanaryContext,
): void {
    if (raw.canary === undefined) {
        return;
    }
    const canary = gatewayCanaryName(name);
    if (canary.length > longestName) {
        const message = `the canary is named ${canary}, which has ${canary.length} characters of ${longestName}; give the gateway a shorter name`;
        error("name-too-long", message, "canary");
    }
    if (Object.hasOwn(gateways ?? {}, canary)) {
        const message = `the canary is named ${canary}, and a gateway is named so already; rename one of them`;
        error("canary-name-taken", message, "canary");
    }
    const [own, { tag }] = [gatewayTag(raw, content), raw.canary];
    if (tags?.has(tag) === false) {
        const known = `declared in meshwright:tags: ${[...tags].join(", ")}`;
        const suggestion = didYouMean(tag.slice(0, 80), tags);
        error("unknown-tag", `unknown tag ${shown(tag)}${suggestion}; ${known}`, "canary", "tag");
    } else if (tag === own) {
        const message = `the gateway follows the tag "${own}" itself, so its canary would be no other; write another tag`;
        error("canary-tag", message, "canary", "tag");
    } else if (content?.[tag] !== undefined && content[tag] === content[own]) {
        const message = `both "${tag}" and "${own}" point to ${content[own]}, so the canary runs what the gateway runs; move the tag, or remove the canary`;
        warning("canary-alike", message, "canary", "tag");
    }
}
