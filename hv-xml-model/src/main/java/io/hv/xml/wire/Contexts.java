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

    private static final Contexts OF_THIS_PROCESS = new Contexts();

    private final Map<Class<?>, JAXBContextImpl> known = new ConcurrentHashMap<>();
    private final List<Made> made = new CopyOnWriteArrayList<>();

    /**
     * A context that has been made.
     *
     * @param root the class of the root
     * @param time how long that took
     */
    public record Made(Class<?> root, Duration time) {}

    /** For tests; all else shares those of this process. */
    Contexts() {}

    /** The context for documents whose root is of that class. */
    static JAXBContextImpl of(Class<?> root) {
        return OF_THIS_PROCESS.get(root);
    }

    JAXBContextImpl get(Class<?> root) {
        JAXBContextImpl context = known.get(root);
        return context == null ? known.computeIfAbsent(root, this::make) : context;
    }

    private JAXBContextImpl make(Class<?> root) {
        long start = System.nanoTime();
        try {
            JAXBContextImpl context =
                    (JAXBContextImpl) new JAXBContextFactory().createContext(new Class<?>[] {root}, Map.of());
            made.add(new Made(root, Duration.ofNanos(System.nanoTime() - start)));
            return context;
        } catch (JAXBException e) {
            throw new IllegalStateException("the classes of the wire layer cannot be mapped", e);
        }
    }

    /** All that this process has made so far, in their order. */
    public static List<Made> made() {
        return OF_THIS_PROCESS.all();
    }

    List<Made> all() {
        return List.copyOf(made);
    }
}
