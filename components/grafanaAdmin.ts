import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { labels } from "./labels";
import { grafanaAdminName, objectName } from "./naming";

export interface GrafanaAdminArgs {
    namespace: string;
    user: string;
}

/**
 * Grafana's first user with a random password, in the Secret its pod reads. Letters and digits only: Grafana expands
 * `$` in what it reads, and a shell does worse. Grafana reads it when its database is made, and never again.
 *
 * @param name - logical name of the password
 */
export function grafanaAdmin(
    name: string,
    { namespace, user }: GrafanaAdminArgs,
    opts?: pulumi.CustomResourceOptions,
): k8s.core.v1.Secret {
    const password = new random.RandomPassword(name, { length: 32, special: false }, opts);
    const metadata = {
        name: grafanaAdminName,
        namespace,
        labels: { [labels.managedBy]: labels.managedByValue },
    };
    return new k8s.core.v1.Secret(
        objectName(metadata),
        { metadata, type: "Opaque", stringData: { user, password: password.result } },
        opts,
    );
}
