package io.hv.xml.wire;

import jakarta.xml.bind.JAXBException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.glassfish.jaxb.runtime.v2.JAXBContextFactory;
import org.glassfish.jaxb.runtime.v2.runtime.JAXBContextImpl;

/**
 * JAXB's contexts, one for each class that has been read as a root. Each is made when it is first wanted, which takes some
 * tenths of a second for a domain, and only once, also where many threads want it at the same time. Thread-safe.
 */
public final class Contexts {

    private static final Map<Class<?>, JAXBContextImpl> KNOWN = new ConcurrentHashMap<>();
    private static final List<Made> MADE = new CopyOnWriteArrayList<>();

    /**
     * A context that has been made.
     *
     * @param root the class of the root
     * @param time how long that took
     */
    public record Made(Class<?> root, Duration time) {}

    private Contexts() {}

    /** The context for documents whose root is of that class. */
    static JAXBContextImpl of(Class<?> root) {
        JAXBContextImpl known = KNOWN.get(root);
        return known == null ? KNOWN.computeIfAbsent(root, Contexts::make) : known;
    }

    private static JAXBContextImpl make(Class<?> root) {
        long start = System.nanoTime();
        try {
            JAXBContextImpl context =
                    (JAXBContextImpl) new JAXBContextFactory().createContext(new Class<?>[] {root}, Map.of());
            MADE.add(new Made(root, Duration.ofNanos(System.nanoTime() - start)));
            return context;
        } catch (JAXBException e) {
            throw new IllegalStateException("the classes of the wire layer cannot be mapped", e);
        }
    }

    /** All that this process has made so far, in their order. */
    public static List<Made> made() {
        return List.copyOf(MADE);
    }
}
