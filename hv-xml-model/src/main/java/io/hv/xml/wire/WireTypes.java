package io.hv.xml.wire;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Set;
import javax.xml.namespace.QName;

/** What libvirt's schemas know of the classes of elements. Thread-safe. */
public final class WireTypes {

    private WireTypes() {}

    /**
     * The class of an element's child.
     *
     * @throws IllegalArgumentException if the schemas know none of that name there
     */
    public static Class<? extends WireElement> child(Class<? extends WireElement> of, QName name) {
        ElementType.Child found = ElementType.of(of).child(name.getNamespaceURI(), name.getLocalPart());
        if (found == null) {
            throw new IllegalArgumentException("libvirt's schemas know no <" + name + "> in " + of);
        }
        return found.type().type();
    }

    /** The classes of all children that the schemas know, in no order. */
    public static List<Class<? extends WireElement>> children(Class<? extends WireElement> of) {
        return ElementType.of(of).childTypes().stream()
                .<Class<? extends WireElement>>map(each -> each.asSubclass(WireElement.class))
                .toList();
    }

    /** The names of all attributes that the schemas know. */
    public static Set<QName> attributes(Class<? extends WireElement> of) {
        return Set.copyOf(ElementType.of(of).attributeNames());
    }

    /** A new element of a class, with nothing in it. */
    public static WireElement make(Class<? extends WireElement> type) {
        try {
            Constructor<? extends WireElement> constructor = type.getDeclaredConstructor();
            return constructor.newInstance();
        } catch (NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalStateException("an element's class can be made without arguments: " + type, e);
        }
    }
}
