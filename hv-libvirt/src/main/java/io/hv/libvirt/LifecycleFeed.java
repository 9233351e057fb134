package io.hv.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import io.hv.ClosedException;
import io.hv.DomainState;
import io.hv.DomainStatus;
import io.hv.Event;
import io.hv.LifecycleEvent;
import io.hv.NotFoundException;
import io.hv.StateReason;
import io.hv.libvirt.NativeStates.Change;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.libvirt.Error.ErrorNumber;
import org.libvirt.jna.ConnectionPointer;
import org.libvirt.jna.DomainPointer;
import org.libvirt.jna.Libvirt.VirConnectDomainEventCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes libvirt's lifecycle events and hands them on: first to the hosts' hubs, then to those who wait for one. libvirt
 * queues an event when the new state can be seen already, so nobody is told of what is not so yet. Registering is safe
 * for any thread; delivery is the event loop's.
 */
final class LifecycleFeed implements VirConnectDomainEventCallback {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    /** {@code VIR_DOMAIN_EVENT_DEFINED_ADDED}. */
    private static final int NEW_DEFINITION = 0;

    private final LibvirtCalls calls;
    private final Starts starts;
    private final Consoles consoles;
    private final List<Consumer<Event>> listeners = new CopyOnWriteArrayList<>();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    /** Who stands still, as far as events tell. */
    private final Set<UUID> paused = ConcurrentHashMap.newKeySet();

    LifecycleFeed(LibvirtCalls calls, Starts starts, Consoles consoles) {
        this.calls = calls;
        this.starts = starts;
        this.consoles = consoles;
    }

    Registration registration() {
        return new Registration(
                "virConnectDomainEventRegisterAny",
                connection -> calls.virConnectDomainEventRegisterAny(
                        connection, null, LibvirtCalls.EVENT_LIFECYCLE, this, null, (Pointer) null),
                calls::virConnectDomainEventDeregisterAny);
    }

    void add(Consumer<Event> listener) {
        listeners.add(listener);
    }

    void remove(Consumer<Event> listener) {
        listeners.remove(listener);
    }

