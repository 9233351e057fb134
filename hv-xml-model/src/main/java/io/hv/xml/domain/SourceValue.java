package io.hv.xml.domain;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a device is connected to: the word in its {@code type}, and what its {@code <source>} says for that word.
 *
 * @param <T> what it is in Java
 */
abstract class SourceValue<T> extends KindValue<T> {

    final Place device;
    final Place source;

    /**
     * A value.
     *
     * @param kinds what there is in {@code <source>}, by the word in {@code type}
     */
    SourceValue(Place device, Kinds kinds) {
        super(device.child("source"), kinds);
        this.device = device;
        this.source = place;
    }

    @Override
    public void clear() {
        source.remove();
    }

    @Override
    List<String> touched() {
        return List.of(device.path() + "/@type", source.path());
    }

    /**
     * Makes it one of a type. What only other types have is taken away, all else stays.
     *
     * @param wanted attributes of {@code <source>} to write; null for those to take away
     */
    final void connect(String type, Map<String, @Nullable String> wanted) {
        new Attributes(device).put("type", type);
        only(type);
        wanted.forEach(attributes::put);
    }
}
