import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";

/** What the engine is told of a resource beside its inputs. */
export interface RegisterRequest {
    readonly name: string;
    /** Names of the resources it waits for, and that wait for its deletion. */
    readonly dependencies: readonly string[];
    /** Names of hooks by the moment they are for. */
    readonly hooks: Readonly<Record<string, readonly string[]>>;
}

interface RawRequest {
    getName(): string;
    getDependenciesList(): readonly string[];
    getHooks(): RawHooks | undefined;
}

interface RawHooks {
    getBeforeDeleteList(): readonly string[];
    getBeforeCreateList(): readonly string[];
    getBeforeUpdateList(): readonly string[];
}

type Register = (request: RawRequest, callback: unknown) => Promise<void>;

/** Collects every request to the mock engine until the process ends; call it once and before the first of them. */
export function recordRequests(): readonly RegisterRequest[] {
    const requests: RegisterRequest[] = [];
    const prototype = MockMonitor.prototype as unknown as { registerResource: Register };
    const original = prototype.registerResource;
    prototype.registerResource = function (request, callback) {
        const hooks = request.getHooks();
        const byMoment = {
            beforeDelete: hooks?.getBeforeDeleteList() ?? [],
            beforeCreate: hooks?.getBeforeCreateList() ?? [],
            beforeUpdate: hooks?.getBeforeUpdateList() ?? [],
        };
        requests.push({
            name: request.getName(),
            dependencies: request.getDependenciesList().map((urn) => urn.split("::").slice(3).join("::")),
            hooks: Object.fromEntries(Object.entries(byMoment).filter(([, names]) => names.length > 0)),
        });
        return original.call(this, request, callback);
    };
    return requests;
}
