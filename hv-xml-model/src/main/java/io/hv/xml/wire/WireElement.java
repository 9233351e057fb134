package io.hv.xml.wire;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAnyAttribute;
import jakarta.xml.bind.annotation.XmlTransient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * An element: its attributes, which are fields of the subclasses, and its content, texts and elements in their order. An
 * element that a class does not know is an {@link Unknown} among them; an attribute that it does not know is in
 * {@link #others}. Not thread-safe.
 *
 * <p>Children are kept in the order in which libvirt's schema names them, which {@link #add} knows; unlike siblings have
 * no order of their own in libvirt's XML, but validators want one. What is unknown stays behind what it stood behind.
 */
@XmlTransient
@XmlAccessorType(XmlAccessType.FIELD)
public abstract class WireElement {

    @XmlAnyAttribute
    private final Map<QName, String> others = new OtherAttributes();

    /** For the subclasses. */
    protected WireElement() {}

    /** Texts and elements; null where there have never been any. */
    protected abstract @Nullable List<Object> content();

    /** Sets what {@link #content()} gives. */
    protected abstract void content(List<Object> content);

    /** The element's name. */
    public QName name() {
        return nameOf(getClass());
    }

    /** The name of a class's elements. */
    public static QName nameOf(Class<? extends WireElement> type) {
        return ElementType.of(type).name();
    }

    /** Whether the order of all that is in it means something to somebody: the schema allows anything there, or knows it not. */
    public final boolean isOpaque() {
        return this instanceof Unknown || getClass().isAnnotationPresent(Opaque.class);
    }

    /** All attributes that it has: those with a field, in the order of the schema, then {@link #others}. A copy. */
    public final Map<QName, String> attributes() {
        Map<QName, String> all = ElementType.of(getClass()).attributes(this);
        all.putAll(others);
        return all;
    }

    /** An attribute's value as it is written, with a field or without; null where it is absent. */
    public final @Nullable String attribute(QName name) {
        String value = ElementType.of(getClass()).attribute(this, name);
        return value == null ? others.get(name) : value;
    }

    /** Sets an attribute, or takes it away where the value is null. */
    public final void attribute(QName name, @Nullable String value) {
        if (!ElementType.of(getClass()).attribute(this, name, value)) {
            if (value == null) {
                String unused = others.remove(name);
            } else {
                String unused = others.put(name, value);
            }
        }
    }

    /** The first child of a name. */
    public final Optional<WireElement> first(QName name) {
        for (Object each : items()) {
            if (each instanceof WireElement child && child.name().equals(name)) {
                return Optional.of(child);
            }
        }
        return Optional.empty();
    }

    /** All children of a name, in their order. */
    public final List<WireElement> all(QName name) {
        return all(WireElement.class).stream()
                .filter(each -> each.name().equals(name))
                .toList();
    }

    /**
     * The attributes that the class has no field for, and the declarations of namespaces, which are attributes in the
     * namespace {@code http://www.w3.org/2000/xmlns/}, as in DOM. May be changed.
     */
    public final Map<QName, String> others() {
        return others;
    }

    /** Texts, as {@code String}, and elements, as {@code WireElement}, in their order. */
    public final List<Object> items() {
        List<Object> content = content();
        return content == null ? List.of() : Collections.unmodifiableList(content);
    }

    /** The first child of a class. */
    public final <T extends WireElement> Optional<T> first(Class<T> type) {
        for (Object each : items()) {
            if (type.isInstance(each)) {
                return Optional.of(type.cast(each));
            }
        }
        return Optional.empty();
    }

    /** All children of a class, in their order. */
    public final <T extends WireElement> List<T> all(Class<T> type) {
        return items().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Adds a child behind the others of its kind, where libvirt's schema wants it; one that is unknown here, at the end. */
    public final void add(WireElement child) {
        ElementType type = ElementType.of(getClass());
        List<Object> content = editable();
        int at = content.size();
        int rank = type.rank(child);
        while (rank >= 0 && at > 0 && type.rank(content.get(at - 1)) > rank) {
            at--;
        }
        content.add(at, child);
    }

    /** Puts a child in the place of the first one of its class; where there is none, adds it. */
    public final void put(WireElement child) {
        List<Object> content = editable();
        for (int i = 0; i < content.size(); i++) {
            if (content.get(i).getClass() == child.getClass() && !(child instanceof Unknown)) {
                content.set(i, child);
                return;
            }
        }
        add(child);
    }

    /** Takes that very child out; says whether it was there. */
    public final boolean remove(WireElement child) {
        return editable().removeIf(each -> each == child);
    }

    /** What text it has, without that of its children. */
    public final String text() {
        StringBuilder text = new StringBuilder();
        for (Object each : items()) {
            if (each instanceof String some) {
                text.append(some);
            }
        }
        return text.toString();
    }

    /** Sets the text, which then stands before the children. */
    public final void text(String text) {
        List<Object> content = editable();
        content.removeIf(String.class::isInstance);
        if (!text.isEmpty()) {
            content.add(0, text);
        }
    }

    private List<Object> editable() {
        List<Object> content = content();
        if (content == null) {
            content = new ArrayList<>(2);
            content(content);
        }
        return content;
    }

    /** Brings this element's and its descendants' children into the order of the schema. */
    final void order() {
        List<Object> content = content();
        if (content == null) {
            return;
        }
        ElementType.of(getClass()).order(content);
        for (Object each : content) {
            if (each instanceof WireElement element && !(element instanceof Unknown)) {
                element.order();
            }
        }
    }
}
