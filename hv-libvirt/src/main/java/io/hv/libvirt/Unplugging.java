package io.hv.libvirt;

import io.hv.DomainState;
import io.hv.Feature;
import io.hv.InvalidStateException;
import io.hv.Job;
import io.hv.NotFoundException;
import io.hv.PlugFlag;
import io.hv.libvirt.LibvirtDomainEvent.Kind;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes a device out of a machine: asks the guest to let go of it, and waits until libvirt says that it has, or shows the
 * machine without it.
 *
 * @param <S> what the device was
 */
final class Unplugging<S> {

    private final DomainHandle domain;
    private final Devices.Named device;
    private final S spec;
    private final String alias;
    private final boolean definitionToo;
    /** What the guest has done about it, as far as that was told. */
    private volatile @Nullable Kind told;

    private Unplugging(DomainHandle domain, Devices.Named device, S spec, String alias, boolean definitionToo) {
        this.domain = domain;
        this.device = device;
        this.spec = spec;
        this.alias = alias;
        this.definitionToo = definitionToo;
    }

    /**
     * Begins, unless it cannot be.
     *
     * @param look what the device is
     */
    static <S> Job<S> start(DomainHandle domain, Devices.Named device, Supplier<S> look, PlugFlag... flags) {
        boolean definitionToo = HotPlug.changesDefinition(domain, flags);
        S spec = look.get();
        String what = "detaching the " + device.words();
        String alias = domain.transitions()
                .whileActive(
                        what,
                        Feature.HOT_PLUG,
                        ref -> device.in(ref.xml(0))
                                .flatMap(Devices::alias)
                                .orElseThrow(() -> new NotFoundException(
                                        "the machine of " + domain + " has no " + device.words(),
                                        "look at what it has now")));
        return DomainJob.start(
                domain.lookup(), what, new Unplugging<>(domain, device, spec, alias, definitionToo)::run);
    }

    private S run(DomainJob<S> job, DomainRef ref) throws LibvirtFailure {
        DomainEventFeed events = domain.host().shared().domainEvents();
        Consumer<LibvirtDomainEvent> listener = event -> {
            if (isOfThis(event)) {
                told = event.kind();
                job.news();
            }
        };
        events.add(listener);
        try (Following following = new Following(domain, job, ref)) {
            job.requireGoing();
            job.stage("waiting for the guest");
            locked(() -> {
                requireActive(ref);
                ref.detach(alias);
            });
            boolean unused = following.untilEnd(each -> look(job, each), each -> true);
            if (definitionToo) {
                removeFromDefinition(following.ref());
            }
            return spec;
        } finally {
            events.remove(listener);
        }
    }

    private boolean isOfThis(LibvirtDomainEvent event) {
        return event.uuid().equals(domain.uuid())
                && (event.kind() == Kind.DEVICE_REMOVED || event.kind() == Kind.DEVICE_REMOVAL_FAILED)
                && event.text("devAlias").equals(Optional.of(alias));
    }

    /** Nothing while it is there. */
    private Optional<Boolean> look(DomainJob<S> job, DomainRef ref) throws LibvirtFailure {
        job.requireGoing();
        if (told == Kind.DEVICE_REMOVED) {
            return Optional.of(true);
        }
        requireActive(ref);
        boolean isThere = device.in(ref.xml(0))
                .flatMap(Devices::alias)
                .filter(alias::equals)
                .isPresent();
        if (isThere && told == Kind.DEVICE_REMOVAL_FAILED) {
            throw new InvalidStateException(
                    "the guest of " + domain + " does not let go of the " + device.words(),
                    "have it used by nobody in the guest, and try again");
        }
        return isThere ? Optional.empty() : Optional.of(true);
    }

    private void requireActive(DomainRef ref) throws LibvirtFailure {
        if (!ref.status().state().isActive()) {
            throw ended();
        }
    }

    private InvalidStateException ended() {
        return new InvalidStateException(
                domain + " has ended before its guest let go of the " + device.words(),
                "nothing is to be done: a machine that is " + DomainState.SHUTOFF + " has no devices");
    }

    /** Where it was in the machine only, the definition is as it is to be. */
    private void removeFromDefinition(DomainRef ref) throws LibvirtFailure {
        locked(() -> {
            Optional<String> defined = device.in(ref.whole()).map(HardenedXml::text);
            if (defined.isPresent()) {
                ref.detachFromDefinition(defined.get());
            }
        });
    }

    private interface Step {
        void make() throws LibvirtFailure;
    }

    private void locked(Step step) throws LibvirtFailure {
        ReentrantLock lock = domain.host().shared().domain(domain.uuid(), "detaching the " + device.words());
        try {
            step.make();
        } finally {
            lock.unlock();
        }
    }
}
