/** What `up` and the supervisor tell each other while the lab starts. After that they do not know each other. */
export type ToSupervisor =
    | {
          readonly kind: "start";
          readonly tools: Readonly<Record<string, string>>;
          /** kwok's `kustomize/stage` folder. */
          readonly stages: string;
      }
    | { readonly kind: "abort" };

export type FromSupervisor =
    | { readonly kind: "step"; readonly text: string }
    | { readonly kind: "ready" }
    | { readonly kind: "failed"; readonly message: string };
