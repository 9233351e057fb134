package io.hv.xml.domain;

import io.hv.xml.XmlException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a document says, or could say. Live: it reads and writes the document that it belongs to, and changes
 * nothing in it but what it stands for. Not thread-safe.
 *
 * @param <T> what it is in Java
 */
public abstract class Value<T> {

    Value() {}

    /**
     * What the document says.
     *
     * @return empty if it says nothing
     * @throws XmlException if it is written in a form that hv does not know
     */
    public final Optional<T> get() {
        return Optional.ofNullable(read());
    }

    /**
     * What the document says, or what holds if it says nothing.
     *
     * @throws XmlException if it is written in a form that hv does not know
     */
    public final T or(T otherwise) {
        T value = read();
        return value == null ? otherwise : value;
    }

    /**
     * Says that. Elements that are missing for it are made. If the document says so already, it stays as it is written.
     *
     * @throws IllegalArgumentException if it cannot be said
     */
    public final void set(T value) {
        T known;
        try {
            known = read();
        } catch (XmlException e) {
            known = null; // whatever it is, it is something else
        }
        if (!value.equals(known)) {
            write(value);
        }
    }

    /** Says nothing about it any more. */
    public abstract void clear();

    /** Where it is, as an XPath with libvirt's usual prefixes. */
    public abstract String xpath();

    abstract @Nullable T read();

    abstract void write(T value);

    /** Attributes and texts that are read and written as they are here, for the table of what is typed. */
    abstract List<Slot> slots();

    /** Paths that setting it may change, with all below them; for an element that is not there yet, those around it. */
    List<String> touched() {
        return slots().stream().map(Slot::path).toList();
    }

    @Override
    public final String toString() {
        return xpath();
    }
}
