import {
    CoreV1Api,
    type KubeConfig,
    PatchStrategy,
    setHeaderOptions,
    type V1Service,
} from "@kubernetes/client-node";
import { type WatchList, watchList } from "./watchList";

/** Addresses reserved for documentation (RFC 5737): nobody can take one for an address that leads somewhere. */
const network = "192.0.2";

/**
 * Plays the load balancers of a cloud: every Service that asks for one is given an address. A stand-in: nothing
 * listens there, because no container runs. Without it the engine would wait for the address until it gives up.
 */
export async function provideLoadBalancers(
    config: KubeConfig,
    signal: AbortSignal,
): Promise<WatchList<V1Service>> {
    const api = config.makeApiClient(CoreV1Api);
    const given = new Map<string, string>();
    let services: WatchList<V1Service> | undefined;
    const provide = () => {
        for (const { service, address } of missingAddresses(services?.list() ?? [], given)) {
            const uid = service.metadata?.uid ?? "";
            given.set(uid, address);
            // Tried again at the Service's next change; the API server may be stopping.
            giveAddress(api, service, address).catch(() => given.delete(uid));
        }
    };
    services = await watchList<V1Service>({
        config,
        path: "/api/v1/services",
        list: () => api.listServiceForAllNamespaces(),
        onChange: provide,
        signal,
    });
    provide();
    return services;
}

/**
 * The Services that still wait for an address and the one each gets.
 *
 * @param given - by uid, what was given and may not be seen on the Service yet
 */
export function missingAddresses(
    services: readonly V1Service[],
    given: ReadonlyMap<string, string>,
): readonly { readonly service: V1Service; readonly address: string }[] {
    const taken = new Set([...given.values(), ...services.flatMap(addressesOf)]);
    return services.flatMap((service) => {
        const waits =
            service.spec?.type === "LoadBalancer" &&
            service.metadata?.deletionTimestamp === undefined &&
            addressesOf(service).length === 0 &&
            !given.has(service.metadata?.uid ?? "");
        const address = waits ? firstFree(taken) : undefined;
        if (address === undefined) {
            return [];
        }
        taken.add(address);
        return [{ service, address }];
    });
}

function addressesOf({ status }: V1Service): string[] {
    return (status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => (ip === undefined ? [] : [ip]));
}

function firstFree(taken: ReadonlySet<string>): string | undefined {
    return Array.from({ length: 254 }, (_, index) => `${network}.${index + 1}`).find(
        (each) => !taken.has(each),
    );
}

async function giveAddress(api: CoreV1Api, service: V1Service, ip: string): Promise<void> {
    const { name = "", namespace = "" } = service.metadata ?? {};
    await api.patchNamespacedServiceStatus(
        { name, namespace, body: { status: { loadBalancer: { ingress: [{ ip }] } } } },
        setHeaderOptions("Content-Type", PatchStrategy.StrategicMergePatch),
    );
}
