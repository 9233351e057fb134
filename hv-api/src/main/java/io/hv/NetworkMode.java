package io.hv;

/** How far the machines of a network reach. */
public enum NetworkMode {
    /** Each other, and the host where it has an address there. */
    ISOLATED,
    /** Whatever the host reaches, as if it were the host. Who is out there cannot reach them. */
    NAT,
    /** Whatever the host reaches, under their own addresses, for which others have to know the way. */
    ROUTED,
    /** All that is on a bridge of the host's, as machines on it; who made the bridge cares for its addresses. */
    BRIDGE
}
