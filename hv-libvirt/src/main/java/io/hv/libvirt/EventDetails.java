package io.hv.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what an event of libvirt's tells. For one thread. */
final class EventDetails {

    private final Map<String, Object> all = new HashMap<>();

    Map<String, Object> all() {
        return all;
    }

    EventDetails number(String name, int value) {
        all.put(name, value);
        return this;
    }

    EventDetails number(String name, long value) {
        all.put(name, value);
        return this;
    }

    /** A text of libvirt's, where there is one. */
    EventDetails text(String name, @Nullable Pointer text) {
        if (text != null) {
            all.put(name, text.getString(0, StandardCharsets.UTF_8.name()));
        }
        return this;
    }

    /** A structure {@code virDomainEventGraphicsAddress}: a family, padded, and two texts. */
    EventDetails address(String name, @Nullable Pointer address) {
        if (address != null) {
            number(name + ".family", address.getInt(0));
            text(name + ".node", address.getPointer(Native.POINTER_SIZE));
            text(name + ".service", address.getPointer(2L * Native.POINTER_SIZE));
        }
        return this;
    }

    /** A structure {@code virDomainEventGraphicsSubject}: how many, padded, and an array of pairs of texts. */
    EventDetails subject(String name, @Nullable Pointer subject) {
        if (subject != null) {
            Pointer identities = subject.getPointer(Native.POINTER_SIZE);
            for (int i = 0; i < subject.getInt(0); i++) {
                Pointer type = identities.getPointer(2L * i * Native.POINTER_SIZE);
                text(
                        name + "." + type.getString(0, StandardCharsets.UTF_8.name()),
                        identities.getPointer((2L * i + 1) * Native.POINTER_SIZE));
            }
        }
        return this;
    }

    EventDetails parameters(Pointer parameters, int count) {
        all.putAll(TypedParameters.read(parameters, count));
        return this;
    }
}
