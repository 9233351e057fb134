package io.hv.libvirt;

import io.hv.HostUnavailableException;
import io.hv.InvalidStateException;
import io.hv.LifecycleEvent;
import io.hv.libvirt.DomainLookup.Question;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows something that libvirt does with a domain that runs, from before its begin to its end: looks at it at each event and
 * now and then, so that no event is trusted and none is needed. For one thread.
 */
final class Following implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    private final DomainHandle handle;
    private final DomainJob<?> job;
    private final LastingDomain domain;
    private final Watch end;

    Following(DomainHandle handle, DomainJob<?> job, DomainRef ref) {
        this.handle = handle;
        this.job = job;
        this.domain = new LastingDomain(handle.host().shared(), ref);
        this.end = handle.host()
                .shared()
                .feed()
                .watch(this, handle.uuid(), event -> !event.status().state().isActive());
        end.whenDone(this::woken, gone -> job.news());
    }

    private void woken(LifecycleEvent event) {
        LOG.debug("{} of {}: a job is looked at", event.type(), event.name());
        job.news();
    }

    /** The domain's handle of now. */
    DomainRef ref() {
        return domain.ref();
    }

    /**
     * Looks until there is an end.
     *
     * @param look what has come of it; nothing while it goes on
     * @param stop has it stopped, where the job is asked to; again until it has an effect
     * @throws InvalidStateException if the domain has ended
     */
    <T> T untilEnd(Question<Optional<T>> look, Question<Boolean> stop) throws LibvirtFailure {
        while (true) {
            if (job.isStopped()) {
                stop(stop);
            }
            Optional<T> seen = ask(look).flatMap(answer -> answer);
            if (seen.isPresent()) {
                return seen.get();
            }
            job.awaitNews();
        }
    }

    /** An answer of the domain, which has to be active; waits for a connection that is lost. */
    <T> T asked(Question<T> question) throws LibvirtFailure {
        return untilEnd(ref -> Optional.of(question.of(ref)), ref -> true);
    }

    private void stop(Question<Boolean> stop) throws LibvirtFailure {
        try {
            if (domain.ask(stop).isEmpty()) {
                throw new HostUnavailableException(
                        "it is not known to have stopped: nobody answers",
                        "when the host answers again, see what its disks do: virsh blockjob, virsh domjobinfo",
                        "virDomainBlockJobAbort",
                        0,
                        null);
            }
        } catch (LibvirtFailure e) {
            LOG.debug("a job of {} is not stopped yet, or has ended", handle, e);
        }
    }

    private <T> Optional<T> ask(Question<T> question) throws LibvirtFailure {
        try {
            Optional<T> answer = domain.ask(question);
            requireNotEnded(null);
            return answer;
        } catch (LibvirtFailure e) {
            if (e.number() == ErrorNumber.VIR_ERR_NO_DOMAIN || !isActive()) {
                throw ended(e);
            }
            requireNotEnded(e);
            throw e;
        }
    }

    private boolean isActive() {
        try {
            return domain.ask(DomainRef::status)
                    .map(status -> status.state().isActive())
                    .orElse(true);
        } catch (LibvirtFailure e) {
            return e.number() != ErrorNumber.VIR_ERR_NO_DOMAIN;
        }
    }

    private void requireNotEnded(@Nullable Exception because) {
        if (end.isFound()) {
            throw ended(because);
        }
    }

    private InvalidStateException ended(@Nullable Exception because) {
        return new InvalidStateException(handle + " has ended meanwhile", "start it, and begin again", because);
    }

    @Override
    public void close() {
        end.close();
        domain.close();
    }
}
