package io.hv.libvirt;

import com.sun.jna.Pointer;
import io.hv.Event;
import io.hv.libvirt.LibvirtDomainEvent.Kind;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands on libvirt's events of domains that are not their life cycle's: first to the hosts' hubs, then to those who listen
 * here. Registering is safe for any thread; delivery is the event loop's.
 */
final class DomainEventFeed {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    private final Consumer<Event> tell;
    private final List<Consumer<LibvirtDomainEvent>> listeners = new CopyOnWriteArrayList<>();
    private final DomainEventCallbacks callbacks = new DomainEventCallbacks(this::told);

    DomainEventFeed(Consumer<Event> tell) {
        this.tell = tell;
    }

    DomainEventCallbacks callbacks() {
        return callbacks;
    }

    void add(Consumer<LibvirtDomainEvent> listener) {
        listeners.add(listener);
    }

    void remove(Consumer<LibvirtDomainEvent> listener) {
        listeners.remove(listener);
    }

    private void told(Pointer domain, Kind kind, Consumer<EventDetails> body) {
        try {
            EventDetails details = new EventDetails();
            body.accept(details);
            long address = Pointer.nativeValue(domain);
            LibvirtDomainEvent event =
                    new LibvirtDomainEvent(QuickCalls.uuid(address), QuickCalls.name(address), kind, details.all());
            tell.accept(event);
            listeners.forEach(listener -> listener.accept(event));
        } catch (RuntimeException e) {
            // Nothing may be thrown into libvirt.
            LOG.error("an event {} could not be delivered", kind, e);
        }
    }
}
