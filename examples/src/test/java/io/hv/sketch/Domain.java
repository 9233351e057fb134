package io.hv.sketch;

import io.hv.Job;
import io.hv.OperationTimeoutException;
import java.time.Duration;
import java.util.function.Consumer;

/** {@link io.hv.Domain}, with what forks, agents and other formats add. */
public interface Domain extends io.hv.Domain {

    /**
     * Waits until it is of use.
     *
     * @throws OperationTimeoutException if that takes longer; the evidence is the end of the console
     * @throws io.hv.InvalidStateException at once, if it ends or panics meanwhile
     */
    void awaitReady(Readiness readiness, Duration timeout);

    /** A running copy of this running or paused domain, with an identity of its own. It is gone when it stops. */
    TransientDomain fork();

    /** Copies of this domain: all of them, or none. */
    Job<Clones> cloneAs(CloneSpec spec);

    /** The guest agent. */
    Agent agent();

    /** Applies a change to the stored definition; what a spec cannot say of it stays as it is. */
    void edit(Consumer<DomainSpec.Builder> change);

    /** The stored definition in a format. */
    <D extends Definition> D definition(Class<D> format);
}
