package io.hv.spi;

import io.hv.Definition;
import io.hv.DomainSpec;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * How definitions of domains are written down, found by {@link ServiceLoader} when the first one is read or written: so a
 * backend needs no knowledge of the format, and a program that defines nothing does not pay for it. hv-xml-model provides
 * libvirt's XML. Safe for any thread; constructor, {@link #id()} and {@link #fileEnding()} do next to nothing.
 */
public interface DefinitionFormat {

    /** A short, stable name, for example {@code libvirt-xml}. */
    String id();

    /** What names of files in this format end with behind a dot, for example {@code xml}. */
    String fileEnding();

    /**
     * A document.
     *
     * @throws io.hv.HypervisorException if it is none of this format; the message says where and why. That what it says
     *     can be a spec is only seen by {@link Definition#toSpec()}
     */
    Definition parse(String text);

    /**
     * A new document that says what a spec says.
     *
     * @param options of backends, as texts; those that the spec holds as objects are not looked at
     * @throws io.hv.InvalidSpecException if the format cannot say it; with every fault
     */
    Definition of(DomainSpec spec, Map<String, String> options);

    /**
     * The same document, changed to say what a spec says: what differs from {@link Definition#toSpec()} is written, and all
     * else stays as it is, be it known to anybody or not.
     *
     * @param from of this format
     * @param options all there are to be
     * @throws io.hv.InvalidSpecException if the format cannot say it; with every fault
     */
    Definition edit(Definition from, DomainSpec spec, Map<String, String> options);

    /**
     * The definition of a copy: the same document with the identity that is given, and with nothing left that two domains
     * cannot have at once, as far as the document says so.
     *
     * @param from of this format
     * @throws UnsupportedOperationException if the format cannot do that, as by default
     */
    default CopiedDefinition copy(Definition from, CopyIdentity identity) {
        throw new UnsupportedOperationException("the format " + id() + " makes no copies");
    }

    /** The first that is found by the thread's context class loader, then by the one that loaded hv-api. */
    static Optional<DefinitionFormat> find() {
        @Nullable ClassLoader context = Thread.currentThread().getContextClassLoader();
        Optional<DefinitionFormat> found = context == null ? Optional.empty() : first(context);
        return found.isPresent() ? found : first(DefinitionFormat.class.getClassLoader());
    }

    private static Optional<DefinitionFormat> first(@Nullable ClassLoader loader) {
        Iterator<DefinitionFormat> all =
                ServiceLoader.load(DefinitionFormat.class, loader).iterator();
        return all.hasNext() ? Optional.of(all.next()) : Optional.empty();
    }
}
