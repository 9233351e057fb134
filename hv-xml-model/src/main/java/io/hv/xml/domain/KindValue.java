package io.hv.xml.domain;

import io.hv.xml.XmlException;
import io.hv.xml.value.Word;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value of several kinds, each of which has something of its own in the element.
 *
 * @param <T> what it is in Java
 */
abstract class KindValue<T> extends Value<T> {

    final Place place;
    final Attributes attributes;
    private final Kinds kinds;

    KindValue(Place place, Kinds kinds) {
        this.place = place;
        this.attributes = new Attributes(place);
        this.kinds = kinds;
    }

    @Override
    public void clear() {
        kinds.clear(place);
    }

    @Override
    public String xpath() {
        return place.path();
    }

    @Override
    List<Slot> slots() {
        return List.of();
    }

    @Override
    List<String> touched() {
        return kinds.touched(place);
    }

    /** Takes away what only other kinds have; all else stays. */
    final void only(String kind) {
        kinds.only(place, kind);
    }

    /**
     * Makes it one of a kind. What only other kinds have is taken away, all else stays.
     *
     * @param wanted texts to write, by their paths as {@link Kinds} has them; null for those to take away
     */
    final void become(String kind, Map<String, @Nullable String> wanted) {
        only(kind);
        wanted.forEach((path, text) -> kinds.put(place, path, text));
    }

    /** Takes away what is at a path. */
    final void take(String path) {
        kinds.put(place, path, null);
    }

    /** What to write where the word for it holds without being written, too: it stays as it is. */
    final @Nullable String usual(String attribute, Word word) {
        return says(attribute, word.word()) ? word.word() : null;
    }

    /** Whether an attribute is that word. */
    final boolean says(String attribute, String word) {
        return attributes.or(attribute, "").strip().equals(word);
    }

    /** What is written contradicts itself, or is not enough. */
    final XmlException wrong(String why) {
        return XmlException.at(xpath(), why, null);
    }

    static @Nullable String checked(@Nullable String text) {
        return text == null ? null : Form.checked(text);
    }
}
