package io.hv.backend;

import io.hv.DomainSpec;
import io.hv.HostFailureException;
import io.hv.HypervisorException;
import io.hv.InvalidStateException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A job that waits for a device to leave, and what follows when it has left. In the domain's transitions. */
final class Departure<T> {

    private final DefaultJob<T> job;
    private final Departures.Leaving<T> device;
    private boolean left;
    private @Nullable RuntimeException failure;

    Departure(DefaultJob<T> job, Departures.Leaving<T> device) {
        this.job = job;
        this.device = device;
    }

    /** As the machine tells of the device. */
    String device() {
        return device.name();
    }

    /** Whether a machine that is this has the device. */
    boolean isIn(DomainSpec machine) {
        return device.isIn().test(machine);
    }

    /**
     * The device is out of the machine. What follows is done once. If it fails, the next who tells of it has it tried again, and
     * the last failure is the job's.
     */
    void left() {
        if (left) {
            return;
        }
        failure = null;
        try {
            device.left().ifPresent(Runnable::run);
            left = true;
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    /**
     * The job ends.
     *
     * @param lost what went wrong with the device; comes first, as data may be lost by it
     */
    void end(Optional<HypervisorException> lost) {
        left();
        RuntimeException mine = failure;
        if (mine == null) {
            lost.ifPresentOrElse(job::fail, () -> job.complete(device.spec()));
            return;
        }
        HypervisorException why = lost.orElseGet(() -> told(mine));
        if (why != mine && why.getCause() != mine) {
            why.addSuppressed(mine);
        }
        job.fail(why);
    }

    private HypervisorException told(RuntimeException e) {
        return e instanceof HypervisorException known
                ? known
                : new HostFailureException(
                        "what was to follow when the " + device.words() + " had left failed: " + e,
                        "look at the causes beneath this one",
                        "detach",
                        0,
                        e);
    }

    /** The job ends with the machine. */
    void ended(String domain) {
        RuntimeException mine = failure;
        if (mine != null) {
            job.fail(told(mine));
        } else if (left) {
            String definition = device.left().isPresent() ? ", and the definition says so" : "";
            job.fail(new InvalidStateException(
                    domain + " has ended before it was known that all of the " + device.words() + " was given back",
                    "nothing is to be done: the device had left" + definition
                            + "; the log tells what went wrong, if something did"));
        } else {
            job.fail(new InvalidStateException(
                    domain + " has ended before its guest let go of the " + device.words(),
                    "nothing is to be done: without a machine there is no device"));
        }
    }
}