    /** Tells the hosts' hubs. */
    void tell(Event event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /** Takes note of the domains that are paused when this feed begins. */
    void begin(ConnectionDomains domains) throws LibvirtFailure {
        paused.addAll(paused(domains));
    }

    private static Set<UUID> paused(ConnectionDomains domains) throws LibvirtFailure {
        Set<UUID> all = new HashSet<>();
        for (DomainRef each : domains.list(LibvirtCalls.LIST_PAUSED)) {
            try (each) {
                all.add(each.uuid());
            }
        }
        return all;
    }

    /** After a time in which nothing was heard, who waits for an event of a domain is told how that is now. */
    void resume(ConnectionDomains domains, EventLoop loop) throws LibvirtFailure {
        Set<UUID> now = paused(domains);
        List<LifecycleEvent> news = new ArrayList<>();
        Set<UUID> gone = new HashSet<>();
        for (UUID uuid : watches.stream().map(Watch::uuid).distinct().toList()) {
            LifecycleEvent event = look(domains, uuid);
            news.add(event == null ? ended(uuid) : event);
            if (event == null) {
                gone.add(uuid);
            }
        }
        loop.run(() -> {
            paused.retainAll(now);
            paused.addAll(now);
            news.forEach(event -> watches.forEach(watch -> watch.offer(event)));
            gone.forEach(uuid -> watches.forEach(watch -> watch.gone(uuid, goneException(uuid.toString()))));
        });
    }

    /** How a domain is; null where it is gone, be it while it is looked at. */
    private static @Nullable LifecycleEvent look(ConnectionDomains domains, UUID uuid) throws LibvirtFailure {
        try (DomainRef ref = domains.find(uuid).orElse(null)) {
            return ref == null ? null : seen(uuid, ref.name(), ref.status());
        } catch (LibvirtFailure e) {
            if (e.number() == ErrorNumber.VIR_ERR_NO_DOMAIN) {
                return null;
            }
            throw e;
        }
    }

    private static LifecycleEvent ended(UUID uuid) {
        return seen(uuid, uuid.toString(), DomainStatus.of(DomainState.SHUTOFF, StateReason.UNKNOWN));
    }

    private static LifecycleEvent seen(UUID uuid, String name, DomainStatus status) {
        LifecycleEvent.Type type = switch (status.state()) {
            case PAUSED -> LifecycleEvent.Type.SUSPENDED;
            case CRASHED -> LifecycleEvent.Type.CRASHED;
            default -> status.state().isActive() ? LifecycleEvent.Type.STARTED : LifecycleEvent.Type.STOPPED;
        };
        return LifecycleEvent.now(uuid, name, type, status);
    }

    private static NotFoundException goneException(String name) {
        return new NotFoundException("the domain '" + name + "' is not there any more", "define it again");
    }

    /** Waits from now on for an event of that domain; see {@link Watch}. */
    Watch watch(Object owner, UUID uuid, Predicate<LifecycleEvent> fits) {
        return added(new Watch(watches, owner, uuid, false, fits));
    }

    /** As {@link #watch}, for a domain that is still to be made. */
    Watch watchToCome(Object owner, UUID uuid, Predicate<LifecycleEvent> fits) {
        return added(new Watch(watches, owner, uuid, true, fits));
    }

    private Watch added(Watch watch) {
        watches.add(watch);
        return watch;
    }

    /** Ends every wait that this owner began. */
    void closeWatches(Object owner, ClosedException reason) {
        watches.stream().filter(watch -> watch.owner() == owner).forEach(watch -> watch.fail(reason));
    }

    @Override
    public int eventCallback(
            ConnectionPointer connection, DomainPointer domain, int event, int detail, @Nullable Pointer opaque) {
        try {
            if (NativeStates.isEnding(event)) {
                consoles.ending(DomainRef.uuid(domain));
            }
            NativeStates.change(event, detail).ifPresent(change -> deliver(domain, detail, change));
        } catch (RuntimeException e) {
            // Nothing may be thrown into libvirt.
            LOG.error("lifecycle event {}/{} could not be delivered", event, detail, e);
        }
        return 0;
    }

    private void deliver(DomainPointer domain, int detail, Change change) {
        UUID uuid = DomainRef.uuid(domain);
        if (!happened(domain, uuid, change.type())) {
            return;
        }
        LifecycleEvent event =
                LifecycleEvent.now(uuid, DomainRef.name(domain), change.type(), status(domain, uuid, detail, change));
        // Who waits for its echo goes on then, and may begin to listen, not to hear of it.
        tell(event);
        watches.forEach(watch -> watch.offer(event));
        if (isGone(domain, event)) {
            watches.forEach(watch -> watch.gone(uuid, goneException(event.name())));
        }
    }

    /** A definition that went leaves a machine that runs, and a machine that went leaves its definition. */
    private boolean isGone(DomainPointer domain, LifecycleEvent event) {
        return !event.status().state().isActive()
                && calls.virDomainGetState(domain, new IntByReference(), new IntByReference(), 0) < 0
                && LibvirtFailure.last(calls, "virDomainGetState").number() == ErrorNumber.VIR_ERR_NO_DOMAIN;
    }

    /**
     * Only who was paused is resumed: the QEMU driver says so at each start too, before it says that it started. And hv's
     * own pause, within a start, is nobody's business.
     */
    private boolean happened(DomainPointer domain, UUID uuid, LifecycleEvent.Type type) {
        return switch (type) {
            case SUSPENDED -> !starts.isOwnPause(uuid) && isSomebodys(domain, uuid) && pause(uuid);
            case RESUMED -> paused.remove(uuid);
            case STOPPED, CRASHED -> {
                paused.remove(uuid);
                yield true;
            }
            default -> true;
        };
    }

    private boolean isSomebodys(DomainPointer domain, UUID uuid) {
        if (starts.wasAsked(uuid)) {
            return true;
        }
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        return calls.virDomainGetState(domain, state, reason, 0) == 0
                && !NativeStates.isPauseOfNobody(state.getValue(), reason.getValue());
    }

    private boolean pause(UUID uuid) {
        paused.add(uuid);
        return true;
    }

    /** A start may be one that leaves it paused, which libvirt tells by an event of its own. */
    private DomainStatus started(UUID uuid, DomainStatus told) {
        DomainStatus status = starts.started(uuid, told);
        if (status.state() == DomainState.PAUSED) {
            paused.add(uuid);
        }
        return status;
    }

    /** A definition that came, changed or went does not tell the state: the machine may be running. */
    private DomainStatus status(DomainPointer domain, UUID uuid, int detail, Change change) {
        if (change.type() == LifecycleEvent.Type.STARTED) {
            return started(uuid, change.status());
        }
        boolean told = switch (change.type()) {
            case DEFINED -> detail == NEW_DEFINITION;
            case UNDEFINED -> false;
            default -> true;
        };
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        return told || calls.virDomainGetState(domain, state, reason, 0) < 0
                ? change.status()
                : starts.seen(uuid, NativeStates.status(state.getValue(), reason.getValue()));
    }
}
