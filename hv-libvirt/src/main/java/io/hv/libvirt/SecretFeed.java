package io.hv.libvirt;

import com.sun.jna.Pointer;
import io.hv.Event;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libvirt.jna.SecretPointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes libvirt's events of secrets and hands them on. Delivery is on the event loop's thread. */
final class SecretFeed {

    private static final Logger LOG = LoggerFactory.getLogger("io.hv.libvirt");

    private final LibvirtCalls calls;
    private final Consumer<Event> tell;
    private final LibvirtCalls.ResourceCallback lifecycle = this::lived;
    private final LibvirtCalls.ChangeCallback value = this::changed;

    SecretFeed(LibvirtCalls calls, Consumer<Event> tell) {
        this.calls = calls;
        this.tell = tell;
    }

    List<Registration> registrations() {
        String function = "virConnectSecretEventRegisterAny";
        return List.of(
                new Registration(
                        function,
                        true,
                        connection -> calls.virConnectSecretEventRegisterAny(
                                connection, null, LibvirtCalls.EVENT_LIFECYCLE, lifecycle, null, null),
                        calls::virConnectSecretEventDeregisterAny),
                new Registration(
                        function,
                        true,
                        connection -> calls.virConnectSecretEventRegisterAny(
                                connection, null, SecretCalls.SECRET_VALUE_CHANGED, value, null, null),
                        calls::virConnectSecretEventDeregisterAny));
    }

    /** {@code virSecretEventLifecycleType}. */
    private void lived(Pointer connection, Pointer secret, int event, int detail, @Nullable Pointer opaque) {
        switch (event) {
            case 0 -> told(secret, LibvirtSecretEvent.Type.DEFINED);
            case 1 -> told(secret, LibvirtSecretEvent.Type.UNDEFINED);
            default -> LOG.debug("event {} of a secret is not known", event);
        }
    }

    private void changed(Pointer connection, Pointer secret, @Nullable Pointer opaque) {
        told(secret, LibvirtSecretEvent.Type.VALUE_CHANGED);
    }

    private void told(Pointer address, LibvirtSecretEvent.Type type) {
        try {
            SecretPointer secret = new SecretPointer();
            secret.setPointer(address);
            tell.accept(new LibvirtSecretEvent(
                    SecretRef.uuid(calls, secret),
                    LibvirtSecretUsage.of(calls.virSecretGetUsageType(secret)),
                    calls.virSecretGetUsageID(secret),
                    type));
        } catch (RuntimeException e) {
            // Nothing may be thrown into libvirt.
            LOG.error("event {} of a secret could not be delivered", type, e);
        }
    }
}
