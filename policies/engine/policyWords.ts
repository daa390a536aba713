/** Methods that an AuthorizationPolicy may name. */
export const httpMethods = ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH"];

/** A port as text, in decimal: Go reads no other. */
export const portText =
    /^0*([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])$/;

/** Attributes that a condition may ask for. */
export const attribute =
    /^(request\.headers\[[^\]]+\]|request\.auth\.(principal|audiences|presenter|claims(\[[^\]]+\])+)|(source|remote)\.ip|source\.(namespace|principal|serviceAccount)|destination\.(ip|port)|connection\.sni|experimental\.envoy\.filters\..+)$/;
