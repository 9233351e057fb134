package io.hv.xml.domain;

import io.hv.xml.wire.WireElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * What a device is connected to: the word in its {@code type}, and what its {@code <source>} says for that word.
 *
 * @param <T> what it is in Java
 */
abstract class SourceValue<T> extends Value<T> {

    /**
     * What a kind of source has in the element.
     *
     * @param attributes of {@code <source>}
     * @param children elements in it
     */
    record Kind(Set<String> attributes, Set<String> children) {}

    final Place device;
    final Place source;
    final Attributes attributes;

    SourceValue(Place device) {
        this.device = device;
        this.source = device.child("source");
        this.attributes = new Attributes(source);
    }

    /** All kinds, by the word in {@code type}. */
    abstract Map<String, Kind> kinds();

    @Override
    public void clear() {
        source.remove();
    }

    @Override
    public String xpath() {
        return source.path();
    }

    @Override
    List<Slot> slots() {
        return List.of();
    }

    @Override
    List<String> touched() {
        return List.of(device.path() + "/@type", source.path());
    }

    /**
     * Makes it one of a kind. What only other kinds have is taken away, all else stays.
     *
     * @param wanted attributes to write; null for those to take away
     */
    final void become(String type, Map<String, @Nullable String> wanted) {
        new Attributes(device).put("type", type);
        Kind kind = kinds().getOrDefault(type, new Kind(Set.of(), Set.of()));
        WireElement element = source.find();
        if (element != null) {
            for (Kind other : kinds().values()) {
                for (String each : other.attributes()) {
                    if (!kind.attributes().contains(each)) {
                        element.attribute(new QName(each), null);
                    }
                }
                for (String each : other.children()) {
                    if (!kind.children().contains(each)) {
                        for (WireElement child : new ArrayList<>(element.all(new QName(each)))) {
                            boolean unused = element.remove(child);
                        }
                    }
                }
            }
        }
        wanted.forEach(attributes::put);
    }
}
