import { BatchV1Api, KubeConfig, type V1CronJob } from "@kubernetes/client-node";

/**
 * Runs every CronJob once, as `kubectl create job --from` would: until its first schedule it has no pod, so
 * nothing could show that its pods are admitted and get their proxy. The CronJob owns the run.
 *
 * @returns how many were run now
 */
export async function runCronJobsOnce(kubeconfig: string): Promise<number> {
    const config = new KubeConfig();
    config.loadFromFile(kubeconfig);
    const api = config.makeApiClient(BatchV1Api);
    const [cronJobs, jobs] = await Promise.all([
        api.listCronJobForAllNamespaces(),
        api.listJobForAllNamespaces(),
    ]);
    const owners = new Set(
        jobs.items.flatMap((job) => (job.metadata?.ownerReferences ?? []).map(({ uid }) => uid)),
    );
    const idle = cronJobs.items.filter((each) => !owners.has(each.metadata?.uid ?? ""));
    await Promise.all(idle.map((each) => runOnce(api, each)));
    return idle.length;
}

async function runOnce(api: BatchV1Api, cronJob: V1CronJob): Promise<void> {
    const { name = "", namespace = "", uid = "" } = cronJob.metadata ?? {};
    const template = cronJob.spec?.jobTemplate;
    await api.createNamespacedJob({
        namespace,
        body: {
            metadata: {
                generateName: `${name}-by-hand-`,
                ...(template?.metadata?.labels === undefined ? {} : { labels: template.metadata.labels }),
                annotations: { "cronjob.kubernetes.io/instantiate": "manual" },
                ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name, uid, controller: true }],
            },
            ...(template?.spec === undefined ? {} : { spec: template.spec }),
        },
    });
}
