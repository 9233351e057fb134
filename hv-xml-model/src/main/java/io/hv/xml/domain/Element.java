package io.hv.xml.domain;

import io.hv.xml.XmlException;
import io.hv.xml.wire.WireElement;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/**
 * An element of a document, there or not: of one that is not there all values are empty, and setting one makes it. Live: it
 * reads and writes the document that it belongs to. An element that has been taken out stays what it was, and belongs to
 * nothing.
 *
 * <p>Equal are elements of one class at the same place. Not thread-safe.
 */
public abstract class Element {

    final Place here;

    Element(Place here) {
        this.here = here;
    }

    /** Whether the document has it. */
    public final boolean exists() {
        return here.find() != null;
    }

    /** Makes it, empty, if the document does not have it. An empty element may say something by itself. */
    public final void create() {
        Object unused = here.make();
    }

    /**
     * Takes it out of the document, with all that is in it; nothing happens if it is not there.
     *
     * @throws IllegalStateException if it is the root, or one of several that has been taken out
     */
    public final void remove() {
        here.remove();
    }

    /** Where it is, as an XPath with libvirt's usual prefixes. */
    public final String xpath() {
        return here.path();
    }

    /** All attributes that it has, known ones or not, as they are written, by name. A copy. */
    public final Map<String, String> rawAttributes() {
        Map<String, String> attributes = new TreeMap<>();
        WireElement element = here.find();
        if (element != null) {
            element.attributes().forEach((name, value) -> {
                if (!name.getNamespaceURI().equals(XMLConstants.XMLNS_ATTRIBUTE_NS_URI)) {
                    String unused = attributes.put(Names.of(name), value);
                }
            });
        }
        return attributes;
    }

    /** The text in it as it is written, without that of the elements in it; empty if there is none. */
    public final Optional<String> rawText() {
        return Optional.ofNullable(Slot.text(here).read());
    }

    /**
     * All of it as XML; empty if it is not there.
     *
     * @throws XmlException if it holds what XML cannot
     */
    public final Optional<String> xml() {
        return Optional.ofNullable(here.find()).map(Fragments::write);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Element element && getClass() == element.getClass() && here.equals(element.here);
    }

    @Override
    public final int hashCode() {
        return here.hashCode();
    }

    @Override
    public final String toString() {
        return xpath();
    }
}
