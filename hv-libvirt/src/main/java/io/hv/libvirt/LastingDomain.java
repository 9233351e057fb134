package io.hv.libvirt;

import io.hv.HostUnavailableException;
import io.hv.InvalidStateException;
import io.hv.libvirt.DomainLookup.Question;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A domain's handle for as long as something goes on that outlives a connection: taken anew where that was lost and is there
 * again. For one thread.
 */
final class LastingDomain implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    /** {@code VIR_FROM_RPC}: what does not answer is the line. */
    private static final int FROM_RPC = 7;

    private final SharedConnection shared;
    private final UUID uuid;
    private DomainRef ref;

    LastingDomain(SharedConnection shared, DomainRef ref) {
        this.shared = shared;
        this.uuid = ref.uuid();
        this.ref = ref;
    }

    /** The handle of now, which stays this one's. */
    DomainRef ref() {
        return ref;
    }

    /**
     * An answer; none while nobody answers.
     *
     * @throws InvalidStateException if the domain is not there any more
     */
    <T> Optional<T> ask(Question<T> question) throws LibvirtFailure {
        try {
            return Optional.of(question.of(ref));
        } catch (LibvirtFailure e) {
            if (!isOfTheLine(e)) {
                throw e;
            }
            LOG.debug("{} is not asked now: {}", uuid, e.getMessage());
            renew();
            return Optional.empty();
        }
    }

    private boolean isOfTheLine(LibvirtFailure failure) {
        return failure.domain() == FROM_RPC || shared.connection().isLost(ref.link());
    }

    private void renew() throws LibvirtFailure {
        try {
            DomainRef next = shared.domains()
                    .find(uuid)
                    .orElseThrow(() -> new InvalidStateException(
                            "the domain " + uuid + " is not there any more", "define it again"));
            ref.close();
            ref = next;
        } catch (HostUnavailableException e) {
            LOG.debug("{} cannot be asked yet: {}", uuid, e.getMessage());
        } catch (LibvirtFailure e) {
            if (e.domain() != FROM_RPC) {
                throw e;
            }
            LOG.debug("{} cannot be asked yet: {}", uuid, e.getMessage());
        }
    }

    @Override
    public void close() {
        ref.close();
    }
}
