package io.hv.xml.wire;

import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElementRef;
import jakarta.xml.bind.annotation.XmlElementRefs;
import jakarta.xml.bind.annotation.XmlRootElement;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** What a class of elements says about itself: its name, and its children with their order. Immutable. */
final class ElementType {

    private static final ClassValue<ElementType> TYPES = new ClassValue<>() {
        @Override
        protected ElementType computeValue(Class<?> type) {
            return new ElementType(type.asSubclass(WireElement.class));
        }
    };

    private final Class<? extends WireElement> type;
    private final QName name;
    private final Map<String, Child> children = new HashMap<>();
    private final Map<QName, Child> foreign = new HashMap<>();
    private final Map<Class<?>, Integer> ranks = new HashMap<>();
    private final Map<QName, Field> attributes = new LinkedHashMap<>();

    /** The same, for a walk through all of them. */
    private final Field[] fields;

    private final String[] names;

    /** A child that the schema knows: its place in the order, and what it is, which may be what it stands in. */
    static final class Child {
        private final Class<? extends WireElement> type;
        private final int rank;

        /** Looked up once; twice by two threads at once, with the same result. */
        private @Nullable ElementType known;

        private Child(Class<? extends WireElement> type, int rank) {
            this.type = type;
            this.rank = rank;
        }

        ElementType type() {
            ElementType found = known;
            if (found == null) {
                found = of(type);
                known = found;
            }
            return found;
        }

        /** Its place in the order, 0 or more; those without an order among each other have the same. */
        int rank() {
            return rank;
        }
    }

    private ElementType(Class<? extends WireElement> type) {
        this.type = type;
        this.name = name(type);
        List<Class<? extends WireElement>> ordered = children(type);
        for (Class<? extends WireElement> each : ordered) {
            ranks.put(each, ranks.size());
        }
        for (Field each : type.getFields()) {
            XmlAttribute attribute = each.getAnnotation(XmlAttribute.class);
            if (attribute != null) {
                String local = attribute.name().equals("##default") ? each.getName() : attribute.name();
                attributes.put(new QName(local), each);
            }
        }
        fields = attributes.values().toArray(Field[]::new);
        names = attributes.keySet().stream().map(QName::getLocalPart).toArray(String[]::new);
        // What is looked up so often is not checked each time.
        AccessibleObject.setAccessible(fields, true);
        Mingled mingled = type.getAnnotation(Mingled.class);
        if (mingled != null) {
            int first = ranks.getOrDefault(mingled.value()[0], 0);
            for (Class<?> each : mingled.value()) {
                ranks.put(each, first);
            }
        }
        for (Class<? extends WireElement> each : ordered) {
            QName childName = name(each);
            Child child = new Child(each, ranks.getOrDefault(each, 0));
            if (childName.getNamespaceURI().isEmpty()) {
                children.put(childName.getLocalPart(), child);
            } else {
                foreign.put(childName, child);
            }
        }
    }

    static ElementType of(Class<? extends WireElement> type) {
        return TYPES.get(type);
    }

    Class<? extends WireElement> type() {
        return type;
    }

    QName name() {
        return name;
    }

    /** The child of that name; null where the schema knows none. */
    @Nullable
    Child child(String namespace, String local) {
        return namespace.isEmpty() ? children.get(local) : foreign.get(new QName(namespace, local));
    }

    /** The attributes that have a field and a value. */
    Map<QName, String> attributes(WireElement of) {
        Map<QName, String> values = new LinkedHashMap<>();
        attributes.forEach((each, field) -> {
            try {
                if (field.get(of) instanceof String value) {
                    values.put(each, value);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("attributes are public fields", e);
            }
        });
        return values;
    }

    /** Writes the attributes that have a field and a value, behind a start tag. */
    void writeAttributes(WireElement of, XMLStreamWriter to) throws XMLStreamException {
        try {
            for (int i = 0; i < fields.length; i++) {
                if (fields[i].get(of) instanceof String value) {
                    to.writeAttribute(names[i], value);
                }
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("attributes are public fields", e);
        }
    }

    /** The attributes that have a field. */
    Set<QName> attributeNames() {
        return attributes.keySet();
    }

    /** An attribute's value; null where it is absent or has no field. */
    @Nullable
    String attribute(WireElement of, QName name) {
        Field field = attributes.get(name);
        try {
            return field == null ? null : (String) field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("attributes are public fields", e);
        }
    }

    /** Sets an attribute, or takes it away; says whether it has a field. */
    boolean attribute(WireElement of, QName name, @Nullable String value) {
        Field field = attributes.get(name);
        if (field == null) {
            return false;
        }
        try {
            field.set(of, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("attributes are public fields", e);
        }
        return true;
    }

    /** The classes of the children, in no order. */
    Set<Class<?>> childTypes() {
        return ranks.keySet();
    }

    /** Which place a child has; -1 for a text, and for what is unknown here. */
    int rank(Object item) {
        return ranks.getOrDefault(item.getClass(), -1);
    }

    /** Sorts by rank. What has none stays behind what it stands behind. */
    void order(List<Object> items) {
        int highest = -1;
        boolean ordered = true;
        for (Object each : items) {
            int rank = rank(each);
            ordered &= rank < 0 || rank >= highest;
            highest = Math.max(highest, rank);
        }
        if (ordered) {
            return;
        }
        record Ranked(int rank, Object item) {}
        List<Ranked> ranked = new ArrayList<>(items.size());
        int last = -1;
        for (Object each : items) {
            int rank = rank(each);
            last = rank < 0 ? last : rank;
            ranked.add(new Ranked(last, each));
        }
        ranked.sort(Comparator.comparingInt(Ranked::rank));
        for (int i = 0; i < ranked.size(); i++) {
            Object unused = items.set(i, ranked.get(i).item());
        }
    }

    private static QName name(Class<?> type) {
        XmlRootElement named = Objects.requireNonNull(type.getAnnotation(XmlRootElement.class), type::toString);
        String namespace = named.namespace();
        return new QName(namespace.equals("##default") ? "" : namespace, named.name());
    }

    private static List<Class<? extends WireElement>> children(Class<?> type) {
        List<Class<? extends WireElement>> children = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            XmlElementRefs references = field.getAnnotation(XmlElementRefs.class);
            if (references != null) {
                for (XmlElementRef each : references.value()) {
                    if (each.type() != Unknown.class) {
                        Class<?> child = each.type();
                        children.add(child.asSubclass(WireElement.class));
                    }
                }
            }
        }
        return children;
    }
}
