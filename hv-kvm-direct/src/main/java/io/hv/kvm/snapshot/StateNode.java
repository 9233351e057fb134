package io.hv.kvm.snapshot;

import io.hv.kvm.bus.Bytes;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A saved record without its class: the name of its type, and its components by name, in order. Tools look into it, and
 * a later version rewrites an older node with {@link #with} and {@link #without} before it binds it. Immutable.
 *
 * <p>A component is a {@link Boolean}, a {@link Long} (every whole number and {@code char}), a {@link Double}, a
 * {@link String} (enum constants too), {@link Bytes}, an unmodifiable {@link List} of components, or a node.
 */
public final class StateNode {

    private final String type;
    /** What it is of, where that is known still. */
    private final @Nullable Record record;
    /** Null until somebody wants them of a record; found out again by several threads at once, they are the same. */
    private volatile @Nullable Map<String, Object> components;

    /** Takes the map over; the caller has checked the values and forgets the map. */
    StateNode(String type, Map<String, Object> components) {
        this.type = type;
        this.record = null;
        this.components = components;
    }

    /** A record's, described when somebody looks. */
    StateNode(Record record) {
        this.type = RecordLayout.of(record.getClass()).name();
        this.record = record;
    }

    /** What it is of, if that is known still and of this class. */
    <R extends Record> Optional<R> record(Class<R> wanted) {
        return Optional.ofNullable(record).filter(wanted::isInstance).map(wanted::cast);
    }

    private Map<String, Object> components() {
        Map<String, Object> known = components;
        if (known == null) {
            known = Binder.components(Objects.requireNonNull(record));
            components = known;
        }
        return known;
    }

    /** A node without components. */
    public static StateNode of(String type) {
        return new StateNode(Objects.requireNonNull(type), Map.of());
    }

    /** The record's name within its package, for example {@code UartState}. */
    public String type() {
        return type;
    }

    /** The components' names, in the record's order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(components().keySet());
    }

    /** Whether there is a component of this name. */
    public boolean has(String name) {
        return components().containsKey(name);
    }

    /**
     * A component.
     *
     * @throws StateFormatException if there is none of this name
     */
    public Object get(String name) {
        Object value = components().get(name);
        if (value == null) {
            throw new StateFormatException(type + " has no component " + name + ", only " + names());
        }
        return value;
    }

    /**
     * A node with one component set, at its old place or at the end.
     *
     * @throws StateFormatException if the value is of none of the types that a component can have
     */
    public StateNode with(String name, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(components());
        changed.put(name, checked(name, value));
        return new StateNode(type, changed);
    }

    /** A node without this component. */
    public StateNode without(String name) {
        Map<String, Object> changed = new LinkedHashMap<>(components());
        changed.remove(name);
        return new StateNode(type, changed);
    }

    private static Object checked(String name, Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(each -> checked(name, each)).toList();
        }
        if (value instanceof Boolean
                || value instanceof Long
                || value instanceof Double
                || value instanceof String
                || value instanceof Bytes
                || value instanceof StateNode) {
            return value;
        }
        throw new StateFormatException(
                name + ": a " + value.getClass().getName() + " cannot be a component of a saved state");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateNode node
                && type.equals(node.type)
                && components().equals(node.components());
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, components());
    }

    /** The type and the components, for people. */
    @Override
    public String toString() {
        return type + components();
    }
}
