/** What this suite looks at of webhook configurations and Services, by `Kind/name` and `namespace/name`. */
export interface WebhookState {
    readonly configurations: ReadonlyMap<string, readonly CalledService[]>;
    /** Revision that each Service selects; the empty text where it selects none. */
    readonly services: ReadonlyMap<string, string>;
}

export interface CalledService {
    readonly webhook: string;
    /** `namespace/name` */
    readonly service: string;
}

export interface Required {
    readonly configurations: readonly string[];
    readonly services: readonly string[];
    /** Configurations that no pod or object can meet yet, or any more: of a revision that comes or goes. */
    readonly unmet: ReadonlySet<string>;
}

/** What is absent or leads nowhere, as sentences. */
export function violations(state: WebhookState, required: Required): readonly string[] {
    return [
        ...required.configurations
            .filter((each) => !state.configurations.has(each))
            .map((each) => `${each} is absent`),
        ...required.services
            .filter((each) => !state.services.has(each))
            .map((each) => `Service ${each} is absent`),
        ...[...state.configurations].flatMap(([name, called]) =>
            required.unmet.has(name)
                ? []
                : called
                      .filter(({ service }) => !state.services.has(service))
                      .map(
                          ({ webhook, service }) =>
                              `${name}: ${webhook} calls ${service}, which is not there`,
                      ),
        ),
        ...[...state.services].flatMap(([name, revision]) =>
            tagService.test(name) && !state.services.has(`istio-system/istiod-${revision}`)
                ? [`Service ${name} selects ${revision}, which is not there`]
                : [],
        ),
    ];
}

const tagService = /^istio-system\/istiod-revision-tag-/;

/** What must be there all the time while these revisions and tags are. */
export function requiredFor(
    { revisions, tags }: { readonly revisions: Iterable<string>; readonly tags: Iterable<string> },
    passing: Iterable<string>,
): Required {
    const [live, names] = [[...revisions], [...tags]];
    return {
        configurations: [
            ...live.flatMap(configurationsOf),
            ...names.map((tag) => `MutatingWebhookConfiguration/istio-revision-tag-${tag}`),
            "ValidatingWebhookConfiguration/istiod-default-validator",
        ],
        services: [
            ...live.map((revision) => `istio-system/istiod-${revision}`),
            ...names.map((tag) => `istio-system/istiod-revision-tag-${tag}`),
        ],
        unmet: new Set([...passing].flatMap(configurationsOf)),
    };
}

function configurationsOf(revision: string): readonly string[] {
    return [
        `MutatingWebhookConfiguration/istio-sidecar-injector-${revision}`,
        `ValidatingWebhookConfiguration/istio-validator-${revision}-istio-system`,
    ];
}
