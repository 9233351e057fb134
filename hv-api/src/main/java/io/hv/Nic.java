package io.hv;

/**
 * A network card of a domain by its address: a handle with nothing to close, equal to every other handle of the same
 * address of the same domain. Safe for any thread.
 *
 * <p>Every method but {@link #domain()} and {@link #mac()} throws what the domain's own throw: {@link NotFoundException}
 * once the domain is undefined, and {@link ClosedException} once the host is closed.
 */
public interface Nic {

    /** The domain that it belongs to. */
    Domain domain();

    /** Its address, by which it is known. */
    MacAddress mac();

    /**
     * What it is, as far as the neutral spec can say it: in the machine where the domain is active, else as defined.
     *
     * @throws NotFoundException if the domain has it no more
     */
    NicSpec spec();

    /**
     * Pulls its cable out, or puts it in; legal when the domain is active. The guest is told. The definition stays as it
     * is.
     *
     * @throws UnsupportedFeatureException without {@link Feature#NIC_LINK}
     * @throws InvalidStateException if the domain is not active
     */
    default void link(boolean up) {
        throw new UnsupportedFeatureException(toString(), Feature.NIC_LINK, domain().supports(Feature.NIC_LINK));
    }

    /**
     * Asks the guest to let go of it, and takes it out of the machine; legal when the domain is active, and as
     * {@link Disk#detach}.
     *
     * @return a job that ends with what it was, when it is out
     * @throws UnsupportedFeatureException without {@link Feature#HOT_PLUG}
     */
    default Job<NicSpec> detach(PlugFlag... flags) {
        throw new UnsupportedFeatureException(toString(), Feature.HOT_PLUG, domain().supports(Feature.HOT_PLUG));
    }
}
